package vernier.image;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Finds out whether all pixels of a region are equal: by a few pixels where they are not, without looking where cells do
 * not exist.
 */
final class ConstantPixels {

	private final CellPixels cells;
	private final PrimitiveStrips strips;
	private boolean constant = true;
	private boolean any;
	private double value;

	private ConstantPixels(final CellPixels cells, final PrimitiveStrips strips) {
		this.cells = cells;
		this.strips = strips;
	}

	/**
	 * @param cells of the plane, or null if it has none
	 * @param strips of the plane
	 * @return the value, maybe NaN; nothing if there are several
	 */
	static OptionalDouble of(final CellPixels cells, final PrimitiveStrips strips, final Region region) {
		final ConstantPixels found = new ConstantPixels(cells, strips);
		if (cells == null)
			found.look(region);
		else
			cells.forEach(region, found::look);
		return found.constant ? OptionalDouble.of(found.value) : OptionalDouble.empty();
	}

	private void look(final long cell, final Region part) {
		if (!constant)
			return;
		final OptionalDouble absent = cells.absent(cell);
		if (absent.isPresent())
			see(absent.getAsDouble());
		else
			look(part);
	}

	private void look(final Region part) {
		// the first row tells most
		look(new Region(part.x(), part.y(), part.width(), 1), 1);
		if (part.height() > 1)
			look(new Region(part.x(), part.y() + 1, part.width(), part.height() - 1), Math.max(1, Strips.LENGTH / part.width()));
	}

	private void look(final Region part, final int rows) {
		for (long y = part.y(); y < part.endY() && constant; y += rows)
			for (long x = part.x(); x < part.endX() && constant; x += Strips.LENGTH) {
				final Region strip = Region.between(x, y, Math.min(part.endX(), x + Strips.LENGTH), Math.min(part.endY(), y + rows));
				see(strips.read(strip), (int) strip.size());
			}
	}

	private void see(final Object pixels, final int count) {
		// equal to itself moved by one pixel
		if (pixels instanceof byte[] bytes) {
			constant &= Arrays.equals(bytes, 0, count - 1, bytes, 1, count);
			see(bytes[0] & 0xff);
		}
		else if (pixels instanceof short[] shorts) {
			constant &= Arrays.equals(shorts, 0, count - 1, shorts, 1, count);
			see(shorts[0] & 0xffff);
		}
		else if (pixels instanceof float[] floats) {
			constant &= Arrays.equals(floats, 0, count - 1, floats, 1, count);
			see(floats[0]);
		}
		else if (pixels instanceof int[] ints) {
			constant &= Arrays.equals(ints, 0, count - 1, ints, 1, count);
			see(ints[0]);
		}
		else
			constant = false;
	}

	private void see(final double pixel) {
		constant &= !any || Double.compare(pixel, value) == 0;
		any = true;
		value = pixel;
	}
}

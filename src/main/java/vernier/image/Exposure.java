package vernier.image;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * Tells planes from which little can be learnt: those of one value throughout, and those of which a good part lies at the
 * end of the range, as saturation leaves it.
 *
 * <pre>
 * Exposure exposure = new Exposure("counts are too low");
 * exposure.add(plane, 1, progress);
 * exposure.lines().forEach(log);
 * </pre>
 */
public final class Exposure {

	/** Part of the pixels at one end that is told. */
	private static final double MUCH = 0.02;
	/** Read at a time. */
	private static final int PIXELS = 1 << 16;

	private final String consequence;
	private int planes;
	private int constant;
	private int clipped;
	private double most;
	private float value;
	private int blind;
	private boolean lastBlind;

	/** @param consequence what saturation does to the result, the end of a sentence */
	public Exposure(final String consequence) {
		this.consequence = consequence;
	}

	/**
	 * Looks at all pixels of a plane; those without a finite value are left out.
	 *
	 * @param plane axes (x, y); colour counts as its luma
	 * @param sign 1 for bright objects, -1 for dark ones, whose end of the range is the lower one
	 * @param progress asked whether to stop
	 * @return the plane's greatest value, of the negated plane if the objects are dark; minus infinity if it has none
	 */
	public float add(final RandomAccessibleInterval<?> plane, final int sign, final Progress progress) {
		final GrayReader reader = new GrayReader(plane, ValueRange.RAW);
		final int width = Math.toIntExact(Math.min(PIXELS, reader.width()));
		final FloatBuffer row = FloatBuffer.allocate(width);
		float greatest = Float.NEGATIVE_INFINITY;
		float least = Float.POSITIVE_INFINITY;
		long there = 0;
		long finite = 0;
		for (long y = 0; y < reader.height(); y++) {
			progress.checkCancelled();
			for (long x = 0; x < reader.width(); x += width) {
				final int n = (int) Math.min(width, reader.width() - x);
				reader.read(new Region(x, y, n, 1), row);
				for (int i = 0; i < n; i++) {
					final float v = sign * row.get(i);
					if (!Float.isFinite(v))
						continue;
					finite++;
					least = Math.min(least, v);
					if (v > greatest)
						there = 0;
					greatest = Math.max(greatest, v);
					there += v == greatest ? 1 : 0;
				}
			}
		}
		note(least, greatest, finite == 0 ? 0 : (double) there / finite, sign);
		lastBlind = finite == 0 || least == greatest && Math.abs(sign * greatest - fullScale(plane)) < 0.01;
		blind += lastBlind ? 1 : 0;
		return greatest;
	}

	/** True if nothing can be known of the last plane: it is saturated throughout, or has no finite value. */
	public boolean isBlind() {
		return lastBlind;
	}

	/** The greatest value that a pixel can have; NaN if there is none. */
	private static float fullScale(final RandomAccessibleInterval<?> plane) {
		final Object type = plane.getType();
		return type instanceof UnsignedByteType || type instanceof ARGBType ? 255 : type instanceof UnsignedShortType ? 65535
			: Float.NaN;
	}

	private void note(final float least, final float greatest, final double part, final int sign) {
		planes++;
		if (!(greatest > least)) {
			constant++;
			value = sign * greatest;
		}
		else if (part > MUCH) {
			clipped++;
			most = Math.max(most, part);
		}
	}

	/** A sentence for each kind of plane that was seen; none if all do. */
	public List<String> lines() {
		final List<String> lines = new ArrayList<>();
		final String of = " of " + planes + " planes ";
		if (constant > 0)
			lines.add(planes == 1 ? Float.isFinite(value) ? "All pixels have the value " + text(value) + (blind > 0
				? ", the greatest possible: the image is saturated, and nothing can be known" : ": there is nothing to be found")
				: "No pixel has a finite value: nothing can be known" : constant + of +
					"have one value throughout: there is nothing to be found in them");
		if (blind > 0 && planes > 1)
			lines.add(blind + of + "are saturated throughout or have no finite value: nothing can be known of them");
		if (clipped > 0)
			lines.add(String.format(Locale.ROOT, "%s%.1f %% of the pixels have %s value: where an image is saturated, %s",
				planes == 1 ? "" : "In " + clipped + of + "up to ", 100 * most, planes == 1 ? "the greatest" : "one extreme",
				consequence));
		return lines;
	}

	private static String text(final float number) {
		return number == Math.rint(number) && Math.abs(number) < 1 << 24 ? Integer.toString((int) number) : Float.toString(
			number);
	}
}

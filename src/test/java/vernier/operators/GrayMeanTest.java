package vernier.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;

import org.junit.jupiter.api.Test;

import net.imglib2.img.Img;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.type.numeric.real.FloatType;
import vernier.image.BlockWriter;
import vernier.image.Planes;
import vernier.image.Region;
import vernier.image.ValueRange;

class GrayMeanTest {

	/** Red is x, green 2 y, blue 0. */
	private static FloatBuffer block(final Region given) {
		final int n = (int) given.size();
		final FloatBuffer values = FloatBuffer.allocate(3 * n);
		for (long y = given.y(); y < given.endY(); y++)
			for (long x = given.x(); x < given.endX(); x++) {
				values.put(given.index(x, y), x);
				values.put(n + given.index(x, y), 2 * y);
			}
		return values;
	}

	private static void check(final Img<FloatType> plane, final Region region, final long dx, final long dy) {
		for (long y = 0; y < plane.dimension(1); y++)
			for (long x = 0; x < plane.dimension(0); x++) {
				final boolean inside = x >= region.x() && x < region.endX() && y >= region.y() && y < region.endY();
				assertThat(plane.getAt(x, y).get()).isEqualTo(inside ? (x - dx + 2 * (y - dy)) / 3f : -1);
			}
	}

	/** Blocks that do not lie on the cells would have cells of a file written twice. */
	@Test
	void blocksLieOnTheCellsAndPartsOfThemAreWrittenFromWhereTheyAre() {
		final Img<FloatType> plane = new CellImgFactory<>(new FloatType(), 16).create(40, 35);
		final Region given = new Region(-2, 1, 30, 33), part = new Region(3, 4, 17, 20);
		final BlockWriter gray = Planes.writer(plane, new ValueRange(0, 1, 0));
		final BlockWriter writer = new GrayMean(gray);
		assertThat(writer.grid()).isEqualTo(gray.grid()).isEqualTo(16);
		plane.forEach(pixel -> pixel.set(-1));
		writer.write(part, block(given), given, 3);
		check(plane, part, 0, 0);
		plane.forEach(pixel -> pixel.set(-1));
		writer.write(part, block(part));
		check(plane, part, 0, 0);
		plane.forEach(pixel -> pixel.set(-1));
		writer.stamp(17, 20, block(new Region(0, 0, 17, 20))).write(part);
		check(plane, part, 3, 4);
	}
}

package vernier.operators;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.imglib2.img.array.ArrayImgs;
import vernier.image.BlockReader;
import vernier.image.ForgetfulCells;
import vernier.image.Planes;
import vernier.image.Progress;
import vernier.image.ValueRange;
import vernier.operators.exact.Picture;

class WholePlaneTest {

	@ParameterizedTest
	@CsvSource({ "130, 100", "64, 17", "1000, 1000", "32, 1" })
	void chunksAreReadOnce(final int cellWidth, final int cellHeight) {
		final int width = 300, height = 230;
		final ForgetfulCells plane = ForgetfulCells.of(width, height, cellWidth, cellHeight);
		final BlockReader reader = new Outliers(Planes.reader(plane, new ValueRange(0, 255, 0)));
		plane.made();
		final Picture picture = WholePlane.read(reader, 1, Progress.NONE);
		assertThat(plane.made()).isEqualTo((int) (Math.ceil((double) width / cellWidth) * Math.ceil((double) height /
			cellHeight)));
		for (int i = 0; i < width * height; i++)
			assertThat(picture.channels()[0][i]).isEqualTo(ForgetfulCells.value(i % width, i / width) / 255f);
	}

	@Test
	void coloursAreReadAndWritten() {
		final var image = ArrayImgs.argbs(40, 150);
		int i = 0;
		for (final var pixel : image)
			pixel.set(0xff000000 | 2851 * i++ & 0xffffff);
		final var copy = ArrayImgs.argbs(40, 150);
		WholePlane.write(WholePlane.read(Planes.reader(image, ValueRange.BYTE), 1, Progress.NONE), Planes.writer(copy,
			ValueRange.BYTE));
		final var cursor = copy.cursor();
		for (final var pixel : image)
			assertThat(cursor.next().get()).isEqualTo(pixel.get());
	}
}

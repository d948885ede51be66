package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;

/** Files that another program wrote, see {@code src/test/resources/tiff/make.py}. */
class TiffBandsTest {

	private static final int WIDTH = 35;
	private static final int HEIGHT = 21;

	private static Path file(final String name) {
		return Path.of("src/test/resources/tiff", name + ".tif");
	}

	@ParameterizedTest
	@CsvSource({ "tiles-u1, 8, 1, 1, 256, 0, 1", "tiles-i1, 32, 1, 1, 256, -500, 1", "tiles-u2, 16, 1, 1, 0, 0, 1",
		"tiles-i2, 16, 1, 1, 0, -500, 1", "tiles-u4, 32, 1, 1, 0, 0, 1", "tiles-i4, 32, 1, 1, 0, -500, 1",
		"tiles-f2, 32, 1, 1, 0, 0, 8", "tiles-f4, 32, 1, 1, 0, 0, 8", "tiles-f8, 32, 1, 1, 0, 0, 8",
		"tiles-big-endian, 16, 1, 1, 0, 0, 1", "tiles-lzw, 16, 1, 1, 0, 0, 1", "tiles-deflate, 16, 4, 1, 0, 0, 1",
		"tiles-packbits, 16, 1, 1, 0, 0, 1", "float-differences, 32, 3, 1, 0, 0, 8",
		"float-differences-big-endian, 32, 3, 1, 0, 0, 8", "signed-bytes, 32, 1, 1, 256, -500, 1",
		"bands-u1, 8, 5, 1, 256, 0, 1", "bands-u2, 16, 6, 1, 0, 0, 1", "bands-apart, 16, 6, 1, 0, 0, 1",
		"bands-infrared, 8, 4, 1, 256, 0, 1", "big-u2, 16, 1, 3, 0, 0, 1", "big-tiles, 16, 2, 1, 0, 0, 1",
		"rgb-deep, 16, 3, 1, 0, 0, 1", "white-is-zero, 8, 1, 1, 256, 0, 1", "geo, 16, 4, 1, 0, 0, 1",
		"centimetres, 16, 1, 1, 0, 0, 1" })
	void pixelsAreThoseOfTheFile(final String name, final int bits, final int bands, final int pages, final int modulo,
		final int more, final double divisor)
	{
		final ImagePlus image = ImageFiles.open(file(name));
		assertThat(image.getDimensions()).containsExactly(WIDTH, HEIGHT, bands, pages, 1);
		assertThat(image.getBitDepth()).isEqualTo(bits);
		assertThat(image.getTitle()).isEqualTo(name + ".tif");
		final Calibration values = image.getCalibration();
		for (int page = 0; page < pages; page++)
			for (int band = 0; band < bands; band++) {
				final ImageProcessor plane = image.getStack().getProcessor(image.getStackIndex(band + 1, page + 1, 1));
				for (int y = 0; y < HEIGHT; y++)
					for (int x = 0; x < WIDTH; x++) {
						final int whole = 1000 * page + 100 * band + 10 * y + x + more;
						final double expected = modulo == 0 ? whole / divisor : more == 0 ? whole & 255 : (byte) whole;
						assertThat(values.getCValue(plane.getf(x, y))).isEqualTo(expected);
					}
			}
	}

	@Test
	void bitsAreBlackAndWhite() {
		final ImageProcessor pixels = ImageFiles.open(file("tiles-bits")).getProcessor();
		assertThat(pixels.get(1, 0)).isEqualTo(255);
		assertThat(pixels.get(2, 3)).isZero();
		assertThat(pixels.getBitDepth()).isEqualTo(8);
	}

	@Test
	void coloursOf8BitsAreShownTogether() {
		final ImagePlus image = ImageFiles.open(file("rgb"));
		assertThat(image.getType()).isEqualTo(ImagePlus.COLOR_RGB);
		assertThat(image.getProcessor().get(34, 2) & 0xffffff).isEqualTo(54 << 16 | 154 << 8 | 254);
	}

	@Test
	void coloursOf16BitsAreComposite() {
		assertThat(DeepColour.is(ImageFiles.open(file("rgb-deep")))).isTrue();
	}

	@Test
	void zeroIsShownWhiteWhereTheFileSaysSo() {
		assertThat(ImageFiles.open(file("white-is-zero")).getProcessor().isInvertedLut()).isTrue();
		assertThat(ImageFiles.open(file("tiles-u1")).getProcessor().isInvertedLut()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "geo, 10, 20, m, 500000, 4600000", "geo-points, 10, 20, m, 499995, 4600010",
		"geo-degrees, 0.5, 0.25, degree, 12.5, 48" })
	void mapCoordinatesAreCalibrated(final String name, final double width, final double height, final String unit,
		final double left, final double top)
	{
		final Calibration calibration = ImageFiles.open(file(name)).getCalibration();
		assertThat(calibration.pixelWidth).isEqualTo(width);
		assertThat(calibration.pixelHeight).isEqualTo(height);
		assertThat(calibration.getUnit()).isEqualTo(unit);
		assertThat(calibration.getX(0)).isCloseTo(left, within(1e-6));
		assertThat(calibration.getY(0, HEIGHT)).isCloseTo(top, within(1e-6));
		assertThat(calibration.getY(2, HEIGHT)).isCloseTo(top - 2 * height, within(1e-6));
	}

	@Test
	void theSavedImageLiesWhereItLay(@TempDir final Path folder) {
		final ImagePlus image = ImageFiles.open(file("geo"));
		ImageFiles.save(image, folder.resolve("a.tif"));
		final Calibration calibration = ImageFiles.open(folder.resolve("a.tif")).getCalibration();
		assertThat(calibration.getX(7)).isCloseTo(500070, within(1e-6));
		assertThat(calibration.getY(3, HEIGHT)).isCloseTo(4599940, within(1e-6));
	}

	@ParameterizedTest
	@ValueSource(strings = { "no-data", "no-data-tiles" })
	void noDataIsNoNumber(final String name) {
		final ImageProcessor pixels = ImageFiles.open(file(name)).getProcessor();
		assertThat(pixels.getf(0, 1)).isNaN();
		assertThat(pixels.getf(10, 0)).isNaN();
		assertThat(pixels.getf(1, 1)).isEqualTo(11 / 8f);
	}

	@Test
	void sizesAreThoseOfTheResolution() {
		final Calibration calibration = ImageFiles.open(file("centimetres")).getCalibration();
		assertThat(calibration.pixelWidth).isEqualTo(0.02);
		assertThat(calibration.pixelHeight).isEqualTo(0.04);
		assertThat(calibration.getUnit()).isEqualTo("cm");
		assertThat(ImageFiles.open(file("tiles-u2")).getCalibration().scaled()).isFalse();
	}

	@Test
	void tilesOfOmeHaveItsSizesAndAxes() {
		final ImagePlus image = ImageFiles.open(file("ome"));
		assertThat(image.getDimensions()).containsExactly(WIDTH, HEIGHT, 2, 3, 1);
		assertThat(image.getStack().getProcessor(image.getStackIndex(2, 2, 1)).get(3, 1)).isEqualTo(3013);
		assertThat(image.getCalibration().pixelDepth).isEqualTo(2);
		assertThat(image.getCalibration().getUnit()).isEqualTo("nm");
	}

	@ParameterizedTest
	@CsvSource({ "inks, printing inks", "zstd, 50000" })
	void whatIsNotReadIsAnError(final String name, final String sentence) {
		assertThatThrownBy(() -> ImageFiles.open(file(name))).isInstanceOf(VernierException.class).hasMessageContaining(sentence)
			.hasMessageContaining("save it as TIFF");
	}

	/** ImageJ gives zeros, without a word. */
	@Test
	void complexNumbersAreRefused() {
		assertThatThrownBy(() -> ImageFiles.open(file("complex"))).isInstanceOf(VernierException.class).hasMessageContaining(
			"complex numbers");
	}

	@ParameterizedTest
	@ValueSource(strings = { "tiles-u2", "tiles-deflate", "tiles-lzw", "big-u2", "bands-u2", "float-differences", "rgb" })
	void cutFilesAreErrorsNotHalfImages(final String name, @TempDir final Path folder) throws IOException {
		final byte[] bytes = Files.readAllBytes(file(name));
		for (final double part : new double[] { 0.02, 0.5, 0.9 }) {
			final Path cut = Files.write(folder.resolve("cut.tif"), Arrays.copyOf(bytes, (int) (bytes.length * part)));
			assertThatThrownBy(() -> ImageFiles.open(cut)).isInstanceOf(VernierException.class).hasMessageContaining("cut.tif");
		}
	}
}

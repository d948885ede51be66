package vernier.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import vernier.image.VernierException;
import vernier.quality.BenchmarkProtocol.Score;

class BenchmarkProtocolTest {

	/** Values of MATLAB's rgb2ycbcr for 8-bit colours. */
	@ParameterizedTest
	@CsvSource({ "0, 0, 0, 16", "255, 255, 255, 235", "255, 0, 0, 81", "0, 255, 0, 145", "0, 0, 255, 41",
		"128, 128, 128, 126" })
	void lumaIsStudioSwing(final int red, final int green, final int blue, final int luma) {
		final Img<ARGBType> image = ArrayImgs.argbs(1, 1);
		image.firstElement().set(ARGBType.rgba(red, green, blue, 255));
		assertThat(Luma.of(image).firstElement().get()).isEqualTo(luma);
	}

	@Test
	void cropsToMultiplesOfTheScale() {
		final RandomAccessibleInterval<UnsignedByteType> cropped = //
			new BenchmarkProtocol(3).crop(ArrayImgs.unsignedBytes(20, 18));
		assertThat(cropped.dimensionsAsLongArray()).containsExactly(18, 18);
		assertThat(cropped.minAsLongArray()).containsExactly(0, 0);
	}

	@Test
	void ignoresTheFrameAndNothingElse() {
		final Img<UnsignedByteType> reference = ArrayImgs.unsignedBytes(21, 25);
		final Img<UnsignedByteType> image = ArrayImgs.unsignedBytes(20, 24);
		image.getAt(1, 12).set(200);
		image.getAt(10, 22).set(200);
		final BenchmarkProtocol protocol = new BenchmarkProtocol(2);
		assertThat(protocol.score(reference, image).psnr()).isEqualTo(Double.POSITIVE_INFINITY);
		image.getAt(2, 2).set(51);
		// one pixel of 16 x 20 differs by a fifth of the peak
		assertThat(protocol.score(reference, image).psnr()).isCloseTo(10 * Math.log10(25 * 16 * 20), within(1e-9));
	}

	@Test
	void comparesColoursByLuma() {
		final Img<ARGBType> reference = ArrayImgs.argbs(16, 16);
		final Img<ARGBType> image = ArrayImgs.argbs(16, 16);
		reference.forEach(pixel -> pixel.set(ARGBType.rgba(0, 0, 0, 255)));
		image.forEach(pixel -> pixel.set(ARGBType.rgba(0, 0, 255, 255)));
		// 41 - 16
		assertThat(new BenchmarkProtocol(2).score(reference, image).psnr()) //
			.isCloseTo(20 * Math.log10(255.0 / 25), within(1e-9));
	}

	@Test
	void refusesAnotherSize() {
		final BenchmarkProtocol protocol = new BenchmarkProtocol(4);
		final Img<UnsignedByteType> reference = ArrayImgs.unsignedBytes(64, 64);
		assertThatThrownBy(() -> protocol.score(reference, ArrayImgs.unsignedBytes(60, 64))) //
			.isInstanceOf(VernierException.class).hasMessageContaining("56 x 56 and 52 x 56");
	}

	@Test
	void averagesScores() {
		assertThat(BenchmarkProtocol.mean(List.of(new Score(30, 0.8), new Score(34, 0.9))).psnr()).isEqualTo(32);
	}
}

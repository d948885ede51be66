package vernier.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.view.Views;
import vernier.image.VernierException;

/** PSNR, SSIM and RMSE against the numbers of scikit-image. */
class QualityTest {

	private static List<String> lines;
	private static Img<DoubleType> a;
	private static Img<DoubleType> b;

	@BeforeAll
	static void read() throws IOException {
		try (InputStream stream = QualityTest.class.getResourceAsStream("/quality/quality.csv")) {
			lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
		a = image(lines.get(0));
		b = image(lines.get(1));
	}

	@Test
	void psnrMatchesReference() {
		assertThat(Psnr.of(a, b, 255)).isCloseTo(Double.parseDouble(lines.get(2)), within(1e-9));
		assertThat(Psnr.of(a, a, 255)).isEqualTo(Double.POSITIVE_INFINITY);
	}

	@Test
	void ssimMatchesReference() {
		assertThat(Ssim.of(a, b, 255)).isCloseTo(Double.parseDouble(lines.get(3)), within(1e-9));
		assertThat(Ssim.of(a, a, 255)).isCloseTo(1, within(1e-12));
	}

	@Test
	void ssimDoesNotDependOnTheOrigin() {
		assertThat(Ssim.of(Views.translate(a, -5, 7), b, 255)).isEqualTo(Ssim.of(a, b, 255));
	}

	@Test
	void rmseOfAnOffset() {
		final Img<DoubleType> zero = ArrayImgs.doubles(3, 4, 5);
		final Img<DoubleType> three = ArrayImgs.doubles(3, 4, 5);
		three.forEach(pixel -> pixel.set(-3));
		assertThat(Rmse.of(zero, three)).isEqualTo(3);
		three.firstElement().set(Double.NaN);
		assertThat(Rmse.of(zero, three)).isNaN();
	}

	@Test
	void sizesMustAgree() {
		assertThatThrownBy(() -> Psnr.of(ArrayImgs.bytes(3, 4), ArrayImgs.bytes(4, 3), 255)) //
			.isInstanceOf(VernierException.class)
			.hasMessage("The images are 3 x 4 and 4 x 3; only images of the same size can be compared.");
	}

	@Test
	void ssimNeedsAWholeWindow() {
		assertThatThrownBy(() -> Ssim.of(ArrayImgs.bytes(11, 10), ArrayImgs.bytes(11, 10), 255)) //
			.isInstanceOf(VernierException.class).hasMessageContaining("11 x 10");
		assertThat(Ssim.of(ArrayImgs.bytes(11, 11), ArrayImgs.bytes(11, 11), 255)).isEqualTo(1);
	}

	private static Img<DoubleType> image(final String line) {
		return ArrayImgs.doubles(Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray(), 31, 24);
	}
}

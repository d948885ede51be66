package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import vernier.image.Progress;
import vernier.imagej1.TestImages.Kind;
import vernier.model.ModelCatalog;

@ExtendWith(TestModels.class)
class PreviewPartTest {

	@ParameterizedTest
	@EnumSource(Kind.class)
	void showsInterpolationBesideTheNetwork(final Kind kind) {
		final ImagePlus image = TestImages.of(kind);
		final SuperResolutionSettings settings = SuperResolutionSettings.ofMacro("model=tiny-x2 device=CPU");
		final ColorProcessor pair = PreviewPart.of(image, settings).compute(settings, ModelCatalog.standard(), Progress.NONE);
		assertThat(pair.getWidth()).isEqualTo(2 * 48 + 4);
		assertThat(pair.getHeight()).isGreaterThan(40);
		final int top = pair.getHeight() - 40;
		long difference = 0;
		for (int y = top; y < pair.getHeight(); y++)
			for (int x = 0; x < 48; x++)
				difference += Math.abs((pair.get(x, y) >> 8 & 0xff) - (pair.get(x + 52, y) >> 8 & 0xff));
		// much the same image, and not the same
		assertThat(difference / (48.0 * 40)).isBetween(0.1, 40.0);
	}

	/** The dialog that asks for previews stays open when its image is closed. */
	@Test
	void thereIsNoneOfAnImageThatWasClosed() {
		final ImagePlus image = TestImages.of(Kind.GRAY8);
		try (Preview preview = new Preview(image, ModelCatalog.standard());
			OperatorPreview operator = new OperatorPreview(image, ModelCatalog.standard()))
		{
			image.flush();
			assertThatCode(() -> preview.request(SuperResolutionSettings.ofMacro("model=tiny-x2 device=CPU"), null))
				.doesNotThrowAnyException();
			assertThatCode(() -> operator.request(OperatorSettings.ofMacro("operator=rof device=CPU"), 1)).doesNotThrowAnyException();
		}
	}
}

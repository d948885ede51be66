package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.macro.Interpreter;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.imagej1.TestImages.Kind;
import vernier.model.ModelCatalog;
import vernier.operators.OperatorModels;

@ExtendWith(OperatorModels.class)
class OperatorTaskTest {

	private static ImagePlus run(final ImagePlus image, final String options) {
		return OperatorTask.run(image, OperatorSettings.ofMacro(options), ModelCatalog.standard(), Progress.NONE, line -> {});
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void everyKindKeepsTypeDimensionsAndCalibrationAndLeavesTheInputAlone(final Kind kind) {
		for (final String options : new String[] { "model=tiny-l0 device=CPU", "mode=Exact" }) {
			final ImagePlus image = TestImages.of(kind);
			final Object[] before = TestImages.pixels(image);
			final ImagePlus result = run(image, options);
			assertThat(result.getTitle()).isEqualTo("blobs-l0-smoothing");
			assertThat(result.getType()).isEqualTo(image.getType());
			assertThat(result.getDimensions()).isEqualTo(image.getDimensions());
			assertThat(result.getCalibration().pixelWidth).isEqualTo(0.5);
			assertThat(result.getCalibration().pixelHeight).isEqualTo(0.25);
			assertThat(TestImages.pixels(image)).isEqualTo(before);
			assertThat(TestImages.pixels(result)).isNotEqualTo(before);
			assertThat(image.isLocked()).isFalse();
			assertThat(result.getProp("Vernier operator")).isEqualTo("l0-smoothing");
		}
	}

	/** A removed background is 0, and what was shown black is black again; also in each channel of a composite. */
	@Test
	void differencesAreShownAsTheirSourceIs() {
		final ImageStack stack = new ImageStack(64, 64);
		for (int c = 0; c < 2; c++) {
			final int ground = 1000 + 2000 * c;
			stack.addSlice(new ShortProcessor(64, 64));
			for (int i = 0; i < 64 * 64; i++)
				stack.getProcessor(c + 1).set(i, ground + (Math.hypot(i % 64 - 32, i / 64 - 32) < 6 ? 400 : i % 3));
		}
		final ImagePlus image = new ImagePlus("blobs", stack);
		image.setDimensions(2, 1, 1);
		final CompositeImage composite = new CompositeImage(image, CompositeImage.COMPOSITE);
		for (int c = 1; c <= 2; c++) {
			composite.setC(c);
			composite.setDisplayRange(2000 * c - 1000, 2000 * c - 500);
		}
		final ImagePlus result = run(composite, "operator=background-removal mode=Exact");
		for (int c = 1; c <= 2; c++) {
			result.setC(c);
			assertThat(result.getDisplayRangeMin()).as("channel %d", c).isEqualTo(0);
			assertThat(result.getDisplayRangeMax()).isEqualTo(500);
			assertThat(result.getStack().getProcessor(c).get(3, 3)).isLessThan(3);
			assertThat(result.getStack().getProcessor(c).get(32, 32)).isBetween(390, 400);
		}
		final ImagePlus single = run(new ImagePlus("one", stack.getProcessor(2)), "operator=background-removal mode=Exact");
		assertThat(single.getDisplayRangeMin()).isEqualTo(0);
		assertThat(single.getDisplayRangeMax()).isEqualTo(500);
	}

	/** The older of two would be taken, which a macro has just made anew. */
	@Test
	void twoMapsWithOneTitleAreRefused() {
		final List<ImagePlus> maps = List.of(new ImagePlus("map", new FloatProcessor(9, 9)), //
			new ImagePlus("map", new FloatProcessor(9, 9)));
		Interpreter.batchMode = true;
		try {
			maps.forEach(ImagePlus::show);
			assertThatThrownBy(() -> run(TestImages.of(Kind.RGB), "operator=rof map=map")).isInstanceOf(VernierException.class)
				.hasMessageStartingWith("There are 2 open images with the title \"map\"");
		}
		finally {
			maps.forEach(Interpreter::removeBatchModeImage);
			Interpreter.batchMode = false;
		}
	}

	/** As ImageJ shows them, such as those of NIfTI's integers with a slope. */
	@Test
	void theStrengthsOfAMapAreItsCalibratedValues() {
		final short[] tenths = new short[9 * 9];
		Arrays.fill(tenths, (short) 100);
		final ImagePlus map = new ImagePlus("map", new ShortProcessor(9, 9, tenths, null));
		map.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { 0, 1e-3 }, "strength");
		final ImagePlus plain = new ImagePlus("plain", new FloatProcessor(9, 9, IntStream.range(0, 81).mapToDouble(i -> 0.1)
			.toArray()));
		final ImagePlus image = new ImagePlus("image", new FloatProcessor(9, 9, IntStream.range(0, 81).mapToDouble(i -> i * i %
			17).toArray()));
		Interpreter.batchMode = true;
		try {
			map.show();
			plain.show();
			assertThat(TestImages.pixels(run(image, "operator=rof model=tiny-rof map=map"))).isEqualTo(TestImages.pixels(run(image,
				"operator=rof model=tiny-rof map=plain")));
		}
		finally {
			Interpreter.removeBatchModeImage(map);
			Interpreter.removeBatchModeImage(plain);
			Interpreter.batchMode = false;
		}
	}

	@Test
	void aSelectionIsProcessedAsIfTheImageHadBeenCroppedToIt() {
		final ImagePlus image = TestImages.of(Kind.RGB);
		image.setRoi(new OvalRoi(5, 4, 12, 10));
		final ImagePlus part = run(image, "operator=rof mode=Exact");
		final ImagePlus cropped = TestImages.of(Kind.RGB);
		cropped.setRoi(new Roi(5, 4, 12, 10));
		final ImagePlus alone = cropped.crop();
		assertThat(part.getWidth()).isEqualTo(12);
		assertThat(TestImages.pixels(part)).isEqualTo(TestImages.pixels(run(alone, "operator=rof mode=Exact")));
		assertThat(part.getCalibration().xOrigin).isEqualTo(-5);
	}

	@Test
	void theOverlayGoesThrough() {
		final ImagePlus image = TestImages.of(Kind.GRAY8);
		image.setOverlay(new Overlay(new Roi(2, 3, 4, 5)));
		assertThat(run(image, "mode=Exact").getOverlay().get(0).getBounds()).isEqualTo(new Roi(2, 3, 4, 5).getBounds());
	}

	@Test
	void settingsAreChecked() {
		final ImagePlus image = TestImages.of(Kind.GRAY8);
		for (final String[] wrong : new String[][] { { "operator=none", "There is no operator \"none\"" }, { "strength=0,5",
			"with a point and no comma" }, { "strength=much", "\"much\" is not a number" }, { "strength=1",
				"out of range for L0 smoothing: use 0.0005 to 0.1" }, { "mode=Fast", "use Auto, Learned or Exact" }, {
					"map=nowhere", "There is no open image titled \"nowhere\"" }, { "operator=dark-channel-dehazing",
						"this one is gray" } })
			assertThatThrownBy(() -> run(image, wrong[0])).isInstanceOf(VernierException.class).hasMessageContaining(wrong[1]);
		assertThat(image.isLocked()).isFalse();
	}
}

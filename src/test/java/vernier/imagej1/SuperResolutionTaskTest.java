package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import vernier.image.CancelledException;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.imagej1.TestImages.Kind;
import vernier.model.ModelCatalog;

@ExtendWith(TestModels.class)
class SuperResolutionTaskTest {

	private static SuperResolutionTask.Output run(final ImagePlus image, final String options) {
		return run(image, options, Progress.NONE);
	}

	private static SuperResolutionTask.Output run(final ImagePlus image, final String options, final Progress progress) {
		return SuperResolutionTask.run(image, SuperResolutionSettings.ofMacro(options), ModelCatalog.standard(), progress,
			line -> {});
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void everyKindKeepsTypeDimensionsAndCalibrationAndLeavesTheInputAlone(final Kind kind) {
		final ImagePlus image = TestImages.of(kind);
		final Object[] before = TestImages.pixels(image);
		final ImagePlus result = run(image, "model=tiny-x2 device=CPU").image();
		assertThat(result.getTitle()).isEqualTo("blobs-x2");
		assertThat(result.getType()).isEqualTo(image.getType());
		assertThat(result.getDimensions()).containsExactly(48, 40, image.getNChannels(), image.getNSlices(), image
			.getNFrames());
		assertThat(result.getCalibration().pixelWidth).isEqualTo(0.25);
		assertThat(result.getCalibration().pixelHeight).isEqualTo(0.125);
		assertThat(result.getCalibration().getUnit()).isEqualTo(image.getCalibration().getUnit());
		assertThat(TestImages.pixels(image)).isEqualTo(before);
		assertThat(image.isLocked()).isFalse();
		assertThat(image.getTitle()).isEqualTo("blobs.gif");
		// the tiny networks interpolate, roughly
		assertThat(result.getProcessor().getStatistics().mean).isCloseTo(image.getProcessor().getStatistics().mean, within(
			kind == Kind.GRAY16 || kind == Kind.HYPERSTACK ? 600.0 : 15.0));
	}

	@Test
	void saysWhatRan() {
		final ImagePlus result = run(TestImages.of(Kind.GRAY8), "model=tiny-x2 device=CPU scale=1.5").image();
		assertThat(result.getTitle()).isEqualTo("blobs-x1.5");
		assertThat(result.getProp("Vernier model")).isEqualTo("tiny-x2 1.0.0");
		assertThat(result.getProp("Vernier model sha256")).hasSize(64);
		assertThat(result.getProp("Vernier device")).isEqualTo("CPU");
		assertThat(result.getProp("Vernier scale")).isEqualTo("1.5");
		assertThat(result.getProp("Vernier time")).endsWith(" s");
	}

	@Test
	void scalesOfTheirOwnInXAndY() {
		final ImagePlus result = run(TestImages.of(Kind.GRAY8), "model=tiny-x2 device=CPU scale=2x1.5").image();
		assertThat(result.getTitle()).isEqualTo("blobs-x2x1.5");
		assertThat(result.getWidth()).isEqualTo(48);
		assertThat(result.getHeight()).isEqualTo(30);
		assertThat(result.getCalibration().pixelHeight).isCloseTo(0.25 / 1.5, within(1e-12));
	}

	@ParameterizedTest
	@EnumSource(value = Kind.class, names = { "GRAY8", "GRAY16", "GRAY32", "RGB", "HYPERSTACK" })
	void residualIsASecondImage(final Kind kind) {
		final SuperResolutionTask.Output output = run(TestImages.of(kind), "model=tiny-x2 device=CPU residual consistency");
		final ImagePlus residual = output.residual().orElseThrow();
		assertThat(residual.getTitle()).isEqualTo("blobs-x2-residual");
		assertThat(residual.getBitDepth()).isEqualTo(32);
		assertThat(residual.getWidth()).isEqualTo(TestImages.WIDTH);
		assertThat(residual.getCalibration().pixelWidth).isEqualTo(0.5);
		assertThat(output.image().getProp("Vernier consistency")).isEqualTo("back-projected");
	}

	@Test
	void onlyTheSelectionIsProcessed() {
		final ImagePlus image = TestImages.of(Kind.GRAY8);
		image.setRoi(5, 4, 10, 8);
		final ImagePlus result = run(image, "model=tiny-x2 device=CPU").image();
		assertThat(result.getTitle()).isEqualTo("blobs-x2");
		assertThat(result.getWidth()).isEqualTo(20);
		assertThat(result.getHeight()).isEqualTo(16);
		// the outer corner of the crop keeps its place
		assertThat(result.getCalibration().getX(0)).isCloseTo(image.getCalibration().getX(5), within(1e-12));
		assertThat(image.getRoi().getBounds()).isEqualTo(new java.awt.Rectangle(5, 4, 10, 8));
	}

	@Test
	void onePixelIsEnough() {
		final FloatProcessor pixel = new FloatProcessor(1, 1, new float[] { 7 });
		final ImagePlus result = run(new ImagePlus("dot", pixel), "model=tiny-x2 device=CPU").image();
		assertThat(result.getWidth()).isEqualTo(2);
		assertThat(Float.isFinite(result.getProcessor().getf(0, 0))).isTrue();
	}

	@Test
	void notANumberStaysWhereItIs() {
		final ImagePlus image = TestImages.of(Kind.GRAY32);
		image.getProcessor().setf(3, 2, Float.NaN);
		final ImagePlus result = run(image, "model=tiny-x2 device=CPU").image();
		int found = 0;
		for (int y = 0; y < 40; y++)
			for (int x = 0; x < 48; x++)
				if (Float.isNaN(result.getProcessor().getf(x, y))) {
					found++;
					assertThat(List.of(x / 2, y / 2)).isEqualTo(List.of(3, 2));
				}
		assertThat(found).isEqualTo(4);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "scale=abc | Scale \"abc\" is not a number", "scale=9 | outside 1.1 to 8",
		"model=nothing | There is no model \"nothing\"", "device=TPU | Unknown device \"TPU\"" })
	void badSettingsAreOneSentenceAndLeaveNoLock(final String options, final String message) {
		final ImagePlus image = TestImages.of(Kind.GRAY8);
		assertThatThrownBy(() -> run(image, options)).isInstanceOf(VernierException.class).hasMessageContaining(message);
		assertThat(image.isLocked()).isFalse();
	}

	@Test
	void cancelLeavesNoLock() {
		final ImagePlus image = TestImages.of(Kind.HYPERSTACK);
		final AtomicInteger updates = new AtomicInteger();
		final Progress cancelling = new Progress() {

			@Override
			public void update(final double fraction) {
				updates.incrementAndGet();
			}

			@Override
			public boolean isCancelled() {
				return updates.get() >= 3;
			}
		};
		assertThatThrownBy(() -> run(image, "model=tiny-x2 device=CPU", cancelling)).isInstanceOf(CancelledException.class);
		assertThat(updates.get()).isLessThan(6);
		assertThat(image.isLocked()).isFalse();
	}

	@Test
	void severalAtOnceOnOneImageGiveWhatOneAloneGives() {
		final ImagePlus image = TestImages.of(Kind.HYPERSTACK);
		final Object[] alone = TestImages.pixels(run(image, "model=tiny-x2 device=CPU").image());
		final List<CompletableFuture<ImagePlus>> runs = Stream.of(1, 2, 3).map(i -> CompletableFuture.supplyAsync(() -> run(
			image, "model=tiny-x2 device=CPU").image())).toList();
		for (final CompletableFuture<ImagePlus> other : runs)
			assertThat(TestImages.pixels(other.join())).isEqualTo(alone);
		assertThat(image.isLocked()).isFalse();
	}
}

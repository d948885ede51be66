package vernier.superres.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ImgUtil;
import net.imglib2.view.Views;
import vernier.image.CancelledException;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.inference.Device;

/** The bundled network on a phantom of which every point is known. */
class VolumeSuperResolutionTest {

	private static final Phantom HEAD = new Phantom(48, 52, 48);

	private static VolumeOptions options() {
		return VolumeOptions.defaults().withDevice(Device.CPU);
	}

	private static <T> RandomAccessibleInterval<T> refine(final VolumeOptions options, final RandomAccessibleInterval<T> volume,
		final Spacing spacing)
	{
		try (VolumeSuperResolution sr = new VolumeSuperResolution(options)) {
			return sr.refine(volume, spacing);
		}
	}

	@ParameterizedTest
	@CsvSource({ "2, 1, 0.85", "3, 1, 0.8", "3, 0, 0.95", "2.4, 0.8, 0.85", "4, 1, 0.9" })
	void isNearerToTheTruthThanInterpolation(final double factor, final double thickness, final double atMost) {
		final Img<FloatType> slices = HEAD.slices(factor, thickness);
		final VolumeOptions told = options().withThickness(Math.max(0.01, thickness * factor));
		final Spacing spacing = new Spacing(1, 1, factor);
		final double network = Phantom.rms(refine(told, slices, spacing), HEAD.fine());
		final double cubic = Phantom.rms(refine(told.withModel("cubic"), slices, spacing), HEAD.fine());
		assertThat(network / cubic).as("error of the network over that of cubic interpolation").isLessThan(atMost);
	}

	@Test
	void blocksEqualTheWhole() {
		final Img<FloatType> slices = HEAD.slices(3, 1);
		final VolumeOptions plain = options().withThickness(3).withConsistency(false);
		final RandomAccessibleInterval<FloatType> whole = refine(plain, slices, new Spacing(1, 1, 3));
		for (final int tile : new int[] { 7, 16, 31 }) {
			final var blocks = refine(plain.withTile(tile), slices, new Spacing(1, 1, 3));
			assertThat(largest(whole, blocks)).as("tile %d", tile).isLessThan(1e-5 * 1000);
		}
	}

	private static double largest(final RandomAccessibleInterval<FloatType> a, final RandomAccessibleInterval<FloatType> b) {
		final var other = b.randomAccess();
		double largest = 0;
		for (final var cursor = a.localizingCursor(); cursor.hasNext();) {
			cursor.fwd();
			other.setPosition(cursor);
			largest = Math.max(largest, Math.abs(cursor.get().get() - other.get().get()));
		}
		return largest;
	}

	/** Slices along x, or y, give what the same slices along z give, turned. */
	@ParameterizedTest
	@CsvSource({ "0", "1" })
	void anyAxisCanBeThick(final int axis) {
		final Img<FloatType> slices = HEAD.slices(3, 1);
		final RandomAccessibleInterval<FloatType> expected = refine(options().withThickness(3), slices, new Spacing(1, 1, 3));
		// moving z to the axis keeps the order of the other two
		final RandomAccessibleInterval<FloatType> turned = axis == 1 ? Views.permute(slices, 1, 2)
			: Views.permute(Views.permute(slices, 0, 2), 1, 2);
		final Spacing spacing = axis == 0 ? new Spacing(3, 1, 1) : new Spacing(1, 3, 1);
		final RandomAccessibleInterval<FloatType> found = refine(options().withThickness(3), copy(turned), spacing);
		final RandomAccessibleInterval<FloatType> back = axis == 1 ? Views.permute(found, 1, 2)
			: Views.permute(Views.permute(found, 1, 2), 0, 2);
		assertThat(back.dimensionsAsLongArray()).isEqualTo(expected.dimensionsAsLongArray());
		assertThat(largest(expected, back)).isLessThan(1e-3);
	}

	private static Img<FloatType> copy(final RandomAccessibleInterval<FloatType> image) {
		final Img<FloatType> copy = ArrayImgs.floats(image.dimensionsAsLongArray());
		ImgUtil.copy(Views.zeroMin(image), copy);
		return copy;
	}

	@Test
	void backgroundStaysAndUnitsAreKept() {
		final Img<FloatType> slices = HEAD.slices(3, 1);
		// another unit of value, and air that is not 0
		final RandomAccessibleInterval<FloatType> moved = copy(Converters.convert((RandomAccessibleInterval<FloatType>) slices,
			(in, out) -> out.set(in.get() * 3e-4f - 7), new FloatType()));
		final var expected = refine(options().withThickness(3), slices, new Spacing(1, 1, 3));
		final var found = refine(options().withThickness(3), moved, new Spacing(1, 1, 3));
		final var other = expected.randomAccess();
		for (final var cursor = found.localizingCursor(); cursor.hasNext();) {
			cursor.fwd();
			other.setPosition(cursor);
			assertThat(cursor.get().get()).isCloseTo(other.get().get() * 3e-4f - 7, within(1e-4f));
		}
		// the corner is far from the head
		assertThat(found.getAt(0, 0, 0).get()).isEqualTo(moved.getAt(0, 0, 0).get());
	}

	@Test
	void integersAreRoundedAndKeepTheirType() {
		final Img<FloatType> slices = HEAD.slices(2, 1);
		final RandomAccessibleInterval<UnsignedShortType> shorts = Converters.convert(
			(RandomAccessibleInterval<FloatType>) slices, (in, out) -> out.setReal(Math.rint(in.get())), new UnsignedShortType());
		final Img<UnsignedShortType> input = ArrayImgs.unsignedShorts(slices.dimensionsAsLongArray());
		ImgUtil.copy(shorts, input);
		final var found = refine(options().withThickness(2), input, new Spacing(1, 1, 2));
		final var expected = refine(options().withThickness(2), slices, new Spacing(1, 1, 2));
		assertThat(found.getType()).isInstanceOf(UnsignedShortType.class);
		assertThat(found.getAt(24, 26, 24).get()).isCloseTo((int) expected.getAt(24, 26, 24).get(), within(12));
		assertThat(found.getAt(0, 0, 0).get()).isZero();
	}

	@Test
	void constantVolumesStayConstant() {
		final Img<FloatType> flat = ArrayImgs.floats(20, 20, 8);
		flat.forEach(t -> t.set(37.5f));
		refine(options(), flat, new Spacing(1, 1, 3)).forEach(t -> assertThat(t.get()).isEqualTo(37.5f));
	}

	@Test
	void whatIsNotANumberStaysSoAndDoesNotSpread() {
		final Img<FloatType> slices = HEAD.slices(3, 1);
		slices.getAt(24, 26, 8).set(Float.NaN);
		final var found = refine(options().withThickness(3), slices, new Spacing(1, 1, 3));
		int holes = 0;
		for (final FloatType value : found)
			if (!Float.isFinite(value.get()))
				holes++;
		assertThat(holes).isEqualTo(3);
		assertThat(found.getAt(24, 26, 25).get()).isNaN();
	}

	@Test
	void whatIsInfiniteStaysSo() {
		final Img<FloatType> slices = HEAD.slices(3, 1);
		slices.getAt(24, 26, 8).set(Float.NEGATIVE_INFINITY);
		slices.getAt(20, 26, 8).set(Float.POSITIVE_INFINITY);
		slices.getAt(16, 26, 8).set(Float.NaN);
		final var found = refine(options().withThickness(3), slices, new Spacing(1, 1, 3));
		assertThat(found.getAt(24, 26, 25).get()).isEqualTo(Float.NEGATIVE_INFINITY);
		assertThat(found.getAt(20, 26, 24).get()).isEqualTo(Float.POSITIVE_INFINITY);
		assertThat(found.getAt(16, 26, 26).get()).isNaN();
		int holes = 0;
		for (final FloatType value : found)
			holes += Float.isFinite(value.get()) ? 0 : 1;
		assertThat(holes).isEqualTo(9);
	}

	@Test
	void channelsAndFramesAreVolumesOfTheirOwn() {
		final Img<FloatType> slices = HEAD.slices(3, 1);
		final Img<FloatType> other = ArrayImgs.floats(slices.dimensionsAsLongArray());
		final Random random = new Random(1);
		other.forEach(t -> t.set(random.nextFloat()));
		final List<RandomAccessibleInterval<FloatType>> planes = new ArrayList<>();
		// channel, slice, frame, channel fastest
		for (int frame = 0; frame < 2; frame++)
			for (int z = 0; z < 16; z++) {
				planes.add(Views.hyperSlice(frame == 0 ? slices : other, 2, z));
				planes.add(Views.hyperSlice(frame == 0 ? other : slices, 2, z));
			}
		final VolumeImage image = new VolumeImage(PlaneStack.of(Views.stack(planes)), 2, 2, new Spacing(1, 1, 3));
		final var expected = refine(options().withThickness(3), slices, new Spacing(1, 1, 3));
		try (VolumeSuperResolution sr = new VolumeSuperResolution(options().withThickness(3))) {
			final VolumeImage fine = sr.refine(image, Progress.NONE).image();
			assertThat(fine.slices()).isEqualTo(48);
			for (int z = 0; z < 48; z += 7)
				for (final int index : new int[] { VolumeImage.index(0, z, 0, 2, 48), VolumeImage.index(1, z, 1, 2, 48) }) {
					final var plane = (RandomAccessibleInterval<?>) fine.planes().plane(index);
					assertThat(((FloatType) plane.getAt(20, 21)).get()).isEqualTo(expected.getAt(20, 21, z).get());
				}
		}
	}

	@ParameterizedTest
	@CsvSource({ "1, 2", "0, 0.01" })
	void consistencyGivesTheMeasuredSlicesBackAndLeadsTowardsTheTruth(final double thickness, final double atMost) {
		final Img<FloatType> slices = HEAD.slices(3, thickness);
		final VolumeOptions consistent = options().withThickness(Math.max(1e-3, 3 * thickness));
		assertThat(consistent.consistent()).isTrue();
		final var plain = refine(consistent.withConsistency(false), slices, new Spacing(1, 1, 3));
		final var corrected = refine(consistent, slices, new Spacing(1, 1, 3));
		assertThat(missed(corrected, slices, thickness)).isLessThan(0.3 * missed(plain, slices, thickness)).isLessThan(atMost);
		assertThat(Phantom.rms(corrected, HEAD.fine())).isLessThan(Phantom.rms(plain, HEAD.fine()));
	}

	private static double missed(final RandomAccessibleInterval<FloatType> fine, final Img<FloatType> slices,
		final double thickness)
	{
		final AxisWeights profile = AxisWeights.profile(48, 16, 3, thickness);
		double sum = 0;
		final float[] column = new float[48];
		final float[] seen = new float[16];
		for (int y = 10; y < 40; y++)
			for (int x = 10; x < 40; x++) {
				for (int z = 0; z < 48; z++)
					column[z] = fine.getAt(x, y, z).get();
				profile.apply(column, seen, 1);
				for (int k = 0; k < 16; k++)
					sum += Math.pow(seen[k] - slices.getAt(x, y, k).get(), 2);
			}
		return Math.sqrt(sum / (30 * 30 * 16));
	}

	@Test
	void theSlicesOwnPlaneIsResampledToo() {
		final Img<FloatType> slices = HEAD.slices(3, 1);
		final Spacing spacing = new Spacing(1, 1, 3);
		final var cubic = refine(options().withThickness(3).withSpacing("0.5x0.5x1.5"), slices, spacing);
		assertThat(cubic.dimensionsAsLongArray()).containsExactly(96, 104, 32);
		assertThat(cubic.getAt(0, 0, 0).get()).isZero();
		final var coarse = refine(options().withThickness(3).withSpacing("1.6x1.6x1.5"), slices, spacing);
		assertThat(coarse.dimensionsAsLongArray()).containsExactly(30, 33, 32);
		final var learned = refine(options().withThickness(3).withSpacing("0.5x0.5x1.5").withInPlane(true), slices, spacing);
		assertThat(learned.dimensionsAsLongArray()).containsExactly(96, 104, 32);
		// something happened, and nowhere more than the step from air to tissue and back
		assertThat(largest(cubic, learned)).isBetween(1.0, 1000.0);
	}

	@Test
	void saysWhatRefinedTheSlicesOwnPlane() {
		final List<String> log = new ArrayList<>();
		final VolumeOptions asked = options().withModel("cubic").withConsistency(false).withThickness(3).withInPlane(true)
			.withTile(32).withLog(log::add);
		assertThat(provenance(asked.withSpacing("0.5x0.5x1.5"))).containsKeys("Vernier in-plane model sha256",
			"Vernier in-plane device").hasEntrySatisfying("Vernier in-plane model", model -> assertThat(model).startsWith("sr-fast"))
			.hasEntrySatisfying("Vernier in-plane tiles", tiles -> assertThat(tiles).startsWith("3 x 4 tiles"));
		assertThat(log).isEmpty();
		// networks enlarge along both axes
		assertThat(provenance(asked.withSpacing("0.5x1x1.5"))).containsEntry("Vernier in-plane model", "cubic interpolation");
		assertThat(log).singleElement().asString().contains("from 1.1 to 8", "2 and 1 are asked for");
		// nothing to do in the plane
		assertThat(provenance(asked.withSpacing("1x1x1.5"))).doesNotContainKey("Vernier in-plane model");
		assertThat(log).hasSize(1);
	}

	/** Smooth stacks look as if their slices overlapped. */
	@Test
	void slicesAreEstimatedToTouchAtMost() {
		final Img<FloatType> smooth = ArrayImgs.floats(48, 48, 12);
		for (final var cursor = smooth.localizingCursor(); cursor.hasNext();) {
			cursor.fwd();
			final double x = cursor.getIntPosition(0), y = cursor.getIntPosition(1), z = 3 * cursor.getIntPosition(2);
			cursor.get().set((float) (1000 + 100 * (Math.sin(0.6 * x + 0.25 * z) + Math.sin(0.6 * y + 0.25 * z))));
		}
		final Spacing spacing = new Spacing(1, 1, 3);
		final VolumeGrid grid = new VolumeGrid(spacing, new Spacing(1, 1, 1), 2);
		final ThickStack stack = ThickStack.load(VolumeImage.of(smooth, spacing).volume(0, 0), 2, Progress.NONE);
		assertThat(SliceThickness.estimate(stack, 3, 3)).isGreaterThan(1.05);
		assertThat(VolumeSuperResolution.estimated(stack, grid)).isEqualTo(1);
	}

	@Test
	void warnsOfSlicesThatOverlap() {
		final List<String> log = new ArrayList<>();
		final VolumeOptions asked = options().withModel("cubic").withLog(log::add);
		provenance(asked.withThickness(3));
		assertThat(log).isEmpty();
		provenance(asked.withThickness(4));
		assertThat(log).containsExactly("The slice thickness is said to be 4, and slices are 3 apart: that is right only where " +
			"slices overlap.");
	}

	private static Map<String, String> provenance(final VolumeOptions options) {
		try (VolumeSuperResolution sr = new VolumeSuperResolution(options)) {
			return sr.refine(VolumeImage.of(HEAD.slices(3, 1), new Spacing(1, 1, 3)), Progress.NONE).provenance();
		}
	}

	@Test
	void saysWhatIsWrong() {
		final Img<FloatType> one = ArrayImgs.floats(20, 20, 1);
		assertThatThrownBy(() -> refine(options(), one, new Spacing(1, 1, 3))).isInstanceOf(VernierException.class)
			.hasMessageContaining("one slice");
		assertThatThrownBy(() -> refine(options(), ArrayImgs.argbs(20, 20, 5), new Spacing(1, 1, 3))).isInstanceOf(
			VernierException.class).hasMessageContaining("colour");
		assertThatThrownBy(() -> new VolumeSuperResolution(options().withModel("sr-fast-x2"))).isInstanceOf(
			VernierException.class).hasMessageContaining("through-plane");
		assertThatThrownBy(() -> new VolumeSuperResolution(options().withThickness(-1))).isInstanceOf(VernierException.class)
			.hasMessageContaining("thickness");
	}

	@Test
	void canBeCancelled() {
		final double[] last = { 0 };
		final Progress impatient = new Progress() {

			@Override
			public void update(final double fraction) {
				assertThat(fraction).isBetween(last[0] - 1e-9, 1.0);
				last[0] = fraction;
			}

			@Override
			public boolean isCancelled() {
				return last[0] > 0.3;
			}
		};
		try (VolumeSuperResolution sr = new VolumeSuperResolution(options())) {
			final VolumeImage image = VolumeImage.of(HEAD.slices(3, 1), new Spacing(1, 1, 3));
			assertThatThrownBy(() -> sr.refine(image, impatient)).isInstanceOf(CancelledException.class);
			assertThat(last[0]).isLessThan(0.4);
		}
	}

	/** Time points one after the other are no slices. */
	@Test
	void onlyAVolumeIsRefined() {
		final VolumeSuperResolution sr = new VolumeSuperResolution(options());
		final RandomAccessibleInterval<?> times = Views.stack(HEAD.slices(3, 1), HEAD.slices(3, 1));
		assertThatThrownBy(() -> sr.refine(times, new Spacing(1, 1, 3))).isInstanceOf(VernierException.class)
			.hasMessageContaining("4 dimension(s); 3 (x, y, z)");
		sr.close();
		assertThatThrownBy(() -> sr.refine(HEAD.slices(3, 1), new Spacing(1, 1, 3))).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("closed");
	}
}

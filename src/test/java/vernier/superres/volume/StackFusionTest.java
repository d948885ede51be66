package vernier.superres.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ImgUtil;
import net.imglib2.view.Views;
import vernier.image.Affine;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.inference.Device;

/** Stacks in three directions of a phantom of which every point is known. */
class StackFusionTest {

	private static final int SIDE = 40;
	private static final double FACTOR = 4;

	private static VolumeOptions options() {
		return VolumeOptions.defaults().withDevice(Device.CPU).withThickness(FACTOR);
	}

	private static Img<FloatType> copy(final RandomAccessibleInterval<FloatType> image) {
		final Img<FloatType> copy = ArrayImgs.floats(image.dimensionsAsLongArray());
		ImgUtil.copy(Views.zeroMin(image), copy);
		return copy;
	}

	/** Thick slices along an axis of the truth, in place and scale of values as a scanner gives them. */
	private static StackFusion.Stack stack(final RandomAccessibleInterval<FloatType> truth, final int axis, final double gain,
		final double noise)
	{
		final int n = (int) (SIDE / FACTOR);
		final AxisWeights profile = AxisWeights.profile(SIDE, n, FACTOR, 1);
		final long[] size = { SIDE, SIDE, SIDE };
		size[axis] = n;
		final Img<FloatType> slices = ArrayImgs.floats(size);
		final Random random = new Random(axis);
		for (final var cursor = slices.localizingCursor(); cursor.hasNext();) {
			cursor.fwd();
			final long[] at = cursor.positionAsLongArray();
			final int k = (int) at[axis];
			double sum = 0;
			for (int i = 0; i < profile.row(k).length; i++) {
				at[axis] = profile.first(k) + i;
				sum += profile.row(k)[i] * truth.getAt(at).get();
			}
			cursor.get().set((float) (gain * Math.max(0, sum + noise * random.nextGaussian())));
		}
		final double[] rows = { 1, 0, 0, 10, 0, 1, 0, -20, 0, 0, 1, 30 };
		rows[5 * axis] = FACTOR;
		rows[4 * axis + 3] += (FACTOR - 1) / 2;
		final Spacing spacing = new Spacing(axis == 0 ? FACTOR : 1, axis == 1 ? FACTOR : 1, axis == 2 ? FACTOR : 1);
		return new StackFusion.Stack(VolumeImage.of(slices, spacing), Affine.of(rows), "stack " + "xyz".charAt(axis));
	}

	private static RandomAccessibleInterval<FloatType> fuse(final boolean align, final StackFusion.Stack... stacks) {
		return volume(new StackFusion(options()).fuse(List.of(stacks), align, Progress.NONE).image());
	}

	@SuppressWarnings("unchecked")
	private static RandomAccessibleInterval<FloatType> volume(final VolumeImage image) {
		return (RandomAccessibleInterval<FloatType>) Views.stack(image.volume(0, 0).stream().map(
			plane -> (RandomAccessibleInterval<FloatType>) plane).toList());
	}

	private static RandomAccessibleInterval<FloatType> alone(final StackFusion.Stack stack) {
		try (VolumeSuperResolution sr = new VolumeSuperResolution(options())) {
			return volume(sr.refine(stack.image(), Progress.NONE).image());
		}
	}

	@Test
	void threeStacksAreNearerToTheTruthThanOne() {
		final Img<FloatType> truth = new Phantom(SIDE, SIDE, SIDE).fine();
		final StackFusion.Stack z = stack(truth, 2, 1, 10);
		final double one = Phantom.rms(alone(z), truth);
		final double two = Phantom.rms(fuse(false, z, stack(truth, 1, 0.3, 10)), truth);
		final double three = Phantom.rms(fuse(false, z, stack(truth, 1, 0.3, 10), stack(truth, 0, 2.5, 10)), truth);
		assertThat(two / one).isLessThan(0.9);
		assertThat(three / two).isLessThan(0.95);
	}

	@Test
	void aDamagedSliceIsLeftOut() {
		final Img<FloatType> truth = new Phantom(SIDE, SIDE, SIDE).fine();
		final StackFusion.Stack z = stack(truth, 2, 1, 5);
		final StackFusion.Stack y = stack(truth, 1, 1, 5);
		final StackFusion.Stack x = stack(truth, 0, 1, 5);
		final double intact = Phantom.rms(fuse(false, z, y, x), truth);
		// as when the subject moved: one slice of the second stack is dark
		Views.hyperSlice(volume(y.image()), 1, 6).forEach(t -> t.mul(0.3f));
		final double damaged = Phantom.rms(fuse(false, z, y, x), truth);
		assertThat(damaged).isLessThan(2.1 * intact);
	}

	@Test
	void strongNoiseIsNotSharpened() {
		final Img<FloatType> truth = new Phantom(SIDE, SIDE, SIDE).fine();
		final StackFusion.Stack z = stack(truth, 2, 1, 80);
		final double one = Phantom.rms(alone(z), truth);
		assertThat(Phantom.rms(fuse(false, z, stack(truth, 1, 1, 80)), truth)).isLessThan(one);
	}

	@Test
	void noSeamIsSeenWhereAStackEnds() {
		final Img<FloatType> truth = new Phantom(SIDE, SIDE, SIDE).fine();
		final StackFusion.Stack z = stack(truth, 2, 1, 0);
		final StackFusion.Stack y = stack(truth, 1, 1, 0);
		// reaches over half of the head, which is brighter here, as by another coil
		final Img<FloatType> half = copy(Views.interval(volume(y.image()), new long[] { 0, 0, 0 }, new long[] { SIDE - 1, 4, SIDE -
			1 }));
		for (final var cursor = half.localizingCursor(); cursor.hasNext();) {
			cursor.fwd();
			cursor.get().mul(1 + cursor.getIntPosition(0) / 60f);
		}
		final RandomAccessibleInterval<FloatType> fused = fuse(false, z, new StackFusion.Stack(VolumeImage.of(half, y.image()
			.spacing()), y.toWorld(), y.name()));
		final RandomAccessibleInterval<FloatType> alone = alone(z);
		double largest = 0;
		for (int at = 17; at < 22; at++)
			largest = Math.max(largest, Phantom.rms(difference(fused, alone, at + 1), difference(fused, alone, at)));
		assertThat(largest).isLessThan(25);
	}

	/** Of two volumes in one plane across y. */
	private static Img<FloatType> difference(final RandomAccessibleInterval<FloatType> a,
		final RandomAccessibleInterval<FloatType> b, final int y)
	{
		final Img<FloatType> result = copy(Views.hyperSlice(a, 1, y));
		LoopBuilder.setImages(result, Views.hyperSlice(b, 1, y)).forEachPixel((x, other) -> x.sub(other));
		return result;
	}

	@Test
	void aStackThatMovedIsBroughtBack() {
		final Img<FloatType> truth = new Phantom(SIDE, SIDE, SIDE).fine();
		final StackFusion.Stack z = stack(truth, 2, 1, 5);
		final StackFusion.Stack y = stack(truth, 1, 0.8, 5);
		final RigidAlignment moved = new RigidAlignment(new double[] { 0.04, -0.03, 0.05 }, new double[] { 1.5, -2, 1 },
			new double[] { 30, 0, 50 });
		final StackFusion.Stack wrong = new StackFusion.Stack(y.image(), moved.apply(y.toWorld()), y.name());
		final double header = Phantom.rms(fuse(false, z, wrong), truth);
		final double aligned = Phantom.rms(fuse(true, z, wrong), truth);
		final double right = Phantom.rms(fuse(false, z, y), truth);
		assertThat(aligned).isLessThan(1.15 * right).isLessThan(0.6 * header);
	}

	@Test
	void stacksThatLieRightAreNotMoved() {
		final Img<FloatType> truth = new Phantom(SIDE, SIDE, SIDE).fine();
		assertThat(new StackFusion(options()).fuse(List.of(stack(truth, 2, 1, 5), stack(truth, 1, 0.8, 5), stack(truth, 0, 1, 5)),
			true, Progress.NONE).alignments().values()).containsOnly(
				"shifted by 0.00, 0.00, 0.00 mm, turned by 0.00, 0.00, 0.00 degrees");
	}

	/** Two directions are unsharp along their own slices; through both profiles they look alike. */
	@Test
	void stacksLookAlikeThroughEachOthersSlices() {
		final Affine world = Affine.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
		final WorldVolume volume = new WorldVolume(noise(), new int[] { 24, 24, 24 }, world);
		final double[] z = SliceBlur.across(world, 2, 4);
		final double[] y = SliceBlur.across(world, 1, 3);
		final WorldVolume both = new SliceBlur(List.of(z, y)).apply(volume);
		final WorldVolume inTurn = new SliceBlur(List.of(y)).apply(new SliceBlur(List.of(z)).apply(volume));
		for (int i = 0; i < both.values().length; i++)
			if (Float.isNaN(both.values()[i]))
				assertThat(inTurn.values()[i]).isNaN();
			else
				assertThat(inTurn.values()[i]).isCloseTo(both.values()[i], within(1e-5f));
		// a standard deviation from the ends of the blurred axes, nothing from the others
		assertThat(both.values()[index(0, 12, 12)]).isFinite();
		assertThat(both.values()[index(12, 1, 12)]).isNaN();
		assertThat(both.values()[index(12, 12, 2)]).isNaN();
	}

	private static int index(final int x, final int y, final int z) {
		return (z * 24 + y) * 24 + x;
	}

	private static float[] noise() {
		final float[] values = new float[24 * 24 * 24];
		final Random random = new Random(2);
		for (int i = 0; i < values.length; i++)
			values[i] = random.nextFloat();
		return values;
	}

	/** A box without values, as of what a scan left out, must not come out dark, nor spoil alignment. */
	@Test
	void whatHasNoValueIsTakenFromTheOthers() {
		final Img<FloatType> truth = new Phantom(SIDE, SIDE, SIDE).fine();
		final StackFusion.Stack z = stack(truth, 2, 1, 5);
		final StackFusion.Stack y = stack(truth, 1, 1, 5);
		final StackFusion.Stack x = stack(truth, 0, 1, 5);
		final double intact = Phantom.rms(fuse(true, z, y, x), truth);
		for (final StackFusion.Stack stack : List.of(y, z)) {
			final RandomAccessibleInterval<FloatType> volume = volume(stack.image());
			final long[] middle = volume.dimensionsAsLongArray();
			for (int d = 0; d < 3; d++)
				middle[d] /= 2;
			Views.interval(volume, middle, new long[] { middle[0] + 2, middle[1] + 2, middle[2] + 2 }).forEach(t -> t.set(
				Float.NaN));
			// first in one of the others, then in the first as well
			assertThat(Phantom.rms(fuse(true, z, y, x), truth)).as(stack.name()).isLessThan(1.2 * intact);
		}
	}

	@Test
	void whereNoStackHasAValueThereIsNone() {
		final Img<FloatType> truth = new Phantom(SIDE, SIDE, SIDE).fine();
		truth.forEach(value -> value.add(new FloatType(1)));
		final Img<FloatType> holed = copy(truth);
		Views.interval(holed, new long[] { 16, 16, 16 }, new long[] { 23, 23, 23 }).forEach(t -> t.set(Float.NaN));
		final RandomAccessibleInterval<FloatType> fused = fuse(false, stack(holed, 2, 1, 0), stack(holed, 1, 1, 0));
		assertThat(fused.getAt(20, 20, 20).get()).isNaN();
		assertThat(fused.getAt(20, 20, 5).get()).isFinite();
		assertThat(fused.getAt(8, 20, 20).get()).isFinite();
	}

	@Test
	void theModelsTransposeIsExact() {
		final Img<FloatType> truth = new Phantom(SIDE, SIDE, SIDE).fine();
		final StackFusion.Stack y = stack(truth, 1, 1, 0);
		final ThickStack thick = ThickStack.load(y.image().volume(0, 0), 1, Progress.NONE);
		final int[] size = { SIDE, SIDE, SIDE };
		final Affine grid = new RigidAlignment(new double[] { 0.2, 0.1, -0.3 }, new double[] { 2, 3, 4 }, new double[3]).apply(
			Affine.of(1, 0, 0, 10, 0, 1, 0, -20, 0, 0, 1, 30));
		final SliceModel model = new SliceModel(size, grid, thick, 1, y.toWorld(), 0.9);
		final Random random = new Random(3);
		final float[] volume = new float[SIDE * SIDE * SIDE];
		for (int i = 0; i < volume.length; i++)
			volume[i] = random.nextFloat() - 0.3f;
		final float[][] slices = new float[thick.slices().length][model.sliceSize()];
		for (final float[] slice : slices)
			for (int i = 0; i < slice.length; i++)
				slice[i] = random.nextFloat() - 0.3f;
		final float[][] seen = new float[slices.length][model.sliceSize()];
		model.forward(volume, seen);
		final float[] back = new float[volume.length];
		model.addTransposed(slices, back);
		double left = 0;
		double right = 0;
		for (int w = 0; w < slices.length; w++)
			for (int i = 0; i < slices[w].length; i++)
				left += (double) slices[w][i] * seen[w][i];
		for (int i = 0; i < volume.length; i++)
			right += (double) volume[i] * back[i];
		assertThat(left).isNotZero().isCloseTo(right, within(1e-4 * Math.abs(left)));
		// what is added at the same time does not meet
		final int apart = model.apart();
		assertThat(apart).isLessThan(slices.length / 2);
		final BitSet one = touched(model, slices, 1, volume.length);
		assertThat(one.intersects(touched(model, slices, 1 + apart, volume.length))).isFalse();
		assertThat(one.intersects(touched(model, slices, 2, volume.length))).isTrue();
	}

	/** Voxels that get something from one slice. */
	private static BitSet touched(final SliceModel model, final float[][] slices, final int slice, final int voxels) {
		final float[][] one = new float[slices.length][model.sliceSize()];
		one[slice] = slices[slice];
		final float[] volume = new float[voxels];
		model.addTransposed(one, volume);
		final BitSet touched = new BitSet();
		IntStream.range(0, voxels).filter(i -> volume[i] != 0).forEach(touched::set);
		return touched;
	}

	@Test
	void theModelSeesWhatTheStackIs() {
		final Img<FloatType> truth = new Phantom(SIDE, SIDE, SIDE).fine();
		for (int axis = 0; axis < 3; axis++) {
			final StackFusion.Stack stack = stack(truth, axis, 1, 0);
			final ThickStack thick = ThickStack.load(stack.image().volume(0, 0), axis, Progress.NONE);
			final float[] volume = WorldVolume.of(VolumeImage.of(truth, new Spacing(1, 1, 1)).volume(0, 0), Affine.ofVoxelSize(1, 1,
				1)).values();
			final SliceModel model = new SliceModel(new int[] { SIDE, SIDE, SIDE }, Affine.of(1, 0, 0, 10, 0, 1, 0, -20, 0, 0, 1,
				30), thick, axis, stack.toWorld(), 1);
			final float[][] seen = new float[thick.slices().length][model.sliceSize()];
			model.forward(volume, seen);
			double sum = 0;
			for (int i = 0; i < seen[5].length; i++)
				sum += Math.pow(seen[5][i] - thick.slices()[5][i] * thick.range().width() - thick.range().min(), 2);
			assertThat(Math.sqrt(sum / seen[5].length)).as("axis %d", axis).isLessThan(12);
		}
	}

	@Test
	void saysWhatIsWrong() {
		final Img<FloatType> truth = new Phantom(SIDE, SIDE, SIDE).fine();
		final StackFusion.Stack z = stack(truth, 2, 1, 0);
		final Affine aside = Affine.of(1, 0, 0, 500, 0, 1, 0, 0, 0, 0, FACTOR, 0);
		final StackFusion.Stack far = new StackFusion.Stack(z.image(), aside, "far");
		assertThatThrownBy(() -> fuse(false, z, far)).isInstanceOf(VernierException.class).hasMessageContaining(
			"does not overlap");
		final VolumeImage frames = new VolumeImage(PlaneStack.of(copy(truth)), 1, 2, new Spacing(1, 1, 3));
		assertThatThrownBy(() -> fuse(false, z, new StackFusion.Stack(frames, z.toWorld(), "movie"))).isInstanceOf(
			VernierException.class).hasMessageContaining("2 frames");
	}

	@Test
	void saysHowLittleIsInCommon() {
		final Img<FloatType> truth = new Phantom(SIDE, SIDE, SIDE).fine();
		final StackFusion.Stack z = stack(truth, 2, 1, 0);
		final StackFusion.Stack edge = new StackFusion.Stack(z.image(), Affine.of(1, 0, 0, 10 + SIDE - 3, 0, 1, 0, -20, 0, 0,
			FACTOR, 31.5), "edge");
		assertThatThrownBy(() -> new StackFusion(options().withModel("cubic")).fuse(List.of(z, edge), false, Progress.NONE))
			.isInstanceOf(VernierException.class).hasMessageContaining("have 4800 voxels in common");
	}

	@Test
	void aStackThatIsFineAlreadyIsTakenAsItIs() {
		final Img<FloatType> truth = new Phantom(SIDE, SIDE, SIDE).fine();
		final StackFusion.Stack z = stack(truth, 2, 1, 5);
		final StackFusion.Stack fine = new StackFusion.Stack(VolumeImage.of(truth, new Spacing(1, 1, 1)), Affine.of(1, 0, 0, 10, 0,
			1, 0, -20, 0, 0, 1, 30), "fine");
		final StackFusion fusion = new StackFusion(options().withModel("cubic"));
		final double thick = Phantom.rms(volume(fusion.fuse(List.of(z, stack(truth, 1, 1, 5)), false, Progress.NONE).image()),
			truth);
		assertThat(Phantom.rms(volume(fusion.fuse(List.of(z, fine), false, Progress.NONE).image()), truth)).isLessThan(0.85 *
			thick);
	}

	/** Signed integers are stored 32768 higher. */
	@Test
	void alignmentDoesNotTakeTheLeastValueForZero() {
		final double[] errors = new double[2];
		for (int i = 0; i < 2; i++) {
			final Img<FloatType> head = new Phantom(SIDE, SIDE, SIDE).fine();
			final float least = 32768 * i;
			head.forEach(value -> value.set(value.get() + least));
			final WorldVolume volume = WorldVolume.of(VolumeImage.of(head, new Spacing(1, 1, 1)).volume(0, 0), Affine.ofVoxelSize(1,
				1, 1));
			errors[i] = new RigidFit(volume, volume, new double[3], 3, 3).error(new double[] { 0, 0, 0, 2, 0, 0 });
		}
		assertThat(errors[0]).isPositive().isCloseTo(errors[1], within(1e-3 * errors[0]));
	}

	/** One voxel, in either volume, is no reason to turn a head. */
	@Test
	void aHotVoxelDoesNotMoveAStack() {
		final Img<FloatType> head = new Phantom(SIDE, SIDE, SIDE).fine();
		final Img<FloatType> hot = copy(head);
		hot.getAt(SIDE / 2, SIDE / 2 + 3, SIDE / 2).set(1e6f);
		final RigidAlignment right = aligned(head, head);
		assertThat(right.shift()[0]).isCloseTo(-1.5, within(0.05));
		for (final RigidAlignment found : List.of(aligned(hot, head), aligned(head, hot)))
			for (int d = 0; d < 3; d++) {
				assertThat(found.shift()[d]).isCloseTo(right.shift()[d], within(0.1));
				assertThat(Math.toDegrees(found.rotation()[d])).isCloseTo(Math.toDegrees(right.rotation()[d]), within(0.5));
			}
	}

	/** Where the other one is said to lie 1.5 mm farther along x. */
	private static RigidAlignment aligned(final Img<FloatType> fixed, final Img<FloatType> moving) {
		final Spacing one = new Spacing(1, 1, 1);
		return RigidAlignment.of(WorldVolume.of(VolumeImage.of(fixed, one).volume(0, 0), Affine.ofVoxelSize(1, 1, 1)), WorldVolume
			.of(VolumeImage.of(moving, one).volume(0, 0), Affine.of(1, 0, 0, 1.5, 0, 1, 0, 0, 0, 0, 1, 0)), Progress.NONE);
	}

	@Test
	void aMovementThatNoHeadMakesIsRemarked() {
		assertThat(new RigidAlignment(new double[] { 0.2, -0.2, 0.1 }, new double[3], new double[3]).remark("a")).isEmpty();
		assertThat(new RigidAlignment(new double[] { 0.3, -0.3, 0.1 }, new double[3], new double[3]).remark("a")).get().asString()
			.contains("turned by 26 degrees");
	}

	@Test
	void valuesAreLookedAtInAllColumns() {
		final int[] size = { 8, 512, 512 };
		final float[] values = new float[size[0] * size[1] * size[2]];
		for (int i = 0; i < values.length; i++)
			values[i] = i % 8 == 0 ? 0 : 100 + i % 7;
		final ValueFit fit = ValueFit.of(new WorldVolume(values, size, Affine.ofVoxelSize(1, 1, 1)), values.clone(), 50);
		assertThat(fit.gain()).isCloseTo(1, within(1e-6));
	}

	@Test
	void stacksOfOneNameAreNumbered() {
		final Img<FloatType> truth = new Phantom(SIDE, SIDE, SIDE).fine();
		final List<StackFusion.Stack> stacks = IntStream.of(2, 1, 0).mapToObj(axis -> stack(truth, axis, 1, 5)).map(
			stack -> new StackFusion.Stack(stack.image(), stack.toWorld(), "t2")).toList();
		final StackFusion.Result result = new StackFusion(options()).fuse(stacks, true, Progress.NONE);
		assertThat(result.alignments()).containsOnlyKeys("t2 (2)", "t2 (3)");
		assertThat(result.provenance()).containsKeys("Vernier alignment of t2 (2)", "Vernier alignment of t2 (3)").containsEntry(
			"Vernier fusion", "3 stacks: t2, t2 (2), t2 (3)");
	}

	@Test
	void aMovementIsToldWithItsUnits() {
		assertThat(new RigidAlignment(new double[] { 0, -1e-5, Math.toRadians(1.5) }, new double[] { -0.001, 1.5, -2 },
			new double[3])).hasToString("shifted by 0.00, 1.50, -2.00 mm, turned by 0.00, 0.00, 1.50 degrees");
	}
}

package vernier.superres.volume;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import vernier.image.Affine;
import vernier.image.CancelledException;
import vernier.image.Orientation;
import vernier.image.PlaneStack;
import vernier.image.Planes;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.image.VernierException;

/**
 * Fuses stacks of one subject with thick slices in different directions into one fine volume. Headers say where the
 * stacks lie; a rigid refinement can bring the others to the first. Every stack is refined by the network alone; the median
 * of these is where the reconstruction starts, which then makes the volume explain the measured slices of all stacks
 * (see {@link LeastSquares}), with little weight for voxels and slices that do not fit (Huber's weights).
 *
 * <pre>
 * StackFusion.Result fused = new StackFusion(VolumeOptions.defaults()).fuse(List.of(axial, coronal, sagittal), true,
 *   Progress.NONE);
 * </pre>
 */
public final class StackFusion {

	/**
	 * A stack to fuse.
	 *
	 * @param image one volume
	 * @param toWorld map from its voxels to the world that all stacks share
	 * @param name for messages
	 */
	public record Stack(VolumeImage image, Affine toWorld, String name) {

		/** @throws VernierException if the orientation is unknown */
		public static Stack of(final VolumeImage image, final Orientation orientation, final String name) {
			return new Stack(image, orientation.affine().orElseThrow(() -> new VernierException("\"" + name +
				"\" does not say where it lies in the world: stacks to fuse need NIfTI's sform or qform, or DICOM's positions, as " +
				"the file has them (in ImageJ, open it with Plugins > Vernier > Open Volume... and do not crop it).")), name);
		}
	}

	/**
	 * The fused volume.
	 *
	 * @param image of the first stack's pixel type, units of value and outline
	 * @param grid from the first stack's voxels to those of the image
	 * @param alignments how far stacks were moved, by their names, equal ones numbered; empty if not asked for
	 * @param provenance what made it, for image properties
	 */
	public record Result(VolumeImage image, VolumeGrid grid, Map<String, String> alignments, Map<String, String> provenance) {}

	/** Least weight of the change's gradient against slices that are normalised to values of 0 to 1. */
	private static final double SMOOTHNESS = 0.005;
	/** That weight over the mean square of what slices miss in spite of the least weight: noise and motion must not ring. */
	private static final double PER_SQUARE = 120;
	private static final int ROUNDS = 3;

	private final VolumeOptions options;

	/** @param options as for one stack; the spacing is that of the result */
	public StackFusion(final VolumeOptions options) {
		this.options = options;
	}

	/**
	 * Fuses stacks.
	 *
	 * @param stacks two or more; the first one gives the result its grid and units of value
	 * @param align true to refine where the others lie, starting from what their headers say
	 * @throws VernierException if a stack has channels or frames, does not overlap the first, or cannot be refined
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	public Result fuse(final List<Stack> stacks, final boolean align, final Progress progress) {
		final long start = System.nanoTime();
		check(stacks);
		final double ratio = options.thickness() > 0 ? 0 : commonThickness(stacks, progress);
		final List<Refined> refined = new ArrayList<>();
		for (int i = 0; i < stacks.size(); i++)
			refined.add(refine(stacks.get(i), ratio, refined.isEmpty() ? null : refined.get(0), progress.part(0.6 * i / stacks.size(),
				0.6 * (i + 1) / stacks.size())));
		final Refined first = refined.get(0);
		final List<float[]> onGrid = new ArrayList<>();
		final List<ValueFit> fits = new ArrayList<>();
		final List<Affine> places = new ArrayList<>();
		final List<String> names = names(stacks);
		final Map<String, String> moved = new LinkedHashMap<>();
		for (int i = 0; i < refined.size(); i++) {
			progress.checkCancelled();
			Refined stack = refined.get(i);
			Affine place = stacks.get(i).toWorld();
			if (i > 0 && align) {
				final RigidAlignment alignment = RigidAlignment.of(first.volume, stack.volume, progress);
				place = alignment.apply(place);
				stack = stack.movedBy(alignment);
				moved.put(names.get(i), alignment.toString());
			}
			places.add(place);
			final float[] values = i == 0 ? first.volume.values().clone() : stack.volume.on(first.volume);
			final ValueFit fit = i == 0 ? ValueFit.NONE : ValueFit.of(first.volume.values(), values, first.dark());
			if (fit == null)
				throw new VernierException("\"" + stacks.get(i).name() + "\" does not overlap \"" + stacks.get(0).name() +
					"\" by their headers: choose stacks of one subject and session.");
			fit.apply(values);
			if (i > 0)
				fade(values, first.volume, place.inverse(), stack);
			onGrid.add(values);
			fits.add(fit);
		}
		final float[] volume = median(onGrid);
		onGrid.clear();
		reconstruct(stacks, refined, places, fits, volume, progress.part(0.65, 1));
		final Map<String, String> provenance = new LinkedHashMap<>(first.result.provenance());
		provenance.put("Vernier fusion", stacks.size() + " stacks: " + String.join(", ", names));
		moved.forEach((name, text) -> provenance.put("Vernier alignment of " + name, text));
		provenance.put("Vernier time", String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - start) / 1e9));
		return new Result(typed(stacks.get(0).image(), first.result.grid(), volume), first.result.grid(), moved, provenance);
	}

	/** Those of the stacks; from the second of one name on, with a number. */
	private static List<String> names(final List<Stack> stacks) {
		final List<String> names = new ArrayList<>();
		for (final Stack stack : stacks) {
			String name = stack.name();
			for (int n = 2; names.contains(name); n++)
				name = stack.name() + " (" + n + ")";
			names.add(name);
		}
		return names;
	}

	private static void check(final List<Stack> stacks) {
		if (stacks.size() < 2)
			throw new VernierException("There " + (stacks.isEmpty() ? "is no stack" : "is one stack, \"" + stacks.get(0).name() +
				"\"") + ", and fusion needs two or more: name other stacks of the same subject.");
		for (final Stack stack : stacks)
			if (stack.image().channels() * stack.image().frames() > 1)
				throw new VernierException("\"" + stack.name() + "\" has " + stack.image().channels() + " channels and " + //
					stack.image().frames() + " frames; stacks of one volume can be fused: take them apart first.");
	}

	/** A stack as it was read and with all values finite, and what the network makes of it alone. */
	private record Refined(VolumeSuperResolution.Result result, WorldVolume volume, ThickStack raw, ThickStack thick) {

		Refined movedBy(final RigidAlignment alignment) {
			return new Refined(result, new WorldVolume(volume.values(), volume.size(), alignment.apply(volume.toWorld())), raw,
				thick);
		}

		/** Below this is background. */
		double dark() {
			return thick.range().min() + 0.08 * thick.range().width();
		}
	}

	/**
	 * The slice thickness of all stacks in slice distances: stacks of one subject are taken with one protocol, and what
	 * misleads the estimate, noise and motion, makes it too small. At most 1, since slices do not overlap as a rule.
	 */
	private double commonThickness(final List<Stack> stacks, final Progress progress) {
		double ratio = 0;
		for (final Stack stack : stacks) {
			final Spacing spacing = stack.image().spacing();
			final VolumeGrid grid = new VolumeGrid(spacing, spacing, spacing.coarsest());
			ratio = Math.max(ratio, VolumeSuperResolution.estimated(named(stack, () -> ThickStack.load(stack.image().volume(0, 0),
				grid.thick(), progress).finite()), grid));
		}
		ratio = Math.min(1, ratio);
		options.log().accept(String.format(Locale.ROOT, "Slice thickness estimated from all stacks as %.2f of the slice distance",
			ratio));
		return ratio;
	}

	/** What is wrong with a stack, with its name. */
	private static <T> T named(final Stack stack, final Supplier<T> work) {
		try {
			return work.get();
		}
		catch (final CancelledException e) {
			throw e;
		}
		catch (final VernierException e) {
			throw new VernierException("\"" + stack.name() + "\": " + e.getMessage(), e);
		}
	}

	/** @param ratio slice thickness in slice distances, 0 for what the options say */
	private Refined refine(final Stack stack, final double ratio, final Refined first, final Progress progress) {
		final VolumeImage floats = new VolumeImage(Floats.of(stack.image().planes()), 1, 1, stack.image().spacing());
		final VolumeOptions spaced = first == null ? options : options.withSpacing(spacing(stack.image().spacing(), first));
		final VolumeSuperResolution.Result result = named(stack, () -> {
			final VolumeGrid grid = VolumeGrid.of(floats.spacing(), spaced.spacing());
			try (VolumeSuperResolution sr = new VolumeSuperResolution(ratio == 0 ? spaced : spaced.withThickness(ratio * floats
				.spacing().along(grid.thick()))))
			{
				return sr.refine(floats, progress);
			}
		});
		final ThickStack raw = ThickStack.load(stack.image().volume(0, 0), result.grid().thick(), progress);
		return new Refined(result, WorldVolume.of(result.image().volume(0, 0), stack.toWorld().rescaled(result.grid()
			.geometry())), raw, raw.finite());
	}

	/** What the first stack's spacing is along this one's axes: the finest, where this one is coarser. */
	private static String spacing(final Spacing own, final Refined first) {
		final double finest = first.result.grid().to().finest();
		return Math.min(own.x(), finest) + "x" + Math.min(own.y(), finest) + "x" + Math.min(own.z(), finest);
	}

	/** Turns a stack's values on the first one's grid into those of the first towards the stack's ends: no seam shows. */
	private static void fade(final float[] values, final WorldVolume first, final Affine toStack, final Refined stack) {
		final int[] size = first.size();
		final int thick = stack.result.grid().thick();
		for (int z = 0, i = 0; z < size[2]; z++)
			for (int y = 0; y < size[1]; y++)
				for (int x = 0; x < size[0]; x++, i++) {
					final double[] world = first.toWorld().apply(x, y, z);
					final double slice = toStack.apply(world[0], world[1], world[2])[thick];
					final float own = first.values()[i];
					if (!Float.isFinite(own))
						continue;
					values[i] = Float.isFinite(values[i]) ? own + SliceWeights.trust(slice, stack.thick.slices().length) * (values[i] -
						own) : own;
				}
	}

	/** Voxel by voxel, of what is finite: a damaged slice of one of three does not show. Not-a-number where nothing is. */
	private static float[] median(final List<float[]> volumes) {
		final float[] median = new float[volumes.get(0).length];
		final float[] found = new float[volumes.size()];
		for (int i = 0; i < median.length; i++) {
			int n = 0;
			for (final float[] volume : volumes)
				if (Float.isFinite(volume[i]))
					found[n++] = volume[i];
			Arrays.sort(found, 0, n);
			median[i] = n == 0 ? Float.NaN : (found[(n - 1) / 2] + found[n / 2]) / 2;
		}
		return median;
	}

	/** @param volume the start; improved in place, but where it is not-a-number */
	private void reconstruct(final List<Stack> stacks, final List<Refined> refined, final List<Affine> places,
		final List<ValueFit> fits, final float[] volume, final Progress progress)
	{
		final Refined first = refined.get(0);
		final double low = first.thick.range().min();
		final double width = first.thick.range().width();
		final BitSet missing = new BitSet(volume.length);
		for (int i = 0; i < volume.length; i++) {
			missing.set(i, Float.isNaN(volume[i]));
			volume[i] = missing.get(i) ? 0 : (float) ((volume[i] - low) / width);
		}
		final List<LeastSquares.Term> terms = new ArrayList<>();
		for (int i = 0; i < stacks.size(); i++) {
			final ThickStack thick = refined.get(i).thick;
			final SliceModel model = new SliceModel(first.volume.size(), first.volume.toWorld(), thick, //
				refined.get(i).result.grid().thick(), places.get(i), refined.get(i).result.thickness());
			final float[][] slices = new float[thick.slices().length][];
			for (int w = 0; w < slices.length; w++) {
				slices[w] = thick.slices()[w].clone();
				for (int k = 0; k < slices[w].length; k++)
					slices[w][k] = (float) ((fits.get(i).value(slices[w][k] * thick.range().width() + thick.range().min()) - low) /
						width);
			}
			final float[] trust = new float[slices.length];
			for (int w = 0; w < trust.length; w++)
				trust[w] = i == 0 ? 1 : SliceWeights.trust(w, trust.length);
			terms.add(new LeastSquares.Term(model, slices, SliceWeights.inside(model, refined.get(i).raw, trust), trust));
		}
		final float[] start = volume.clone();
		double smoothness = SMOOTHNESS;
		for (int round = 0; round < ROUNDS; round++) {
			if (round > 0) {
				double square = 0;
				for (final LeastSquares.Term term : terms)
					square += Math.pow(SliceWeights.robust(term, volume), 2) / terms.size();
				if (round == 1)
					smoothness = Math.max(SMOOTHNESS, PER_SQUARE * square);
				System.arraycopy(start, 0, volume, 0, start.length);
			}
			new LeastSquares(terms, first.volume.size(), smoothness).improve(volume, progress.part((double) round / ROUNDS,
				(round + 1.0) / ROUNDS));
		}
		for (int i = 0; i < volume.length; i++)
			volume[i] = missing.get(i) ? Float.NaN : (float) (volume[i] * width + low);
	}

	/** In the first stack's pixel type. */
	private static VolumeImage typed(final VolumeImage input, final VolumeGrid grid, final float[] values) {
		final VolumePlanes result = VolumePlanes.allocate(input, grid);
		final PlaneStack planes = result.planes();
		final int size = Math.toIntExact(planes.width() * planes.height());
		for (int z = 0; z < planes.size(); z++)
			Planes.writer(result.plane(z), ValueRange.RAW).write(Region.between(0, 0, planes.width(), planes.height()), //
				FloatBuffer.wrap(values, z * size, size).slice());
		return new VolumeImage(planes, 1, 1, grid.to());
	}

	/** Planes of any gray type as 32-bit ones. */
	private record Floats(PlaneStack planes) implements PlaneStack {

		static PlaneStack of(final PlaneStack planes) {
			return planes.plane(0).getType() instanceof FloatType ? planes : new Floats(planes);
		}

		@Override
		public long width() {
			return planes.width();
		}

		@Override
		public long height() {
			return planes.height();
		}

		@Override
		public int size() {
			return planes.size();
		}

		@SuppressWarnings({ "unchecked", "rawtypes" })
		@Override
		public RandomAccessibleInterval<?> plane(final int index) {
			final RandomAccessibleInterval plane = planes.plane(index);
			return plane.getType() instanceof RealType ? Converters.convert(plane, (in, out) -> ((FloatType) out).set(
				((RealType<?>) in).getRealFloat()), new FloatType()) : plane;
		}
	}
}

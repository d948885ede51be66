package vernier.superres.volume;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
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
 * (see {@link Reconstruction}).
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
		final List<float[]> onGrid = new ArrayList<>();
		final List<Reconstruction.Measured> measured = new ArrayList<>();
		final List<String> names = names(stacks);
		final Map<String, String> moved = new LinkedHashMap<>();
		final Refined first = refine(stacks.get(0), options.spacing(), ratio, progress.part(0, 0.65 / stacks.size()));
		onGrid.add(first.volume.values());
		measured.add(first.measured(stacks.get(0).toWorld(), ValueFit.NONE));
		// one after the other, since a fine volume takes as much memory as all slices of all stacks
		for (int i = 1; i < stacks.size(); i++) {
			Refined stack = refineOther(stacks.get(i), first.grid.to().finest(), ratio, progress.part(0.65 * i / stacks.size(), 0.65 *
				(i + 1) / stacks.size()));
			progress.checkCancelled();
			Affine place = stacks.get(i).toWorld();
			if (align) {
				final SliceBlur blur = new SliceBlur(List.of(first.slice(stacks.get(0).toWorld()), stack.slice(place)));
				final RigidAlignment alignment = RigidAlignment.of(blur.apply(first.volume), blur.apply(stack.volume), progress);
				place = alignment.apply(place);
				stack = stack.movedBy(alignment);
				moved.put(names.get(i), alignment.toString());
				alignment.remark(names.get(i)).ifPresent(options.log());
			}
			final float[] values = stack.volume.on(first.volume);
			final ValueFit fit = fit(first, values, stacks.get(0).name(), stacks.get(i).name());
			fit.apply(values);
			fade(values, first.volume, place.inverse(), stack);
			onGrid.add(values);
			measured.add(stack.measured(place, fit));
		}
		final float[] volume = median(onGrid);
		onGrid.clear();
		new Reconstruction(measured, first.volume.size(), first.volume.toWorld()).improve(volume, progress.part(0.65, 1));
		final Map<String, String> provenance = new LinkedHashMap<>(first.provenance);
		provenance.put("Vernier fusion", stacks.size() + " stacks: " + String.join(", ", names));
		moved.forEach((name, text) -> provenance.put("Vernier alignment of " + name, text));
		provenance.put("Vernier time", String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - start) / 1e9));
		return new Result(typed(stacks.get(0).image(), first.grid, volume), first.grid, moved, provenance);
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

	/**
	 * What the network makes of a stack alone.
	 *
	 * @param grid from its voxels to those of the volume
	 * @param thickness of a slice, in slice distances
	 * @param raw its slices as they were read
	 * @param thick with all values finite
	 */
	private record Refined(VolumeGrid grid, double thickness, Map<String, String> provenance, WorldVolume volume,
		ThickStack raw, ThickStack thick) {

		Refined movedBy(final RigidAlignment alignment) {
			return new Refined(grid, thickness, provenance, new WorldVolume(volume.values(), volume.size(), alignment.apply(volume
				.toWorld())), raw, thick);
		}

		/** All but the volume. */
		Reconstruction.Measured measured(final Affine place, final ValueFit fit) {
			return new Reconstruction.Measured(raw, thick, grid.thick(), thickness, place, fit);
		}

		/** See {@link SliceBlur#across}. */
		double[] slice(final Affine toWorld) {
			return SliceBlur.across(toWorld, grid.thick(), thickness);
		}

		/** Below this is background. */
		double dark() {
			return thick.range().min() + 0.08 * thick.range().width();
		}
	}

	/** @param own values on the first one's grid */
	private static ValueFit fit(final Refined first, final float[] own, final String firstName, final String name) {
		final ValueFit fit = ValueFit.of(first.volume, own, first.dark());
		if (fit != null)
			return fit;
		int common = 0;
		int bright = 0;
		for (int i = 0; i < own.length; i++)
			if (Float.isFinite(own[i])) {
				common++;
				bright += first.volume.values()[i] > first.dark() ? 1 : 0;
			}
		throw new VernierException("\"" + name + "\" " + (common == 0 ? "does not overlap \"" + firstName + "\" by their headers"
			: "and \"" + firstName + "\" have " + common + " voxels in common by their headers, " + bright + " of them brighter " +
				"than background, and " + ValueFit.FEWEST + " of these are needed") + ": choose stacks of one subject and session.");
	}

	/**
	 * The slice thickness of all stacks in slice distances: stacks of one subject are taken with one protocol, and what
	 * misleads the estimate, noise and motion, makes it too small.
	 */
	private double commonThickness(final List<Stack> stacks, final Progress progress) {
		double ratio = 0;
		for (final Stack stack : stacks) {
			final Spacing spacing = stack.image().spacing();
			final VolumeGrid grid = new VolumeGrid(spacing, spacing, spacing.coarsest());
			ratio = Math.max(ratio, VolumeSuperResolution.estimated(named(stack, () -> ThickStack.load(stack.image().volume(0, 0),
				grid.thick(), progress).finite()), grid));
		}
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

	/** To the first stack's finest spacing, where this one is coarser; one that is as fine along all axes is taken as it is. */
	private Refined refineOther(final Stack stack, final double finest, final double ratio, final Progress progress) {
		final Spacing own = stack.image().spacing();
		final Spacing wanted = new Spacing(Math.min(own.x(), finest), Math.min(own.y(), finest), Math.min(own.z(), finest));
		return new VolumeGrid(own, wanted, own.coarsest()).to().equals(own) ? asItIs(stack, ratio, progress) : refine(stack, wanted
			.x() + "x" + wanted.y() + "x" + wanted.z(), ratio, progress);
	}

	/**
	 * @param wanted spacing, see {@link VolumeGrid#of}
	 * @param ratio slice thickness in slice distances, 0 for what the options say
	 */
	private Refined refine(final Stack stack, final String wanted, final double ratio, final Progress progress) {
		final Spacing own = stack.image().spacing();
		final VolumeImage floats = new VolumeImage(Floats.of(stack.image().planes()), 1, 1, own);
		final VolumeOptions spaced = options.withSpacing(wanted);
		final VolumeSuperResolution.Result result = named(stack, () -> {
			final VolumeGrid grid = VolumeGrid.of(own, wanted);
			try (VolumeSuperResolution sr = new VolumeSuperResolution(ratio == 0 ? spaced : spaced.withThickness(ratio * own.along(
				grid.thick()))))
			{
				return sr.refine(floats, progress);
			}
		});
		final ThickStack raw = ThickStack.load(stack.image().volume(0, 0), result.grid().thick(), progress);
		return new Refined(result.grid(), result.thickness(), result.provenance(), WorldVolume.of(result.image().volume(0, 0), //
			stack.toWorld().rescaled(result.grid().geometry())), raw, raw.finite());
	}

	private Refined asItIs(final Stack stack, final double ratio, final Progress progress) {
		final Spacing own = stack.image().spacing();
		options.log().accept("\"" + stack.name() + "\" has voxels of " + own + " and is taken as it is");
		final VolumeGrid grid = new VolumeGrid(own, own, own.coarsest());
		final ThickStack raw = named(stack, () -> ThickStack.load(stack.image().volume(0, 0), grid.thick(), progress));
		// a thickness that is stated is that of the thick slices; these touch at most
		final double thickness = ratio > 0 ? ratio : Math.min(1, options.thickness() / grid.from().along(grid.thick()));
		return new Refined(grid, thickness, Map.of(), WorldVolume.of(stack.image().volume(0, 0), stack.toWorld()), raw, raw
			.finite());
	}

	/** Turns a stack's values on the first one's grid into those of the first towards the stack's ends: no seam shows. */
	private static void fade(final float[] values, final WorldVolume first, final Affine toStack, final Refined stack) {
		final int[] size = first.size();
		final int thick = stack.grid.thick();
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

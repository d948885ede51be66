package vernier.superres.volume;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import vernier.image.BlockReader;
import vernier.image.PlaneReader;
import vernier.image.PlaneStack;
import vernier.image.PlaneWriter;
import vernier.image.Planes;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.inference.TiledRun;
import vernier.superres.Options;
import vernier.superres.Resampler;
import vernier.superres.Scale;
import vernier.superres.SuperResolution;

/**
 * Brings the slices' own plane to the wanted spacing: by cubic convolution (antialiased where it becomes coarser), or by
 * the super-resolution networks if asked for and both axes become finer. These are opened when first needed and kept for
 * further stacks.
 */
final class InPlane implements AutoCloseable {

	private static final ValueRange UNIT = new ValueRange(0, 1, 0);

	private final VolumeOptions options;
	private final double factorU;
	private final double factorV;
	private SuperResolution networks;
	private Map<String, String> provenance = Map.of();

	/** Tells the log where networks are asked for and cannot do it. */
	InPlane(final VolumeOptions options, final VolumeGrid grid) {
		this.options = options;
		factorU = grid.factor(ThickStack.uAxis(grid.thick()));
		factorV = grid.factor(ThickStack.vAxis(grid.thick()));
		if (options.inPlane() && Math.max(factorU, factorV) > 1 && !isLearned())
			options.log().accept(String.format(Locale.ROOT, "The slices' own plane is refined by cubic interpolation: networks " +
				"take factors from %s to %s along both of its axes, and %s and %s are asked for", Spacing.number(Scale.MIN), //
				Spacing.number(Scale.MAX), Spacing.number(factorU), Spacing.number(factorV)));
	}

	/** False if the plane's spacing is the wanted one already. */
	boolean isNeeded() {
		return factorU != 1 || factorV != 1;
	}

	/** True if networks do it. */
	boolean isLearned() {
		return options.inPlane() && Math.min(factorU, factorV) >= Scale.MIN && Math.max(factorU, factorV) <= Scale.MAX;
	}

	/** What did it to the first stack that was refined, for image properties; empty if there was nothing to do. */
	Map<String, String> provenance() {
		return provenance;
	}

	/** @param stack all values finite */
	ThickStack refine(final ThickStack stack, final Progress progress) {
		if (!isNeeded())
			return stack;
		final Slices slices = new Slices(stack);
		final float[][] fine = isLearned() ? learned(slices, progress) : cubic(slices, progress);
		final Resampler size = new Resampler(factorU, factorV, 1);
		return new ThickStack((int) size.targetWidth(stack.nu()), (int) size.targetHeight(stack.nv()), fine, stack.range(),
			stack.background());
	}

	private float[][] learned(final Slices slices, final Progress progress) {
		if (networks == null)
			networks = new SuperResolution(Options.defaults().withCatalog(options.catalog()).withScale(new Scale(factorU, factorV))
				.withDevice(options.device()).withBudget(options.budget()).withTile(options.tile()).withLog(options.log()));
		final float[][] fine = new float[slices.size()][];
		final SuperResolution.Result result = networks.enlarge(slices, progress);
		for (int k = 0; k < fine.length; k++)
			fine[k] = values(result.image().plane(k));
		if (provenance.isEmpty())
			provenance = renamed(result.provenance());
		return fine;
	}

	private static Map<String, String> renamed(final Map<String, String> made) {
		final Map<String, String> map = new LinkedHashMap<>();
		for (final String what : List.of("model", "model sha256", "device", "tiles"))
			map.put("Vernier in-plane " + what, made.get("Vernier " + what));
		return map;
	}

	private static float[] values(final RandomAccessibleInterval<?> plane) {
		final float[] values = new float[(int) (plane.dimension(0) * plane.dimension(1))];
		final BlockReader reader = Planes.reader(plane, UNIT);
		reader.read(Region.between(0, 0, reader.width(), reader.height()), FloatBuffer.wrap(values));
		return values;
	}

	private float[][] cubic(final Slices slices, final Progress progress) {
		final Resampler resampler = new Resampler(factorU, factorV, 1);
		final int width = (int) resampler.targetWidth(slices.width());
		final int height = (int) resampler.targetHeight(slices.height());
		final float[][] fine = new float[slices.size()][width * height];
		provenance = Map.of("Vernier in-plane model", "cubic interpolation");
		try (TiledRun run = TiledRun.of(resampler, options.tile(), options.budget(), 1)) {
			for (int k = 0; k < fine.length; k++)
				run.run(new PlaneReader(ArrayImgs.floats(slices.stack.slices()[k], slices.width(), slices.height()), UNIT), //
					new PlaneWriter(ArrayImgs.floats(fine[k], width, height), UNIT), //
					progress.part((double) k / fine.length, (k + 1.0) / fine.length));
		}
		return fine;
	}

	@Override
	public void close() {
		if (networks != null)
			networks.close();
		networks = null;
	}

	/** The slices as planes. */
	private record Slices(ThickStack stack) implements PlaneStack {

		@Override
		public long width() {
			return stack.nu();
		}

		@Override
		public long height() {
			return stack.nv();
		}

		@Override
		public int size() {
			return stack.slices().length;
		}

		@Override
		public RandomAccessibleInterval<?> plane(final int index) {
			return ArrayImgs.floats(stack.slices()[index], stack.nu(), stack.nv());
		}
	}
}

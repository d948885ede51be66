package vernier.superres.volume;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.inference.ModelSession;
import vernier.inference.NetworkOperator;
import vernier.model.Model;

/**
 * Refines volumes with thick slices: the stack is resliced along its two fine axes, every reslice refined through the
 * slices by a network for any factor up to 6, and the two answers are averaged. The slices' own plane is resampled where
 * the wanted spacing says so, by cubic convolution or, on request, by a super-resolution network.
 *
 * <pre>
 * try (VolumeSuperResolution sr = new VolumeSuperResolution(VolumeOptions.defaults())) {
 *   RandomAccessibleInterval&lt;FloatType&gt; fine = sr.refine(volume, new Spacing(0.7, 0.7, 3));
 * }
 * </pre>
 *
 * Pixel type and units of value are those of the input; nothing is clipped but what an integer type cannot hold.
 * Background (the volume's most frequent value) stays background. Sessions are kept from volume to volume; one thread at
 * a time.
 */
public final class VolumeSuperResolution implements AutoCloseable {

	/**
	 * A refined volume.
	 *
	 * @param image channels, frames and pixel type of the input
	 * @param grid the geometry
	 * @param thickness of a slice, in slice distances, as given or estimated
	 * @param provenance what made it, for image properties
	 */
	public record Result(VolumeImage image, VolumeGrid grid, double thickness, Map<String, String> provenance) {}

	private static final double LEAST_ESTIMATE = 0.5, LARGEST_ESTIMATE = 1;
	/** Slices touch, in slice distances, but for rounding. */
	private static final double TOUCHING = 1.01;
	/** Slices that overlap more, in slice distances, are a mistake in the number. */
	private static final double THICKEST = 4;

	private final VolumeOptions options;
	private final Optional<Model> model;
	private final ModelSession session;
	private boolean closed;

	/**
	 * Loads the network and opens it on the device.
	 *
	 * @throws VernierException if model or device are not to be had
	 */
	public VolumeSuperResolution(final VolumeOptions options) {
		this.options = options;
		options.checkThickness();
		model = ThroughPlaneModels.choose(options.catalog(), options.model());
		session = model.map(m -> ModelSession.open(m, options.device(), options.log())).orElse(null);
	}

	/**
	 * Refines an ImgLib2 volume.
	 *
	 * @param volume axes (x, y, z), real-typed
	 * @param spacing its voxel size
	 * @return the same axes and type; its first voxel is at 0, wherever that of the volume is
	 * @throws VernierException if the volume has other axes or pixels of another kind, or as
	 *           {@link #refine(VolumeImage, Progress)}
	 */
	@SuppressWarnings("unchecked")
	public <T> RandomAccessibleInterval<T> refine(final RandomAccessibleInterval<T> volume, final Spacing spacing) {
		final PlaneStack planes = refine(VolumeImage.of(volume, spacing), Progress.NONE).image().planes();
		return (RandomAccessibleInterval<T>) PlaneStack.join(planes, planes.size());
	}

	/**
	 * Refines every channel and frame.
	 *
	 * @param progress told after every reslice, asked before every one whether to stop
	 * @throws VernierException if there is one slice only, nothing to refine, or memory does not suffice
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	public Result refine(final VolumeImage image, final Progress progress) {
		if (closed)
			throw new IllegalStateException("This super-resolution is closed");
		final long start = System.nanoTime();
		final VolumeGrid grid = image.refined(options.spacing());
		final double distance = grid.from().along(grid.thick());
		if (options.thickness() > THICKEST * distance)
			throw new VernierException("The slice thickness is said to be " + Spacing.number(options.thickness()) +
				", but slices are only " + Spacing.number(distance) + " apart: give the thickness of one slice, in the image's unit.");
		if (options.thickness() > TOUCHING * distance)
			options.log().accept("The slice thickness is said to be " + Spacing.number(options.thickness()) + ", and slices are " +
				Spacing.number(distance) + " apart: that is right only where slices overlap.");
		final VolumePlanes result = VolumePlanes.allocate(image, grid);
		final int volumes = image.channels() * image.frames();
		double thickness = options.thickness() / distance;
		String tiles = "";
		final Map<String, String> ownPlane;
		try (InPlane inPlane = new InPlane(options, grid)) {
			for (int i = 0; i < volumes; i++) {
				final int channel = i % image.channels();
				final int frame = i / image.channels();
				final Progress part = progress.part((double) i / volumes, (i + 1.0) / volumes);
				final ThickStack raw = ThickStack.load(image.volume(channel, frame), grid.thick(), part);
				final ThickStack finite = raw.finite();
				if (thickness == 0)
					thickness = estimate(finite, grid);
				final ThickStack fine = inPlane.refine(finite, part.part(0, 0.1));
				if (i == volumes - 1)
					// their memory is better spent on what follows
					inPlane.close();
				final ColumnRun run = new ColumnRun(options, grid, network(), fine, thickness);
				run.run(result.writer(channel, frame, raw), part.part(inPlane.isNeeded() ? 0.1 : 0, 1));
				tiles = run.describe();
			}
			ownPlane = inPlane.provenance();
		}
		return new Result(new VolumeImage(result.planes(), image.channels(), image.frames(), grid.to()), grid,
			thickness, provenance(grid, thickness, tiles, ownPlane, (System.nanoTime() - start) / 1e9));
	}

	private Optional<NetworkOperator> network() {
		return model.map(m -> new NetworkOperator(m, session));
	}

	/** In slice distances. */
	private double estimate(final ThickStack stack, final VolumeGrid grid) {
		final double found = estimated(stack, grid);
		options.log().accept(String.format(Locale.ROOT, "Slice thickness estimated as %.2f of the slice distance: %s, where " +
			"slices are %s apart", found, Spacing.number(found * grid.from().along(grid.thick())), Spacing.number(grid.from().along(
				grid.thick()))));
		return found;
	}

	/**
	 * The slice thickness in slice distances, at least a half: scanners hardly ever leave wider gaps, and motion or noise
	 * between slices looks like that. At most 1, since slices do not overlap as a rule: what looks like that is smooth.
	 *
	 * @param stack all values finite
	 */
	static double estimated(final ThickStack stack, final VolumeGrid grid) {
		final Spacing from = grid.from();
		final double distance = from.along(grid.thick());
		final double estimate = SliceThickness.estimate(stack, distance / from.along(ThickStack.uAxis(grid.thick())), //
			distance / from.along(ThickStack.vAxis(grid.thick())));
		return Math.max(LEAST_ESTIMATE, Math.min(LARGEST_ESTIMATE, estimate));
	}

	private Map<String, String> provenance(final VolumeGrid grid, final double thickness, final String tiles,
		final Map<String, String> ownPlane, final double seconds)
	{
		final Map<String, String> map = new LinkedHashMap<>();
		map.put("Vernier model", model.map(m -> m.description().label()).orElse(
			"cubic interpolation"));
		model.ifPresent(m -> map.put("Vernier model sha256", m.description().sha256()));
		map.put("Vernier device", session == null ? "CPU" : session.device());
		map.put("Vernier spacing", grid.from() + " to " + grid.to());
		map.put("Vernier slice thickness", Spacing.number(thickness < 1e-3 ? 0 : thickness * grid.from().along(grid.thick())) + //
			(options.thickness() > 0 ? "" : " (estimated)"));
		map.put("Vernier consistency", options.consistent() ? "back-projected" : "off");
		map.put("Vernier tiles", tiles);
		map.putAll(ownPlane);
		map.put("Vernier time", String.format(Locale.ROOT, "%.2f s", seconds));
		return map;
	}

	@Override
	public void close() {
		closed = true;
		if (session != null)
			session.close();
	}
}

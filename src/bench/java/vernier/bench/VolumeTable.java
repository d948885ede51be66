package vernier.bench;

import java.util.Locale;

import vernier.image.Progress;
import vernier.inference.Device;
import vernier.superres.volume.Spacing;
import vernier.superres.volume.ThroughPlaneModels;
import vernier.superres.volume.VolumeOptions;
import vernier.superres.volume.VolumeSuperResolution;

/**
 * Refinement of thick slices as {@code vernier volume} does it, against the truth: isotropic volumes are reduced along z
 * and refined by cubic interpolation, by the network, and by the network with consistency. The slices touch
 * ({@code thick}: a Gaussian profile as wide at half maximum as slices are apart) or have gaps ({@code gaps}: the voxel at
 * the slice's centre, or the mean of the two that it lies between); their thickness is told. Prints a line of JSON each, as
 * {@code models/training/mri_evaluate.py} does: PSNR in dB and SSIM, three-dimensional, inside the head.
 * <p>
 * Arguments: files=NAME:FILE,... factors=2,3,4,6 slices=thick,gaps planes=48 (middle sagittal ones) model=Auto.
 */
public final class VolumeTable {

	/** Of thin slices, in slice distances: a point. */
	private static final double THIN = 1e-4;

	private final Bench bench;

	private VolumeTable(final Bench bench) {
		this.bench = bench;
	}

	public static void main(final String[] args) {
		final VolumeTable table = new VolumeTable(new Bench(args));
		HeadVolume.each(table.bench, (name, whole) -> {
			final HeadVolume head = whole.middle(table.bench.get("planes", 48));
			for (final int factor : table.bench.list("factors", "2,3,4,6"))
				for (final String slices : table.bench.get("slices", "thick,gaps").split(","))
					table.score(name, head, factor, slices.equals("thick"));
		});
		System.exit(0);
	}

	private void score(final String name, final HeadVolume head, final int factor, final boolean thick) {
		final int n = head.size()[2] / factor;
		final HeadVolume truth = head.shortened(n * factor);
		final float[] low = reduced(truth, n, factor, thick);
		final VolumeOptions told = VolumeOptions.defaults().withDevice(Device.CPU).withModel(bench.get("model",
			ThroughPlaneModels.AUTO)).withThickness((thick ? 1 : THIN) * factor * head.voxel());
		System.out.printf(Locale.ROOT, "{\"volume\": \"%s\", \"slices\": \"%s\", \"factor\": %d, \"cubic\": %s, " +
			"\"network\": %s, \"consistent\": %s}%n", name, thick ? "thick" : "gaps", factor, //
			scores(truth, low, n, factor, told.withModel(ThroughPlaneModels.CUBIC).withConsistency(false)), //
			scores(truth, low, n, factor, told.withConsistency(false)), scores(truth, low, n, factor, told));
	}

	private static String scores(final HeadVolume truth, final float[] low, final int slices, final int factor,
		final VolumeOptions options)
	{
		final int[] size = { truth.size()[0], truth.size()[1], slices };
		final Spacing spacing = new Spacing(truth.voxel(), truth.voxel(), factor * truth.voxel());
		try (VolumeSuperResolution sr = new VolumeSuperResolution(options)) {
			final float[] fine = HeadVolume.values(sr.refine(HeadVolume.image(low, size, spacing), Progress.NONE).image());
			return String.format(Locale.ROOT, "[%.3f, %.5f]", truth.psnr(fine), truth.ssim(fine));
		}
	}

	/** Slices of a volume, beyond whose ends the last voxel goes on. */
	private static float[] reduced(final HeadVolume truth, final int slices, final int factor, final boolean thick) {
		final int plane = truth.size()[0] * truth.size()[1];
		final int planes = truth.size()[2];
		final float[] low = new float[slices * plane];
		final int reach = (int) Math.ceil(1.3 * factor) + 1;
		for (int k = 0; k < slices; k++) {
			final double centre = (k + 0.5) * factor - 0.5;
			final double[] weights = new double[planes];
			double sum = 0;
			for (int z = (int) Math.floor(centre) - reach; z <= centre + reach; z++) {
				final double d = z - centre;
				final double weight = thick ? HeadVolume.profile(d / factor) : Math.max(0, 1 - Math.abs(d));
				weights[Math.max(0, Math.min(planes - 1, z))] += weight;
				sum += weight;
			}
			for (int z = 0; z < planes; z++)
				if (weights[z] > 0)
					for (int i = 0; i < plane; i++)
						low[k * plane + i] += (float) (weights[z] / sum * truth.values()[z * plane + i]);
		}
		return low;
	}
}

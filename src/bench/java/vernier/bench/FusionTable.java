package vernier.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

import vernier.image.Affine;
import vernier.image.Progress;
import vernier.inference.Device;
import vernier.superres.CubicKernel;
import vernier.superres.volume.Spacing;
import vernier.superres.volume.StackFusion;
import vernier.superres.volume.ThroughPlaneModels;
import vernier.superres.volume.VolumeImage;
import vernier.superres.volume.VolumeOptions;
import vernier.superres.volume.VolumeSuperResolution;

/**
 * Fusion as {@code vernier volume --with} does it, with its defaults, against the truth. Three stacks of thick slices are
 * made of an isotropic volume, along z, y and x, with a Gaussian profile as wide at half maximum as slices are apart. The
 * head moves before the second and the third: turned about an axis and shifted in a direction drawn at random, by half to
 * all of the given degrees and millimetres. Every stack has its gain and noise (the magnitude of a complex signal with
 * normal noise), its header says nothing of the movement. Prints PSNR in dB and SSIM, three-dimensional, inside the head:
 * of the first stack by cubic interpolation and by the network, of two and of three fused, and of three without alignment.
 * The stacks' field of view is the middle of the head.
 * <p>
 * Arguments: files=NAME:FILE,... view=56,56,56 (mm along x, y, z) distance=4 (mm) degrees=3 shift=2 (mm)
 * gains=1,0.8,1.3 noise=0.01 seed=1 thickness=0 (mm; 0 to have it estimated) model=Auto
 * methods=cubic,network,two,three,unaligned verbose=0 (1 for what the log and the alignment say).
 */
public final class FusionTable {

	/** Samples of the profile per voxel. */
	private static final int FINE = 2;
	private static final double REACH = 1.3;

	private final Bench bench;
	private final double distance;
	private final VolumeOptions options;
	private final String[] methods;

	private FusionTable(final Bench bench) {
		this.bench = bench;
		distance = Double.parseDouble(bench.get("distance", "4"));
		VolumeOptions told = VolumeOptions.defaults().withDevice(Device.CPU).withModel(bench.get("model",
			ThroughPlaneModels.AUTO)).withThickness(Double.parseDouble(bench.get("thickness", "0")));
		if (bench.get("verbose", 0) > 0)
			told = told.withLog(System.out::println);
		options = told;
		methods = bench.get("methods", "cubic,network,two,three,unaligned").split(",");
	}

	public static void main(final String[] args) {
		final FusionTable table = new FusionTable(new Bench(args));
		System.out.println("| volume | " + String.join(" | ", table.methods) + " |");
		System.out.println("|---" + "|---".repeat(table.methods.length) + "|");
		HeadVolume.each(table.bench, (name, head) -> System.out.println(table.row(name, head)));
		System.exit(0);
	}

	private String row(final String name, final HeadVolume head) {
		final int[] view = bench.list("view", "56,56,56");
		final int[] low = new int[3];
		final int[] high = new int[3];
		for (int d = 0; d < 3; d++) {
			final int size = (int) Math.round((int) (Math.min(view[d], head.size()[d] * head.voxel()) / distance) * distance / head
				.voxel());
			low[d] = (head.size()[d] - size) / 2;
			high[d] = low[d] + size;
		}
		final HeadVolume truth = head.cut(low, high);
		final String[] gains = bench.get("gains", "1,0.8,1.3").split(",");
		final List<StackFusion.Stack> stacks = new ArrayList<>();
		for (int i = 0; i < 3; i++)
			stacks.add(stack(head, low, truth.size(), 2 - i, new Random(bench.get("seed", 1) + 10L * i), i > 0, //
				Double.parseDouble(gains[i])));
		final StringBuilder row = new StringBuilder("| " + name);
		for (final String method : methods)
			row.append(" | ").append(score(truth, switch (method) {
				case "cubic" -> alone(stacks.get(0), options.withModel(ThroughPlaneModels.CUBIC).withConsistency(false));
				case "network" -> alone(stacks.get(0), options);
				case "two" -> fused(stacks.subList(0, 2), true);
				case "three" -> fused(stacks, true);
				case "unaligned" -> fused(stacks, false);
				default -> throw new IllegalArgumentException(method);
			}));
		return row + " |";
	}

	private static VolumeImage alone(final StackFusion.Stack stack, final VolumeOptions options) {
		try (VolumeSuperResolution sr = new VolumeSuperResolution(options)) {
			return sr.refine(stack.image(), Progress.NONE).image();
		}
	}

	private VolumeImage fused(final List<StackFusion.Stack> stacks, final boolean align) {
		final StackFusion.Result result = new StackFusion(options).fuse(stacks, align, Progress.NONE);
		result.alignments().forEach((name, text) -> options.log().accept(name + ": " + text));
		return result.image();
	}

	private static String score(final HeadVolume truth, final VolumeImage image) {
		final float[] values = HeadVolume.values(image);
		return String.format(Locale.ROOT, "%.2f / %.4f", truth.psnr(values), truth.ssim(values));
	}

	private StackFusion.Stack stack(final HeadVolume truth, final int[] low, final int[] view, final int axis,
		final Random random, final boolean moved, final double gain)
	{
		final double factor = distance / truth.voxel();
		final int[] size = view.clone();
		size[axis] = (int) Math.round(size[axis] / factor);
		final double[] steps = { 1, 1, 1 };
		steps[axis] = factor;
		final double[] still = { 1, 0, 0, 0, 1, 0, 0, 0, 1 };
		final double[] turn = moved ? turn(vector(random, Math.toRadians(Double.parseDouble(bench.get("degrees", "3"))))) : still;
		final double[] shift = moved ? vector(random, Double.parseDouble(bench.get("shift", "2")) / truth.voxel()) : new double[3];
		final float[] values = new float[size[0] * size[1] * size[2]];
		final int half = (int) Math.ceil(REACH * factor * FINE);
		final double[] weights = IntStream.rangeClosed(-half, half).mapToDouble(i -> HeadVolume.profile(i / factor / FINE))
			.toArray();
		IntStream.range(0, size[2]).parallel().forEach(z -> {
			for (int y = 0; y < size[1]; y++)
				for (int x = 0; x < size[0]; x++) {
					double sum = 0;
					double all = 0;
					for (int i = -half; i <= half; i++) {
						final double[] at = { low[0] + (x + 0.5) * steps[0] - 0.5, low[1] + (y + 0.5) * steps[1] - 0.5, low[2] + (z +
							0.5) * steps[2] - 0.5 };
						at[axis] += (double) i / FINE;
						sum += weights[i + half] * sample(truth, at, turn, shift);
						all += weights[i + half];
					}
					values[(z * size[1] + y) * size[0] + x] = (float) (sum / all);
				}
		});
		final double noise = Double.parseDouble(bench.get("noise", "0.01"));
		for (int i = 0; i < values.length; i++)
			values[i] = (float) (gain * Math.hypot(values[i] + noise * random.nextGaussian(), noise * random.nextGaussian()));
		final double mm = truth.voxel();
		final Spacing spacing = new Spacing(mm * steps[0], mm * steps[1], mm * steps[2]);
		return new StackFusion.Stack(HeadVolume.image(values, size, spacing), Affine.of(spacing.x(), 0, 0, mm * (steps[0] - 1) / 2,
			0, spacing.y(), 0, mm * (steps[1] - 1) / 2, 0, 0, spacing.z(), mm * (steps[2] - 1) / 2), "stack " + "xyz".charAt(axis));
	}

	/** In a random direction, of half to all of a length. */
	private static double[] vector(final Random random, final double length) {
		final double[] vector = { random.nextGaussian(), random.nextGaussian(), random.nextGaussian() };
		final double scale = length * (0.5 + 0.5 * random.nextDouble()) / Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1] +
			vector[2] * vector[2]);
		return new double[] { scale * vector[0], scale * vector[1], scale * vector[2] };
	}

	/** The turn about a vector by its length in radians (Rodrigues), row by row. */
	private static double[] turn(final double[] vector) {
		final double angle = Math.max(1e-12, Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]));
		final double x = vector[0] / angle;
		final double y = vector[1] / angle;
		final double z = vector[2] / angle;
		final double c = Math.cos(angle);
		final double s = Math.sin(angle);
		final double d = 1 - c;
		return new double[] { c + x * x * d, x * y * d - z * s, x * z * d + y * s, y * x * d + z * s, c + y * y * d, //
			y * z * d - x * s, z * x * d - y * s, z * y * d + x * s, c + z * z * d };
	}

	/** The truth where a voxel of the moved head came from, by cubic convolution; the last voxel goes on beyond the ends. */
	private static double sample(final HeadVolume truth, final double[] at, final double[] turn, final double[] shift) {
		final int[] size = truth.size();
		final double[] from = new double[3];
		for (int row = 0; row < 3; row++) {
			from[row] = (size[row] - 1) / 2.0;
			for (int k = 0; k < 3; k++)
				from[row] += turn[3 * row + k] * (at[k] - (size[k] - 1) / 2.0 - shift[k]);
		}
		final double[][] weights = new double[3][4];
		for (int d = 0; d < 3; d++)
			for (int k = 0; k < 4; k++)
				weights[d][k] = CubicKernel.value(from[d] - Math.floor(from[d]) + 1 - k);
		double sum = 0;
		for (int k = 0; k < 4; k++)
			for (int j = 0; j < 4; j++) {
				final double weight = weights[2][k] * weights[1][j];
				if (weight != 0) {
					final int row = (index(from[2], k, size[2]) * size[1] + index(from[1], j, size[1])) * size[0];
					for (int i = 0; i < 4; i++)
						sum += weight * weights[0][i] * truth.values()[row + index(from[0], i, size[0])];
				}
			}
		return sum;
	}

	private static int index(final double from, final int tap, final int size) {
		return Math.max(0, Math.min(size - 1, (int) Math.floor(from) - 1 + tap));
	}
}

package vernier.bench;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import vernier.image.GrayReader;
import vernier.image.ImageDocument;
import vernier.image.PlaneStack;
import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.superres.volume.Spacing;
import vernier.superres.volume.VolumeImage;

/**
 * A volume that is known in full, to score what comes of its thick slices: values from 0 to 1 between the least and the
 * 99.8th percentile of what is above it, not clipped, and the head's voxels. Both as {@code models/training/mri_data.py}
 * has them.
 *
 * @param values x fastest, then y, then z
 * @param inside true in the head
 * @param size voxels along x, y, z
 * @param voxel their size in mm, along all axes
 */
record HeadVolume(float[] values, boolean[] inside, int[] size, double voxel) {

	private static final double BRIGHT = 0.998;
	/** The head is what is brighter, smoothed by a Gaussian of 1.5 voxels. */
	private static final double HEAD = 0.08;
	private static final double SIGMA = 1.5;
	/** Voxels that gaps in the head are closed by. */
	private static final int CLOSED = 3;
	private static final int MARGIN = 6;
	/** Side of the cube that similarity is measured in, and the constants of Wang et al. 2004 for a range of 1. */
	private static final int WINDOW = 7;
	private static final double C1 = 1e-4;
	private static final double C2 = 9e-4;

	/** Does something for every volume of the arguments, files=NAME:FILE,...; a line in a name stands for a blank. */
	static void each(final Bench bench, final BiConsumer<String, HeadVolume> action) {
		for (final String named : bench.get("files", "").split(",")) {
			final String[] parts = named.split(":", 2);
			action.accept(parts[0].replace('_', ' '), load(Path.of(parts[1])));
		}
	}

	/** Weight at a distance from a slice's middle, of a Gaussian profile as wide at half maximum as slices are apart. */
	static double profile(final double slices) {
		return Math.exp(-4 * Math.log(2) * slices * slices);
	}

	/** The volume of a file, cut to the head's bounding box and a margin. */
	private static HeadVolume load(final Path file) {
		final ImageDocument document = ImageDocument.open(file);
		final float[] values = read(document.planes(), document.slices());
		normalise(values);
		final int[] size = { (int) document.planes().width(), (int) document.planes().height(), document.slices() };
		final boolean[] inside = head(values, size);
		final int[] low = size.clone();
		final int[] high = new int[3];
		for (int i = 0; i < inside.length; i++)
			if (inside[i])
				for (int d = 0; d < 3; d++) {
					low[d] = Math.min(low[d], place(i, size, d));
					high[d] = Math.max(high[d], place(i, size, d) + 1);
				}
		for (int d = 0; d < 3; d++) {
			low[d] = Math.max(0, low[d] - MARGIN);
			high[d] = Math.min(size[d], high[d] + MARGIN);
		}
		// headers hold 32-bit floats
		return new HeadVolume(values, inside, size, Math.round(1000 * document.voxelSize()[0]) / 1000.0).cut(low, high);
	}

	private static void normalise(final float[] values) {
		final float[] sorted = values.clone();
		Arrays.sort(sorted);
		int first = 0;
		while (sorted[first] <= sorted[0])
			first++;
		final double at = first + BRIGHT * (sorted.length - 1 - first);
		final double high = sorted[(int) at] + (at - (int) at) * (sorted[(int) at + 1] - sorted[(int) at]);
		for (int i = 0; i < values.length; i++)
			values[i] = (float) ((values[i] - sorted[0]) / (high - sorted[0]));
	}

	private static int place(final int index, final int[] size, final int axis) {
		return axis == 0 ? index % size[0] : axis == 1 ? index / size[0] % size[1] : index / size[0] / size[1];
	}

	private static int stride(final int[] size, final int axis) {
		return axis == 0 ? 1 : axis == 1 ? size[0] : size[0] * size[1];
	}

	/** The part from {@code low} to before {@code high}. */
	HeadVolume cut(final int[] low, final int[] high) {
		final int[] part = { high[0] - low[0], high[1] - low[1], high[2] - low[2] };
		final float[] cut = new float[part[0] * part[1] * part[2]];
		final boolean[] head = new boolean[cut.length];
		for (int i = 0; i < cut.length; i++) {
			final int from = ((place(i, part, 2) + low[2]) * size[1] + place(i, part, 1) + low[1]) * size[0] + place(i, part, 0) +
				low[0];
			cut[i] = values[from];
			head[i] = inside[from];
		}
		return new HeadVolume(cut, head, part, voxel);
	}

	/** So many of the middle sagittal planes. */
	HeadVolume middle(final int planes) {
		final int first = size[0] / 2 - planes / 2;
		return cut(new int[] { first, 0, 0 }, new int[] { first + planes, size[1], size[2] });
	}

	/** So many planes along z. */
	HeadVolume shortened(final int planes) {
		return cut(new int[3], new int[] { size[0], size[1], planes });
	}

	/** Bright, closed and filled: the largest connected part. */
	private static boolean[] head(final float[] values, final int[] size) {
		float[] smooth = values;
		final double[] kernel = new double[2 * (int) (4 * SIGMA + 0.5) + 1];
		for (int k = 0; k < kernel.length; k++)
			kernel[k] = Math.exp(-Math.pow((k - kernel.length / 2) / SIGMA, 2) / 2);
		for (int axis = 0; axis < 3; axis++)
			smooth = filter(smooth, size, axis, kernel);
		boolean[] head = new boolean[values.length];
		for (int i = 0; i < head.length; i++)
			head[i] = smooth[i] > HEAD;
		for (int i = 0; i < CLOSED; i++)
			head = spread(head, size, true);
		for (int i = 0; i < CLOSED; i++)
			head = spread(head, size, false);
		final boolean[] bright = head;
		boolean[] largest = new boolean[head.length];
		final boolean[] seen = new boolean[head.length];
		int most = 0;
		for (int i = 0; i < head.length; i++)
			if (bright[i] && !seen[i]) {
				final boolean[] part = new boolean[head.length];
				final int count = flood(part, size, i, at -> bright[at]);
				for (int k = 0; k < part.length; k++)
					seen[k] |= part[k];
				if (count > most) {
					most = count;
					largest = part;
				}
			}
		final boolean[] part = largest;
		final boolean[] outside = new boolean[head.length];
		for (int i = 0; i < outside.length; i++)
			for (int d = 0; d < 3; d++)
				if (!part[i] && !outside[i] && (place(i, size, d) == 0 || place(i, size, d) == size[d] - 1))
					flood(outside, size, i, at -> !part[at]);
		for (int i = 0; i < outside.length; i++)
			outside[i] = !outside[i];
		return outside;
	}

	/** Normalised weights along an axis; the volume is mirrored at its ends. */
	private static float[] filter(final float[] in, final int[] size, final int axis, final double[] kernel) {
		final double sum = Arrays.stream(kernel).sum();
		final int stride = stride(size, axis);
		final int n = size[axis];
		final float[] out = new float[in.length];
		IntStream.range(0, in.length).parallel().forEach(i -> {
			final int place = place(i, size, axis);
			double value = 0;
			for (int k = 0; k < kernel.length; k++) {
				int at = place + k - kernel.length / 2;
				at = at < 0 ? -1 - at : at >= n ? 2 * n - 1 - at : at;
				value += kernel[k] * in[i + (at - place) * stride];
			}
			out[i] = (float) (value / sum);
		});
		return out;
	}

	/** Every voxel and its six neighbours: true if any is (grown), or if all are; none are beyond the border. */
	private static boolean[] spread(final boolean[] in, final int[] size, final boolean any) {
		final boolean[] out = in.clone();
		for (int i = 0; i < in.length; i++)
			for (int d = 0; d < 3; d++) {
				final int stride = stride(size, d);
				final boolean before = place(i, size, d) > 0 && in[i - stride];
				final boolean after = place(i, size, d) < size[d] - 1 && in[i + stride];
				out[i] = any ? out[i] || before || after : out[i] && before && after;
			}
		return out;
	}

	/** Sets what is connected with a voxel by faces; the number of voxels set. */
	private static int flood(final boolean[] set, final int[] size, final int start, final IntPredicate belongs) {
		final Deque<Integer> left = new ArrayDeque<>();
		left.add(start);
		set[start] = true;
		int count = 0;
		while (!left.isEmpty()) {
			final int i = left.removeLast();
			count++;
			for (int d = 0; d < 3; d++)
				for (int step = -1; step <= 1; step += 2) {
					final int place = place(i, size, d) + step;
					final int at = i + step * stride(size, d);
					if (place >= 0 && place < size[d] && !set[at] && belongs.test(at)) {
						set[at] = true;
						left.addLast(at);
					}
				}
		}
		return count;
	}

	/** Values of a volume as an image with a voxel size. */
	static VolumeImage image(final float[] values, final int[] size, final Spacing spacing) {
		final Img<FloatType> image = ArrayImgs.floats(values, size[0], size[1], size[2]);
		return VolumeImage.of(image, spacing);
	}

	/** The values of a result of one channel and frame. */
	static float[] values(final VolumeImage image) {
		return read(image.planes(), image.slices());
	}

	/** The first planes of a stack, x fastest. */
	private static float[] read(final PlaneStack planes, final int count) {
		final int nx = (int) planes.width();
		final int ny = (int) planes.height();
		final float[] values = new float[nx * ny * count];
		for (int z = 0; z < count; z++)
			new GrayReader(planes.plane(z), new ValueRange(0, 1, 0)).read(Region.between(0, 0, nx, ny), FloatBuffer.wrap(values,
				z * nx * ny, nx * ny).slice());
		return values;
	}

	/** Peak signal-to-noise ratio in the head, in dB, for a peak of 1. */
	double psnr(final float[] other) {
		if (other.length != values.length)
			throw new IllegalArgumentException(other.length + " voxels instead of " + values.length);
		double sum = 0;
		int n = 0;
		for (int i = 0; i < values.length; i++)
			if (inside[i]) {
				sum += Math.pow((double) other[i] - values[i], 2);
				n++;
			}
		return -10 * Math.log10(sum / n);
	}

	/** Mean structural similarity in the head, in cubes of 7 voxels with equal weights and sample variances. */
	double ssim(final float[] other) {
		final float[] products = new float[values.length];
		final float[][] means = new float[5][];
		final double[] equal = new double[WINDOW];
		Arrays.fill(equal, 1);
		for (int m = 0; m < 5; m++) {
			for (int i = 0; i < products.length; i++)
				products[i] = m == 0 ? values[i] : m == 1 ? other[i] : (m == 4 ? other : values)[i] * (m == 2 ? values : other)[i];
			means[m] = products;
			for (int axis = 0; axis < 3; axis++)
				means[m] = filter(means[m], size, axis, equal);
		}
		final double sample = Math.pow(WINDOW, 3) / (Math.pow(WINDOW, 3) - 1);
		double sum = 0;
		int n = 0;
		for (int i = 0; i < values.length; i++)
			if (inside[i]) {
				final double a = means[0][i];
				final double b = means[1][i];
				sum += (2 * a * b + C1) * (2 * sample * (means[3][i] - a * b) + C2) / ((a * a + b * b + C1) * (sample * (means[2][i] -
					a * a + means[4][i] - b * b) + C2));
				n++;
			}
		return sum / n;
	}
}

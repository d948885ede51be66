package vernier.superres.volume;

import java.nio.FloatBuffer;
import java.util.Arrays;

import vernier.image.Progress;
import vernier.image.Region;
import vernier.inference.BlockOperator;
import vernier.inference.BlockOperator.Block;
import vernier.inference.Buffers;

/**
 * The network's work on columns of a stack. The stack is resliced into planes along u and w, and into planes along v and
 * w; each, interpolated along w to the wanted grid, goes through the network with its neighbours on both sides; the two
 * answers for a voxel are averaged (as in Sood and Rusu 2019, "Anisotropic super resolution in prostate MRI using super
 * resolution generative adversarial networks", and Zhao et al. 2021, SMORE).
 * <p>
 * Input of the network, rows along w: the plane behind, the plane, the plane before (values 0 to 1), distance from the
 * next measured slice (0 on it, 1 midway between two), 1 / factor, slice thickness / slice distance. Output: the plane.
 */
final class ThroughPlaneNetwork {

	/** Input channels of such a network. */
	static final int CHANNELS = 6;

	private static final int PLANES = 3;

	private final BlockOperator network;
	private final ThickStack stack;
	private final AxisWeights cubic;
	private final float[] phase;
	private final float inverseFactor;
	private final float thickness;
	private FloatBuffer source;
	private FloatBuffer target;

	/**
	 * @param network from {@value #CHANNELS} channels to 1, same size
	 * @param stack thick slices, all values finite
	 * @param cubic from slices to the wanted grid
	 * @param factor voxels of the wanted grid per slice
	 * @param thickness of slices, in slice distances; 0 for points
	 */
	ThroughPlaneNetwork(final BlockOperator network, final ThickStack stack, final AxisWeights cubic, final double factor,
		final double thickness)
	{
		this.network = network;
		this.stack = stack;
		this.cubic = cubic;
		// beyond what it was trained on the network would guess
		inverseFactor = (float) (1 / Math.max(VolumeGrid.LEAST_FACTOR, Math.min(VolumeGrid.LARGEST_FACTOR, factor)));
		this.thickness = (float) Math.max(0, Math.min(1.25, thickness));
		phase = new float[cubic.outputs()];
		for (int i = 0; i < phase.length; i++) {
			final double place = (i + 0.5) / factor - 0.5;
			phase[i] = (float) (2 * Math.abs(place - Math.rint(place)));
		}
	}

	/**
	 * Computes columns.
	 *
	 * @param columns which, in u and v
	 * @param result receives w x v x u values, u fastest
	 * @param progress told and asked after every plane
	 */
	void compute(final Region columns, final float[] result, final Progress progress) {
		final int planes = columns.width() + columns.height();
		for (int j = 0; j < columns.height(); j++) {
			progress.checkCancelled();
			plane(true, columns.y() + j, columns.x(), columns.width());
			collect(result, columns, true, j);
			progress.update((j + 1.0) / planes);
		}
		for (int i = 0; i < columns.width(); i++) {
			progress.checkCancelled();
			plane(false, columns.x() + i, columns.y(), columns.height());
			collect(result, columns, false, i);
			progress.update((columns.height() + i + 1.0) / planes);
		}
	}

	/** One plane along u (or v) at a place in v (or u), columns from {@code first} on, into {@link #target}. */
	private void plane(final boolean alongU, final long place, final long first, final int count) {
		final int height = cubic.outputs();
		final int width = alongU ? stack.nu() : stack.nv();
		final Region wanted = new Region(first, 0, count, height);
		final Region needed = network.source(wanted, width, height);
		source = Buffers.atLeast(source, needed.size() * CHANNELS);
		target = Buffers.atLeast(target, wanted.size());
		final int others = alongU ? stack.nv() : stack.nu();
		for (int c = 0; c < PLANES; c++)
			interpolate(alongU, (int) Math.max(0, Math.min(others - 1, place + c - 1)), needed, c);
		final int size = (int) needed.size();
		for (int row = 0; row < needed.height(); row++)
			for (int i = row * needed.width(); i < (row + 1) * needed.width(); i++) {
				source.put(PLANES * size + i, phase[(int) needed.y() + row]);
				source.put((PLANES + 1) * size + i, inverseFactor);
				source.put((PLANES + 2) * size + i, thickness);
			}
		network.compute(new Block(needed, width, height, wanted), source, target);
	}

	private void interpolate(final boolean alongU, final int place, final Region needed, final int channel) {
		final float[][] slices = stack.slices();
		final int nu = stack.nu();
		final int from = alongU ? place * nu + (int) needed.x() : (int) needed.x() * nu + place;
		final int step = alongU ? 1 : nu;
		final float[] line = new float[needed.width()];
		for (int row = 0; row < needed.height(); row++) {
			final int w = (int) needed.y() + row;
			Arrays.fill(line, 0);
			final float[] weights = cubic.row(w);
			for (int k = 0; k < weights.length; k++) {
				final float[] slice = slices[cubic.first(w) + k];
				final float weight = weights[k];
				for (int i = 0, at = from; i < line.length; i++, at += step)
					line[i] += weight * slice[at];
			}
			source.put(channel * (int) needed.size() + row * line.length, line, 0, line.length);
		}
	}

	/** The first of the two answers is kept, the second averaged with it. */
	private void collect(final float[] result, final Region columns, final boolean alongU, final int index) {
		final int nu = columns.width();
		final int nv = columns.height();
		for (int w = 0; w < cubic.outputs(); w++)
			if (alongU)
				target.get(w * nu, result, (w * nv + index) * nu, nu);
			else
				for (int j = 0; j < nv; j++) {
					final int at = (w * nv + j) * nu + index;
					result[at] = 0.5f * (result[at] + target.get(w * nv + j));
				}
	}
}

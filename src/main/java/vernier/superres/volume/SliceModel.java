package vernier.superres.volume;

import java.util.stream.IntStream;

import vernier.image.Affine;

/**
 * How a stack of thick slices comes from a fine volume: every voxel of the stack is a mean of the volume along the line
 * through the slice, weighted by a Gaussian profile as wide as the slice is thick; between grid points the volume is
 * linear. A linear map and its transpose, which is exact: scalar products agree to rounding.
 */
final class SliceModel {

	/** The profile reaches this many half widths to both sides. */
	private static final double REACH = 2.2;
	/** Voxels from a position that is up to half a voxel outside of the grid to the farthest of the eight around it. */
	private static final double AROUND = 1.5 * Math.sqrt(3);

	private final int nx;
	private final int ny;
	private final int nz;
	private final int nu;
	private final int nv;
	private final int nw;
	/** Grid coordinates (x, y, z) of stack position 0 and of steps along u, v, w. */
	private final double[] origin;
	private final double[][] steps;
	private final double[] offsets;
	private final double[] weights;

	/**
	 * @param size of the fine grid along x, y, z
	 * @param grid its map to the world
	 * @param stack the thick slices
	 * @param thick axis of the stack's image that is w, see {@link ThickStack}
	 * @param world map of the stack's image, in its own axes, to the same world
	 * @param thickness of slices in slice distances, 0 for points
	 */
	SliceModel(final int[] size, final Affine grid, final ThickStack stack, final int thick, final Affine world,
		final double thickness)
	{
		nx = size[0];
		ny = size[1];
		nz = size[2];
		nu = stack.nu();
		nv = stack.nv();
		nw = stack.slices().length;
		final Affine toGrid = grid.inverse();
		origin = map(toGrid, world, -1);
		steps = new double[3][];
		final int[] axes = { ThickStack.uAxis(thick), ThickStack.vAxis(thick), thick };
		for (int a = 0; a < 3; a++) {
			steps[a] = map(toGrid, world, axes[a]);
			for (int d = 0; d < 3; d++)
				steps[a][d] -= origin[d];
		}
		final double step = Math.sqrt(steps[2][0] * steps[2][0] + steps[2][1] * steps[2][1] + steps[2][2] * steps[2][2]);
		final double half = REACH * thickness / 2;
		// about one sample a grid point
		final int n = (int) Math.ceil(half * step);
		offsets = new double[2 * n + 1];
		weights = new double[2 * n + 1];
		double sum = 0;
		for (int i = -n; i <= n; i++) {
			offsets[i + n] = n == 0 ? 0 : half * i / n;
			final double ratio = thickness == 0 ? 0 : offsets[i + n] / thickness;
			weights[i + n] = Math.exp(-4 * Math.log(2) * ratio * ratio);
			sum += weights[i + n];
		}
		for (int i = 0; i < weights.length; i++)
			weights[i] /= sum;
	}

	private static double[] map(final Affine toGrid, final Affine world, final int axis) {
		final double[] at = world.apply(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);
		return toGrid.apply(at[0], at[1], at[2]);
	}

	/** Values of one slice. */
	int sliceSize() {
		return nu * nv;
	}

	/**
	 * The slices of a volume.
	 *
	 * @param volume x fastest
	 * @param slices receives them; 0 where a voxel's centre is outside of the volume
	 */
	void forward(final float[] volume, final float[][] slices) {
		IntStream.range(0, nw).parallel().forEach(w -> {
			final Taps taps = new Taps();
			for (int v = 0; v < nv; v++)
				for (int u = 0; u < nu; u++) {
					double sum = 0;
					if (isInside(u, v, w))
						for (int i = 0; i < offsets.length; i++) {
							taps.set(u, v, w + offsets[i]);
							double value = 0;
							for (int k = 0; k < 8; k++)
								value += taps.weight[k] * volume[taps.index[k]];
							sum += weights[i] * value;
						}
					slices[w][v * nu + u] = (float) sum;
				}
		});
	}

	/** Adds the transpose of {@link #forward} of slices to a volume. */
	void addTransposed(final float[][] slices, final float[] volume) {
		final int apart = apart();
		// slices so far apart share no voxel, and voxels get their terms in the same order whatever thread is first
		for (int first = 0; first < Math.min(apart, nw); first++) {
			final int start = first;
			IntStream.rangeClosed(0, (nw - 1 - first) / apart).parallel().forEach(n -> addTransposed(start + n * apart, slices[start +
				n * apart], volume));
		}
	}

	private void addTransposed(final int w, final float[] slice, final float[] volume) {
		final Taps taps = new Taps();
		for (int v = 0; v < nv; v++)
			for (int u = 0; u < nu; u++) {
				final float value = slice[v * nu + u];
				if (value != 0 && isInside(u, v, w))
					for (int i = 0; i < offsets.length; i++) {
						taps.set(u, v, w + offsets[i]);
						for (int k = 0; k < 8; k++)
							volume[taps.index[k]] += (float) (weights[i] * taps.weight[k] * value);
					}
			}
	}

	/**
	 * Slices that many apart have no voxel of the volume in common: neither along the profile, which positions that are
	 * brought back to the volume do not leave by more than its length in any direction, nor by the eight voxels around.
	 */
	int apart() {
		final double[] u = steps[0];
		final double[] v = steps[1];
		final double[] w = steps[2];
		final double[] normal = { u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0] };
		final double distance = Math.abs(dot(normal, w)) / Math.sqrt(dot(normal, normal));
		final double reach = offsets[offsets.length - 1] * Math.sqrt(dot(w, w)) + AROUND;
		return distance > 0 ? (int) Math.min(nw, Math.floor(2 * reach / distance) + 1) : nw;
	}

	private static double dot(final double[] a, final double[] b) {
		return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
	}

	/** True if a voxel's centre lies in the volume. */
	boolean isInside(final int u, final int v, final int w) {
		return at(0, u, v, w) > -0.5 && at(0, u, v, w) < nx - 0.5 && at(1, u, v, w) > -0.5 && at(1, u, v, w) < ny - 0.5 &&
			at(2, u, v, w) > -0.5 && at(2, u, v, w) < nz - 0.5;
	}

	private double at(final int axis, final double u, final double v, final double w) {
		return origin[axis] + u * steps[0][axis] + v * steps[1][axis] + w * steps[2][axis];
	}

	/** The eight grid points around a position and their weights; beyond the ends the last voxel goes on. */
	private final class Taps {

		private final int[] index = new int[8];
		private final double[] weight = new double[8];

		void set(final double u, final double v, final double w) {
			final double x = Math.max(0, Math.min(nx - 1, at(0, u, v, w)));
			final double y = Math.max(0, Math.min(ny - 1, at(1, u, v, w)));
			final double z = Math.max(0, Math.min(nz - 1, at(2, u, v, w)));
			final int i = Math.min((int) x, Math.max(0, nx - 2));
			final int j = Math.min((int) y, Math.max(0, ny - 2));
			final int k = Math.min((int) z, Math.max(0, nz - 2));
			for (int tap = 0; tap < 8; tap++) {
				final int dx = tap & 1;
				final int dy = tap >> 1 & 1;
				final int dz = tap >> 2;
				index[tap] = (Math.min(nz - 1, k + dz) * ny + Math.min(ny - 1, j + dy)) * nx + Math.min(nx - 1, i + dx);
				weight[tap] = (dx == 0 ? 1 - x + i : x - i) * (dy == 0 ? 1 - y + j : y - j) * (dz == 0 ? 1 - z + k : z - k);
			}
		}
	}
}

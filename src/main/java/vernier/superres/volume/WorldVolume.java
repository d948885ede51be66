package vernier.superres.volume;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.Affine;
import vernier.image.BlockReader;
import vernier.image.Planes;
import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.image.VernierException;
import vernier.superres.CubicKernel;

/**
 * One volume of floats and where it lies in the world.
 *
 * @param values x fastest, then y, then z
 * @param size voxels along x, y, z
 * @param toWorld map from voxels
 */
record WorldVolume(float[] values, int[] size, Affine toWorld) {

	/**
	 * What is not finite becomes not-a-number.
	 *
	 * @throws VernierException if it has more voxels than one array holds
	 */
	static WorldVolume of(final List<? extends RandomAccessibleInterval<?>> planes, final Affine toWorld) {
		final int nx = (int) planes.get(0).dimension(0);
		final int ny = (int) planes.get(0).dimension(1);
		final long voxels = (long) nx * ny * planes.size();
		if (voxels > Integer.MAX_VALUE - 8L)
			throw new VernierException("A volume of " + nx + " x " + ny + " x " + planes.size() +
				" voxels is too large to fuse stacks in: ask for a larger spacing.");
		final float[] values = new float[(int) voxels];
		for (int z = 0; z < planes.size(); z++) {
			final BlockReader reader = Planes.reader(planes.get(z), ValueRange.RAW);
			reader.read(Region.between(0, 0, nx, ny), FloatBuffer.wrap(values, z * nx * ny, nx * ny).slice());
		}
		return new WorldVolume(values, new int[] { nx, ny, planes.size() }, toWorld);
	}

	/**
	 * This volume on another's grid, by cubic convolution.
	 *
	 * @param grid where; its values do not matter
	 * @return values on that grid, not-a-number outside of this volume and where it has no value within two voxels
	 */
	float[] on(final WorldVolume grid) {
		final Affine inverse = toWorld.inverse();
		final int nx = grid.size[0];
		final int ny = grid.size[1];
		final float[] result = new float[nx * ny * grid.size[2]];
		IntStream.range(0, grid.size[2]).parallel().forEach(z -> {
			final double[][] weights = new double[3][4];
			for (int y = 0; y < ny; y++)
				for (int x = 0; x < nx; x++) {
					final double[] world = grid.toWorld.apply(x, y, z);
					result[(z * ny + y) * nx + x] = at(inverse.apply(world[0], world[1], world[2]), weights);
				}
		});
		return result;
	}

	/** Value at a position in voxels. */
	private float at(final double[] position, final double[][] weights) {
		final int[] first = new int[3];
		for (int d = 0; d < 3; d++) {
			if (!(position[d] > -0.5 && position[d] < size[d] - 0.5))
				return Float.NaN;
			first[d] = (int) Math.floor(position[d]) - 1;
			for (int k = 0; k < 4; k++)
				weights[d][k] = CubicKernel.value(position[d] - first[d] - k);
		}
		double sum = 0;
		for (int k = 0; k < 4; k++) {
			final int z = clamp(first[2] + k, size[2]);
			for (int j = 0; j < 4; j++) {
				final int row = (z * size[1] + clamp(first[1] + j, size[1])) * size[0];
				double line = 0;
				for (int i = 0; i < 4; i++)
					line += weights[0][i] * values[row + clamp(first[0] + i, size[0])];
				sum += weights[2][k] * weights[1][j] * line;
			}
		}
		return (float) sum;
	}

	private static int clamp(final int index, final int size) {
		return Math.max(0, Math.min(size - 1, index));
	}
}

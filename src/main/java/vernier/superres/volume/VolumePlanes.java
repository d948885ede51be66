package vernier.superres.volume;

import java.nio.FloatBuffer;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.BlockWriter;
import vernier.image.PlaneStack;
import vernier.image.Planes;
import vernier.image.Region;
import vernier.image.ResultPlanes;

/** Writes a refined volume: planes of the input's pixel type, each made when first asked for. */
final class VolumePlanes {

	private final VolumeImage input;
	private final VolumeGrid grid;
	private final int slices;
	private final ResultPlanes planes;

	private VolumePlanes(final VolumeImage input, final VolumeGrid grid) {
		this.input = input;
		this.grid = grid;
		slices = Math.toIntExact(grid.size(2, input.size(2)));
		planes = ResultPlanes.allocate(input.planes(), grid.size(0, input.size(0)), grid.size(1, input.size(1)), //
			Math.multiplyExact(slices, input.channels() * input.frames()), index -> index % input.channels());
	}

	static VolumePlanes allocate(final VolumeImage input, final VolumeGrid grid) {
		return new VolumePlanes(input, grid);
	}

	/** Channel fastest, then slice, then frame. */
	PlaneStack planes() {
		return planes;
	}

	/** @throws vernier.image.VernierException if memory does not suffice */
	RandomAccessibleInterval<?> plane(final int index) {
		return ResultPlanes.plane(planes, index, "ask for a larger spacing");
	}

	/**
	 * Takes blocks of columns of one volume, normalised, in the stack's own axes.
	 *
	 * @param raw the input as it was read, to put back what is not finite
	 * @return takes w x v x u values for columns in (u, v)
	 */
	BlockWriter writer(final int channel, final int frame, final ThickStack raw) {
		final int thick = grid.thick();
		final boolean holes = raw.hasNonFinite();
		final int outputs = (int) grid.size(thick, raw.slices().length);
		return (columns, values) -> {
			if (holes)
				putBack(raw, columns, outputs, values);
			final int nu = columns.width();
			final int nv = columns.height();
			if (thick == 2)
				for (int z = 0; z < outputs; z++)
					write(channel, z, frame, raw, columns, values.slice(z * nu * nv, nu * nv));
			else
				for (int j = 0; j < nv; j++)
					write(channel, (int) columns.y() + j, frame, raw, thick == 0 ? new Region(0, columns.x(), outputs, nu)
						: new Region(columns.x(), 0, nu, outputs), plane(values, j, nu, nv, outputs, thick == 0));
		};
	}

	private void write(final int channel, final int z, final int frame, final ThickStack raw, final Region region,
		final FloatBuffer values)
	{
		Planes.writer(plane(VolumeImage.index(channel, z, frame, input.channels(), slices)), raw.range()).write(region, values);
	}

	/** Values at one place in v: along u and w, or turned, w fastest. */
	private static FloatBuffer plane(final FloatBuffer values, final int v, final int nu, final int nv, final int nw,
		final boolean turned)
	{
		final float[] plane = new float[nu * nw];
		for (int w = 0; w < nw; w++)
			for (int u = 0; u < nu; u++)
				plane[turned ? u * nw + w : w * nu + u] = values.get((w * nv + v) * nu + u);
		return FloatBuffer.wrap(plane);
	}

	/** What was not finite in the nearest voxel of the input is so in the result. */
	private void putBack(final ThickStack raw, final Region columns, final int outputs, final FloatBuffer values) {
		final int nu = columns.width();
		final int nv = columns.height();
		for (int w = 0; w < outputs; w++) {
			final float[] slice = raw.slices()[nearest(w, grid.factor(grid.thick()), raw.slices().length)];
			for (int j = 0; j < nv; j++) {
				final int v = nearest(columns.y() + j, grid.factor(ThickStack.vAxis(grid.thick())), raw.nv());
				for (int i = 0; i < nu; i++) {
					final int u = nearest(columns.x() + i, grid.factor(ThickStack.uAxis(grid.thick())), raw.nu());
					final float value = slice[v * raw.nu() + u];
					if (!Float.isFinite(value))
						values.put((w * nv + j) * nu + i, value);
				}
			}
		}
	}

	private static int nearest(final long place, final double factor, final int size) {
		return (int) Math.max(0, Math.min(size - 1, Math.floor((place + 0.5) / factor)));
	}
}

package vernier.superres.volume;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.ImageDocument;
import vernier.image.PlaneStack;
import vernier.image.Planes;
import vernier.image.VernierException;

/**
 * Planes that are volumes: channel fastest, then slice, then frame.
 *
 * @param planes channels x slices x frames of them
 * @param channels volumes at one time
 * @param frames volumes of one channel
 * @param spacing voxel size
 */
public record VolumeImage(PlaneStack planes, int channels, int frames, Spacing spacing) {

	public VolumeImage {
		if (planes.size() == 0 || planes.width() < 1 || planes.height() < 1)
			throw new VernierException("The image has no voxels: open a volume that has some.");
		if (channels < 1 || frames < 1 || planes.size() % (channels * frames) != 0)
			throw new IllegalArgumentException(planes.size() + " planes are not " + channels + " channels x slices x " + frames +
				" frames");
	}

	/**
	 * One volume, axes (x, y, z).
	 *
	 * @throws VernierException if it has other axes, or no voxels
	 */
	public static VolumeImage of(final RandomAccessibleInterval<?> volume, final Spacing spacing) {
		if (volume.numDimensions() != 3)
			throw new VernierException("The volume has " + volume.numDimensions() + " dimension(s); 3 (x, y, z) are needed: take " +
				"one channel and one time point of it, for example with Views.hyperSlice.");
		return new VolumeImage(PlaneStack.of(volume), 1, 1, spacing);
	}

	/**
	 * The volumes of a document.
	 *
	 * @throws VernierException if it has no voxel size
	 */
	public static VolumeImage of(final ImageDocument document) {
		final double[] size = document.voxelSize();
		if (size[0] == 1 && size[1] == 1 && size[2] == 1 && document.unit().startsWith("pixel"))
			throw new VernierException("\"" + document.title() + "\" has no voxel size: state it (voxel, such as 0.7x0.7x3), or " +
				"set it in Image > Properties... and save the image again.");
		return new VolumeImage(document.planes(), document.channels(), document.frames(), new Spacing(size[0], size[1], size[2]));
	}

	/**
	 * The grid of what can be made of this volume.
	 *
	 * @param spacing wanted, see {@link VolumeGrid#of}
	 * @throws VernierException if nothing is to be refined or too much, if there is one slice only, or it is in colour
	 */
	public VolumeGrid refined(final String spacing) {
		final VolumeGrid grid = VolumeGrid.of(this.spacing, spacing);
		if (size(grid.thick()) < 2)
			throw new VernierException("The volume has one slice along " + "xyz".charAt(grid.thick()) +
				"; between slices only can something be refined: open the whole stack.");
		checkGray(planes.plane(0));
		return grid;
	}

	static void checkGray(final RandomAccessibleInterval<?> plane) {
		if (Planes.isColor(plane))
			throw new VernierException("The volume is in colour; gray values are needed: convert it with Image > Type, or split " +
				"its channels with Image > Color.");
	}

	/** Planes along z. */
	public int slices() {
		return planes.size() / channels / frames;
	}

	/** Voxels along an axis: 0 is x, 1 is y, 2 is z. */
	public long size(final int axis) {
		return axis == 0 ? planes.width() : axis == 1 ? planes.height() : slices();
	}

	/** Where a plane is among {@link #planes}, for a number of slices. */
	static int index(final int channel, final int slice, final int frame, final int channels, final int slices) {
		return channel + channels * (slice + slices * frame);
	}

	/** The planes of one volume, along z. */
	List<RandomAccessibleInterval<?>> volume(final int channel, final int frame) {
		final List<RandomAccessibleInterval<?>> list = new ArrayList<>();
		for (int z = 0; z < slices(); z++)
			list.add(planes.plane(index(channel, z, frame, channels, slices())));
		return list;
	}
}

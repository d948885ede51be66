package vernier.image;

/**
 * A part of the planes of an image, pixel by pixel: what ImageJ's area selections come to. A pixel is either in it or
 * not.
 *
 * @param name as in the ROI Manager
 * @param bounds the rectangle it lies in, within the image
 * @param mask one value per pixel of the bounds, row by row, not 0 if it is in the area; null if all are
 * @param channel the only channel it belongs to, 0 for all
 * @param slice the only slice it belongs to, 0 for all
 * @param frame the only frame it belongs to, 0 for all
 */
public record MaskArea(String name, Region bounds, byte[] mask, int channel, int slice, int frame) {

	/** The name of the whole image. */
	public static final String IMAGE = "image";

	/** All of an image, in every plane. */
	public static MaskArea whole(final long width, final long height) {
		return new MaskArea(IMAGE, Region.between(0, 0, width, height), null, 0, 0, 0);
	}

	/** True if the area is meant for the plane there. */
	public boolean isIn(final PlanePosition position) {
		return (channel == 0 || channel == position.channel()) && (slice == 0 || slice == position.slice()) && //
			(frame == 0 || frame == position.frame());
	}

	/** True if there may be a plane that both areas are meant for. */
	boolean sharesPlaneWith(final MaskArea other) {
		return (channel == 0 || other.channel == 0 || channel == other.channel) && //
			(slice == 0 || other.slice == 0 || slice == other.slice) && (frame == 0 || other.frame == 0 || frame == other.frame);
	}

	/** This area by another name. */
	MaskArea named(final String other) {
		return new MaskArea(other, bounds, mask, channel, slice, frame);
	}

	/** True if the pixel of the image is in this area. */
	public boolean contains(final long x, final long y) {
		if (x < bounds.x() || y < bounds.y() || x >= bounds.endX() || y >= bounds.endY())
			return false;
		return mask == null || mask[(int) ((y - bounds.y()) * bounds.width() + x - bounds.x())] != 0;
	}

	/** Number of its pixels. */
	public long size() {
		if (mask == null)
			return bounds.size();
		long size = 0;
		for (final byte value : mask)
			if (value != 0)
				size++;
		return size;
	}
}

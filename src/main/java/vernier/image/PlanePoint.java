package vernier.image;

/**
 * A point in an image, such as the place of an object.
 *
 * @param x px, ImageJ's coordinates: the first pixel's centre is 0.5
 * @param y px
 * @param channel from 1, 0 for all
 * @param slice from 1, 0 for all
 * @param frame from 1, 0 for all
 */
public record PlanePoint(double x, double y, int channel, int slice, int frame) {

	/** True if the point is meant for the plane there. */
	public boolean isIn(final PlanePosition position) {
		return (channel == 0 || channel == position.channel()) && (slice == 0 || slice == position.slice()) && //
			(frame == 0 || frame == position.frame());
	}
}

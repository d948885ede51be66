package vernier.image;

import ij.gui.Roi;

/**
 * The planes that a selection is meant for. ImageJ writes them down as channel, slice and frame, or as the number of one
 * plane in its stack, and which of both does not depend on what the axes of the stack are; on single planes it heeds
 * neither.
 */
final class RoiPlanes {

	/** Stands for all channels, slices and frames. */
	static final PlanePosition ALL = new PlanePosition(0, 0, 0);

	private RoiPlanes() {}

	/**
	 * Channel, slice and frame of a selection, each 0 for all.
	 *
	 * @param planes of the image; null if that is not known: numbers of planes are then taken for slices
	 */
	static PlanePosition of(final Roi roi, final PlaneStack planes) {
		if (isSingle(planes))
			return ALL;
		return roi.hasHyperStackPosition() ? new PlanePosition(roi.getCPosition(), roi.getZPosition(), roi.getTPosition())
			: of(roi.getPosition(), planes);
	}

	/** The same of the number of a plane, from 1, or 0 for all. */
	static PlanePosition of(final int number, final PlaneStack planes) {
		if (isSingle(planes))
			return ALL;
		final boolean known = planes != null && number > 0 && number <= planes.size();
		return known ? planes.position(number - 1) : new PlanePosition(0, number, 0);
	}

	private static boolean isSingle(final PlaneStack planes) {
		return planes != null && planes.size() == 1;
	}
}

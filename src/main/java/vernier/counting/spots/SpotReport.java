package vernier.counting.spots;

import java.util.List;

/** Spots as rows of a table. */
public final class SpotReport {

	/**
	 * Names of the columns: {@code x_px} and {@code y_px} are pixels from the image's upper left corner, {@code x} and
	 * {@code y} the image's coordinates in {@code unit}, where y may point up; {@code intensity} and {@code background} are
	 * in {@code intensity_unit}.
	 */
	public static final List<String> COLUMNS = List.of("x_px", "y_px", "intensity", "background", "sigma_px",
		"precision_px", "probability", "slice", "channel", "frame", "x", "y", "unit", "intensity_unit");

	private SpotReport() {}

	/**
	 * The values of a spot's row: text or numbers.
	 *
	 * @param plane of the spot, from 0
	 * @param photons whether intensities are in photons, and not in gray levels
	 */
	public static List<Object> row(final Spot spot, final int plane, final SpotLayout layout, final boolean photons) {
		final double column = layout.column(spot);
		final double row = layout.row(spot);
		return List.of(column, row, spot.intensity(), spot.background(), spot.sigma(), spot.precision(), spot.probability(),
			layout.slice(plane), layout.channel(plane), layout.frame(plane), layout.origin().x(column) * layout.pixelWidth(),
			layout.origin().y(row) * layout.pixelHeight(), layout.unit(), photons ? "photon" : "gray level");
	}
}

package vernier.counting.spots;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import vernier.image.CsvTable;
import vernier.image.PixelSize;
import vernier.image.VernierException;

/** The columns of a table of spots. */
public enum SpotFormat {

	/** Everything, in pixels and calibrated units. */
	CSV(0),

	/** That of ThunderSTORM (M. Ovesny et al., Bioinformatics 30, 2014), in nanometres from the image's upper left corner. */
	THUNDERSTORM(0),

	/**
	 * The same columns for Picasso's csv2hdf, which makes Picasso's own file of them: Picasso counts from the centre of the
	 * first pixel.
	 */
	PICASSO(-0.5);

	private static final List<String> MOLECULES = List.of("id", "frame", "x [nm]", "y [nm]", "sigma [nm]", "intensity [photon]",
		"offset [photon]", "bkgstd [photon]", "uncertainty_xy [nm]");

	/** Added to the places, in pixels. */
	private final double shift;

	SpotFormat(final double shift) {
		this.shift = shift;
	}

	/** @throws VernierException if the text names no format */
	public static SpotFormat parse(final String text) {
		try {
			return valueOf(text.strip().toUpperCase(Locale.ROOT));
		}
		catch (final IllegalArgumentException e) {
			throw new VernierException("Unknown format \"" + text + "\": use csv, thunderstorm or picasso.");
		}
	}

	/** The names of the columns. */
	List<String> columns() {
		return this == CSV ? SpotReport.COLUMNS : MOLECULES;
	}

	/**
	 * @param id number of the row, from 1
	 * @param time of the plane, from 1
	 * @param size of a pixel in nanometres
	 */
	List<Object> row(final long id, final Spot spot, final int plane, final int time, final SpotLayout layout,
		final PixelSize size, final boolean photons)
	{
		if (this == CSV)
			return SpotReport.row(spot, plane, layout, photons);
		return List.of(id, time, (layout.column(spot) + shift) * size.width(), (layout.row(spot) + shift) * size.height(), //
			spot.sigma() * size.side(), spot.intensity(), spot.background(), spot.noise(), spot.precision() * size.side());
	}

	/** What there is to say of a table of these spots. */
	public List<String> remarks(final Localisation.Result result, final SpotLayout layout) {
		if (this == CSV || result.count() == 0)
			return List.of();
		final List<String> remarks = new ArrayList<>();
		if (!result.photons())
			remarks.add("The gain is not known: intensities and backgrounds in the table are gray levels, though their columns " +
				"are headed photon; give the gain.");
		if (layout.slice(result.planes().size() - 1) > 1 && layout.frame(result.planes().size() - 1) > 1)
			remarks.add("The table has frames and no slices: spots of all slices of a time are in one frame; csv has both.");
		return remarks;
	}

	/**
	 * Writes the spots of an image as a table, in the order of the planes.
	 *
	 * @param nanometres pixel size, of square pixels, for the formats that have no pixels; 0 to take it from the calibration
	 * @throws VernierException if such a format is asked for and the pixel size is not known, or the file cannot be written
	 */
	public void write(final Path file, final Localisation.Result result, final SpotLayout layout, final double nanometres) {
		final double width = pixelSize(layout, nanometres);
		final PixelSize size = new PixelSize(width, nanometres > 0 ? width : width * layout.aspect(), "nm");
		final int planes = result.planes().size();
		final AtomicLong id = new AtomicLong();
		CsvTable.write(file, columns(), IntStream.range(0, planes).boxed().flatMap(plane -> result.spots(plane).stream().map(
			spot -> row(id.incrementAndGet(), spot, plane, layout.time(plane, planes), layout, size, result.photons()))));
	}

	/** @throws VernierException if these are not nanometres per pixel, or 0 for the calibration's */
	public static void checkPixelSize(final double nanometres) {
		if (nanometres < 0 || !Double.isFinite(nanometres))
			throw new VernierException("The pixel size is " + nanometres + " nm; it lies above 0: give another.");
	}

	/**
	 * Nanometres per pixel in a table of this format; 0 if it has pixels. For asking before an image is computed for long.
	 *
	 * @param nanometres what is stated, or 0 for the calibration's
	 * @throws VernierException if it is needed and not known, or the format cannot tell the image's channels apart
	 */
	public double pixelSize(final SpotLayout layout, final double nanometres) {
		checkPixelSize(nanometres);
		if (this != CSV && layout.channels() > 1)
			throw new VernierException("The image has " + layout.channels() + " channels, which this format does not know, so that " +
				"their spots would be mixed: split them (Image > Color > Split Channels), or write csv.");
		return nanometres > 0 || this == CSV ? nanometres : layout.nanometres().orElseThrow(
			() -> new VernierException("The pixel size of the image is " + layout.pixelWidth() + " " + layout.unit() +
				"; this format is in nanometres: calibrate the image in nm or um, or give the pixel size."));
	}
}

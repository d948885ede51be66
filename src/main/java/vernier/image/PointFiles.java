package vernier.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.FloatPolygon;
import vernier.image.zarr.OmeZarr;

/**
 * Points that were tagged by hand or are known: tables as {@link PointTables} reads them (x_px and y_px for one; slice,
 * channel and frame if there are any), ImageJ's multi-point selections and sets of selections (.roi, .zip; the centre of
 * each area), and dot images, in which whatever is not black is a dot.
 */
public final class PointFiles {

	private PointFiles() {}

	/**
	 * The points in a file.
	 *
	 * @param image that they are in, null if that is not known; see {@link #ofRois}
	 * @throws VernierException if the file is none of these
	 */
	public static List<PlanePoint> read(final Path file, final PlaneStack image) {
		return read(file, image, PixelSize.NONE);
	}

	/**
	 * As above.
	 *
	 * @param pixel its size in a unit of length, for tables that have no pixels; {@link PixelSize#NONE} if it is not known
	 */
	public static List<PlanePoint> read(final Path file, final PlaneStack image, final PixelSize pixel) {
		final String name = file.toString().toLowerCase(Locale.ROOT);
		if (name.endsWith(".roi") || name.endsWith(".zip"))
			return ofRois(RoiAreas.open(file), image);
		return TimeAxis.of(isTable(file) ? ofTable(PointTables.inPixels(CsvTable.read(file), pixel)) : ofDots(ImageFiles
			.open(file)), image);
	}

	/**
	 * Looks whether points may be read, at no more than the beginning of the file.
	 *
	 * @throws VernierException if it is a folder without an image, or a table without the columns
	 */
	public static void check(final Path file) {
		if (isTable(file))
			PointTables.check(CsvTable.header(file));
		else if (!Files.isRegularFile(file) && !OmeZarr.isZarr(file))
			throw new VernierException(file + " is a folder: name a file in it.");
	}

	private static boolean isTable(final Path file) {
		return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(csv|txt|tsv)");
	}

	/** @throws VernierException if columns are missing */
	private static List<PlanePoint> ofTable(final CsvTable table) {
		final List<PlanePoint> points = new ArrayList<>();
		for (int i = 0; i < table.size(); i++)
			points.add(new PlanePoint(table.number(i, "x_px"), table.number(i, "y_px"), whole(table, i, "channel"), whole(table, i,
				"slice"), whole(table, i, "frame")));
		return points;
	}

	private static int whole(final CsvTable table, final int row, final String column) {
		return table.has(column) && !table.text(row, column).isEmpty() ? (int) table.number(row, column) : 0;
	}

	/**
	 * The points of point selections, and the centres of all others.
	 *
	 * @param image that they were made in, null if that is not known: planes may be numbered, and without the image these
	 *           numbers are taken for slices
	 */
	public static List<PlanePoint> ofRois(final Iterable<Roi> rois, final PlaneStack image) {
		final List<PlanePoint> points = new ArrayList<>();
		for (final Roi roi : rois) {
			final PlanePosition all = RoiPlanes.of(roi, image);
			if (!(roi instanceof PointRoi several)) {
				final double[] centre = roi.getContourCentroid();
				points.add(at(centre[0], centre[1], all));
				continue;
			}
			final FloatPolygon polygon = several.getFloatPolygon();
			for (int i = 0; i < polygon.npoints; i++) {
				final int own = several.getPointPosition(i);
				final boolean told = own > 0 && (image != null || !roi.hasHyperStackPosition());
				// points are counted from the centre of the first pixel
				points.add(at(polygon.xpoints[i] + 0.5, polygon.ypoints[i] + 0.5, told ? RoiPlanes.of(own, image) : all));
			}
		}
		return points;
	}

	private static PlanePoint at(final double x, final double y, final PlanePosition plane) {
		return new PlanePoint(x, y, plane.channel(), plane.slice(), plane.frame());
	}

	/**
	 * The dots of every plane. Where most dots are single pixels, each pixel is one, else each connected group (eight
	 * neighbours), at its centroid.
	 */
	public static List<PlanePoint> ofDots(final ImagePlus image) {
		final List<PlanePoint> points = new ArrayList<>();
		for (int i = 1; i <= image.getImageStackSize(); i++) {
			final int[] position = image.convertIndexToPosition(i);
			final boolean single = image.getImageStackSize() == 1;
			for (final double[] dot : Dots.of(image.getImageStack().getProcessor(i)))
				points.add(new PlanePoint(dot[0], dot[1], single ? 0 : position[0], single ? 0 : position[1], single ? 0
					: position[2]));
		}
		return points;
	}
}

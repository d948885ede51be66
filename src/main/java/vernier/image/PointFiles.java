package vernier.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.FloatPolygon;

/**
 * Points that were tagged by hand or are known: tables with columns x_px and y_px (or x and y, in pixels; slice, channel
 * and frame if there are any), ImageJ's multi-point selections and sets of selections (.roi, .zip; the centre of each
 * area), and dot images, in which whatever is not black is a dot.
 */
public final class PointFiles {

	private PointFiles() {}

	/** @throws VernierException if the file is none of these */
	public static List<PlanePoint> read(final Path file) {
		final String name = file.toString().toLowerCase(Locale.ROOT);
		if (name.endsWith(".roi") || name.endsWith(".zip"))
			return ofRois(RoiAreas.open(file), null);
		if (name.endsWith(".csv") || name.endsWith(".txt") || name.endsWith(".tsv"))
			return ofTable(CsvTable.read(file));
		return ofDots(ImageFiles.open(file));
	}

	/** @throws VernierException if columns are missing */
	public static List<PlanePoint> ofTable(final CsvTable table) {
		final boolean plain = !table.has("x_px") && table.has("x") && table.has("y");
		final String x = plain ? "x" : "x_px";
		final String y = plain ? "y" : "y_px";
		table.require(x, y);
		final List<PlanePoint> points = new ArrayList<>();
		for (int i = 0; i < table.size(); i++)
			points.add(new PlanePoint(table.number(i, x), table.number(i, y), whole(table, i, "channel"), whole(table, i,
				"slice"), whole(table, i, "frame")));
		return points;
	}

	private static int whole(final CsvTable table, final int row, final String column) {
		return table.has(column) && !table.text(row, column).isEmpty() ? (int) table.number(row, column) : 0;
	}

	/**
	 * The points of point selections, and the centres of all others.
	 *
	 * @param image that they were made in, null if that is not known: the multi-point tool numbers planes, and without the
	 *           image these numbers are taken for slices
	 */
	public static List<PlanePoint> ofRois(final Iterable<Roi> rois, final ImagePlus image) {
		final int planes = image != null && image.isHyperStack() ? image.getStackSize() : 0;
		final List<PlanePoint> points = new ArrayList<>();
		for (final Roi roi : rois) {
			final boolean hyper = roi.hasHyperStackPosition();
			final int slice = hyper ? roi.getZPosition() : roi.getPosition();
			if (!(roi instanceof PointRoi several)) {
				final double[] centre = roi.getContourCentroid();
				points.add(new PlanePoint(centre[0], centre[1], roi.getCPosition(), slice, roi.getTPosition()));
				continue;
			}
			final FloatPolygon polygon = several.getFloatPolygon();
			for (int i = 0; i < polygon.npoints; i++) {
				// points are counted from the centre of the first pixel
				final double x = polygon.xpoints[i] + 0.5;
				final double y = polygon.ypoints[i] + 0.5;
				final int own = several.getPointPosition(i);
				if (own > 0 && own <= planes) {
					final int[] position = image.convertIndexToPosition(own);
					points.add(new PlanePoint(x, y, position[0], position[1], position[2]));
				}
				else
					points.add(new PlanePoint(x, y, roi.getCPosition(), own > 0 && !hyper ? own : slice, roi.getTPosition()));
			}
		}
		return points;
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

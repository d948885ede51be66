package vernier.image;

import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

import ij.gui.Arrow;
import ij.gui.EllipseRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.RotatedRectRoi;
import ij.gui.TextRoi;
import ij.plugin.RoiScaler;
import ij.process.FloatPolygon;

/**
 * Moves the selections of an overlay to where they belong in a cropped and scaled image. Areas and texts go by the edge
 * convention of {@link Geometry}; points and lines by the centre convention, by which ImageJ draws them and reads
 * profiles along them.
 */
public final class Overlays {

	/** Name of a selection that only shows what a command would make, and is in no result. */
	public static final String PREVIEW = "Vernier preview";

	private Overlays() {}

	/** The overlay without previews; itself if it has none, null if nothing else is in it or there is no overlay. */
	static Overlay withoutPreviews(final Overlay overlay) {
		if (overlay == null || Arrays.stream(overlay.toArray()).noneMatch(Overlays::isPreview))
			return overlay;
		final Overlay result = overlay.create();
		Arrays.stream(overlay.toArray()).filter(roi -> !isPreview(roi)).forEach(result::add);
		return result.size() == 0 ? null : result;
	}

	private static boolean isPreview(final Roi roi) {
		return PREVIEW.equals(roi.getName());
	}

	/**
	 * Copies of the selections, scaled; kinds, names, colours, groups, properties and stack positions stay. Strokes are
	 * scaled like the rest, since ImageJ measures along wide lines. What was cropped away is left out.
	 *
	 * @param width columns of the result
	 * @param height rows of the result
	 * @param planes place in the stack of the result for one in that of the input, both from 1
	 */
	static Overlay map(final Overlay overlay, final Geometry geometry, final boolean cropped, final int width,
		final int height, final IntUnaryOperator planes)
	{
		final Overlay result = overlay.create();
		final Rectangle2D frame = new Rectangle2D.Double(0, 0, width, height);
		for (final Roi roi : overlay.toArray()) {
			final Roi mapped = map(roi, geometry);
			moveTo(planes, mapped);
			final Rectangle2D bounds = mapped.getFloatBounds();
			// lines and points have no area, and so would not intersect anything
			final Rectangle2D box = new Rectangle2D.Double(bounds.getX(), bounds.getY(), //
				Math.max(bounds.getWidth(), 1e-6), Math.max(bounds.getHeight(), 1e-6));
			if (!cropped || frame.intersects(box))
				result.add(mapped);
		}
		return result;
	}

	private static void moveTo(final IntUnaryOperator planes, final Roi roi) {
		// the counter in the low byte, above it where the point lies, 0 for everywhere; known by its own place before it moves
		final int[] points = roi instanceof PointRoi point ? point.getCounters() : null;
		if (!roi.hasHyperStackPosition() && roi.getPosition() > 0)
			roi.setPosition(planes.applyAsInt(roi.getPosition()));
		if (points != null)
			((PointRoi) roi).setCounters(Arrays.stream(points).map(point -> point < 1 << 8 ? point : point & 0xff |
				planes.applyAsInt(point >> 8) << 8).toArray());
	}

	/** But for places in a stack that are not those of a hyperstack: they stay. */
	static Roi map(final Roi roi, final Geometry geometry) {
		final Roi copy = (Roi) roi.clone();
		if (geometry.equals(Geometry.IDENTITY))
			return copy;
		final Roi result = scale(copy, geometry);
		keep(copy, result, geometry);
		return result;
	}

	private static Roi scale(final Roi roi, final Geometry geometry) {
		final Rectangle2D.Double bounds = roi.getFloatBounds();
		final double x = geometry.edgeX(bounds.x);
		final double y = geometry.edgeY(bounds.y);
		final double width = bounds.width * geometry.scaleX();
		final double height = bounds.height * geometry.scaleY();
		if (roi.getClass() == Roi.class && roi.getType() == Roi.RECTANGLE) {
			final Roi rectangle = new Roi(x, y, width, height);
			rectangle.setCornerDiameter((int) Math.round(roi.getCornerDiameter() * geometry.scaleX()));
			return rectangle;
		}
		if (roi.getClass() == OvalRoi.class)
			return new OvalRoi(x, y, width, height);
		if (roi instanceof Line line)
			return line(line, geometry);
		if (roi instanceof PointRoi points)
			return points(points, geometry);
		if (roi instanceof EllipseRoi || roi instanceof RotatedRectRoi)
			return geometry.scaleX() == geometry.scaleY() ? turned(roi, geometry) : outline(roi, geometry);
		if (roi instanceof TextRoi text) {
			final Font font = text.getCurrentFont();
			text.setCurrentFont(font.deriveFont((float) (font.getSize2D() * geometry.scaleY())));
			text.setBounds(new Rectangle2D.Double(x, y, width, height));
			return text;
		}
		return shape(roi, geometry);
	}

	private static Roi shape(final Roi roi, final Geometry geometry) {
		final Roi result = RoiScaler.scale(roi, geometry.scaleX(), geometry.scaleY(), false);
		final Rectangle2D.Double bounds = roi.getFloatBounds();
		if (roi.isLineOrPoint())
			result.setLocation(geometry.centreX(bounds.x), geometry.centreY(bounds.y));
		else
			result.setLocation(geometry.edgeX(bounds.x), geometry.edgeY(bounds.y));
		return result;
	}

	private static Roi line(final Line line, final Geometry geometry) {
		final double x1 = geometry.centreX(line.x1d);
		final double y1 = geometry.centreY(line.y1d);
		final double x2 = geometry.centreX(line.x2d);
		final double y2 = geometry.centreY(line.y2d);
		return line instanceof Arrow ? new Arrow(x1, y1, x2, y2) : new Line(x1, y1, x2, y2);
	}

	private static Roi points(final PointRoi points, final Geometry geometry) {
		final FloatPolygon polygon = points.getFloatPolygon();
		for (int i = 0; i < polygon.npoints; i++) {
			polygon.xpoints[i] = (float) geometry.centreX(polygon.xpoints[i]);
			polygon.ypoints[i] = (float) geometry.centreY(polygon.ypoints[i]);
		}
		final PointRoi result = new PointRoi(polygon);
		// which counter each point belongs to, and its stack position
		result.setCounters(points.getCounters());
		return result;
	}

	/** The ends of the long axis are scaled, where both factors are equal. */
	private static Roi turned(final Roi roi, final Geometry geometry) {
		final boolean ellipse = roi instanceof EllipseRoi;
		final double[] p = ellipse ? ((EllipseRoi) roi).getParams() : ((RotatedRectRoi) roi).getParams();
		final double x1 = geometry.edgeX(p[0]);
		final double y1 = geometry.edgeY(p[1]);
		final double x2 = geometry.edgeX(p[2]);
		final double y2 = geometry.edgeY(p[3]);
		if (ellipse)
			return new EllipseRoi(x1, y1, x2, y2, p[4]);
		return new RotatedRectRoi(x1, y1, x2, y2, p[4] * geometry.scaleX());
	}

	/** What is turned is no longer of its kind where the factors differ: the axes of an ellipse turn, corners lean. */
	private static Roi outline(final Roi roi, final Geometry geometry) {
		final FloatPolygon polygon = roi.getFloatPolygon();
		for (int i = 0; i < polygon.npoints; i++) {
			polygon.xpoints[i] = (float) geometry.edgeX(polygon.xpoints[i]);
			polygon.ypoints[i] = (float) geometry.edgeY(polygon.ypoints[i]);
		}
		return new PolygonRoi(polygon, Roi.POLYGON);
	}

	private static void keep(final Roi roi, final Roi result, final Geometry geometry) {
		result.copyAttributes(roi);
		final double factor = (geometry.scaleX() + geometry.scaleY()) / 2;
		if (roi.getStrokeWidth() > 0)
			result.setStrokeWidth(roi.getStrokeWidth() * factor);
		if (result instanceof Arrow arrow)
			// ImageJ draws a head as long as size x (8 + 5 stroke widths) / 10, so that the stroke makes it longer, too
			arrow.setHeadSize(arrow.getHeadSize() * factor * (8 + 5 * roi.getStrokeWidth()) / //
				(8 + 5 * roi.getStrokeWidth() * factor));
		if (roi.hasHyperStackPosition())
			result.setPosition(roi.getCPosition(), slice(roi.getZPosition(), geometry), roi.getTPosition());
		else if (roi.getPosition() > 0)
			result.setPosition(roi.getPosition());
		if (roi.getProperties() != null)
			result.setProperties(roi.getProperties());
	}

	/** The result slice, from 1, nearest to the centre of an input slice; 0 stays, it means every slice. */
	static int slice(final int slice, final Geometry geometry) {
		return slice == 0 ? 0 : (int) Math.round(geometry.centreZ(slice - 1.0)) + 1;
	}
}

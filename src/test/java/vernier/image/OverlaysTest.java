package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Font;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.gui.Arrow;
import ij.gui.EllipseRoi;
import ij.gui.ImageRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.RotatedRectRoi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ByteProcessor;
import ij.process.FloatPolygon;
import ij.process.ImageProcessor;

class OverlaysTest {

	private static final Geometry CROPPED_X4 = new Geometry(4, 4, 1, 3, 5);

	static Stream<Roi> areas() {
		return Stream.of(new Roi(4, 6, 5, 7), new Roi(4.5, 6.25, 5.5, 7.75), new OvalRoi(4, 6, 8, 6),
			new PolygonRoi(new float[] { 4, 12, 9 }, new float[] { 6, 8, 15 }, Roi.POLYGON),
			new PolygonRoi(new int[] { 4, 12, 9 }, new int[] { 6, 8, 15 }, 3, Roi.TRACED_ROI),
			new ShapeRoi(new Roi(4, 6, 6, 6)).or(new ShapeRoi(new Roi(7, 8, 6, 6))), new EllipseRoi(5, 7, 12, 10, 0.5),
			new RotatedRectRoi(5, 7, 12, 10, 3), new ImageRoi(5, 7, new ByteProcessor(4, 3)));
	}

	@ParameterizedTest
	@MethodSource("areas")
	void areasCoverTheSamePartOfTheSpecimen(final Roi roi) {
		roi.setName("name");
		roi.setProperty("key", "value");
		roi.setPosition(3);
		final Roi mapped = Overlays.map(roi, CROPPED_X4);
		assertThat(mapped.getClass()).isEqualTo(roi.getClass());
		assertThat(mapped.getName()).isEqualTo("name");
		assertThat(mapped.getProperty("key")).isEqualTo("value");
		assertThat(mapped.getPosition()).isEqualTo(3);
		final Rectangle2D before = outline(roi);
		final Rectangle2D after = outline(mapped);
		assertThat(after.getX()).isCloseTo((before.getX() - 3) * 4, within(1e-3));
		assertThat(after.getY()).isCloseTo((before.getY() - 5) * 4, within(1e-3));
		assertThat(after.getWidth()).isCloseTo(before.getWidth() * 4, within(1e-3));
		assertThat(after.getHeight()).isCloseTo(before.getHeight() * 4, within(1e-3));
	}

	/** Of an ellipse the axes turn, and a turned rectangle is none any more. */
	@ParameterizedTest
	@MethodSource("turned")
	void turnedAreasAreStretched(final Roi roi) {
		final Roi mapped = Overlays.map(roi, new Geometry(3, 1.5, 1, 3, 5));
		assertThat(mapped.isArea()).isTrue();
		final FloatPolygon before = roi.getFloatPolygon(), after = mapped.getFloatPolygon();
		assertThat(after.npoints).isEqualTo(before.npoints);
		for (int i = 0; i < before.npoints; i++) {
			assertThat(after.xpoints[i]).isCloseTo((before.xpoints[i] - 3) * 3, within(1e-3f));
			assertThat(after.ypoints[i]).isCloseTo((before.ypoints[i] - 5) * 1.5f, within(1e-3f));
		}
	}

	static Stream<Roi> turned() {
		return Stream.of(new EllipseRoi(10, 12, 40, 30, 0.5), new RotatedRectRoi(10, 12, 40, 30, 8));
	}

	/** Turned selections round their bounds to whole pixels. */
	private static Rectangle2D outline(final Roi roi) {
		return roi instanceof PolygonRoi ? roi.getFloatPolygon().getFloatBounds() : roi.getFloatBounds();
	}

	@Test
	void pointsStayInTheMiddleOfWhatTheyMark() {
		final PointRoi points = new PointRoi(new float[] { 5, 8.25f }, new float[] { 7, 9 });
		points.setPointType(PointRoi.DOT);
		points.setSize(4);
		points.setCounters(new int[] { 1 + (2 << 8), 3 + (4 << 8) });
		final PointRoi mapped = (PointRoi) Overlays.map(points, CROPPED_X4);
		final FloatPolygon polygon = mapped.getFloatPolygon();
		// column 5 became columns 8 to 11, whose middle is 9.5
		assertThat(polygon.xpoints).startsWith(9.5f, 22.5f);
		assertThat(polygon.ypoints).startsWith(9.5f, 17.5f);
		assertThat(mapped.getPointType()).isEqualTo(PointRoi.DOT);
		assertThat(mapped.getSize()).isEqualTo(4);
		assertThat(mapped.getCounters()).containsExactly(points.getCounters());
	}

	@Test
	void profilesAlongLinesStay() {
		final ImageProcessor before = TestImages.processor(8, 20, 20, 5).convertToFloat();
		final ImageProcessor after = before.createProcessor(60, 60);
		for (int i = 0; i < 3600; i++)
			after.setf(i, before.getf(i % 60 / 3, i / 60 / 3));
		final Line line = new Line(2, 4, 15, 4);
		final Line mapped = (Line) Overlays.map(line, Geometry.scale(3, 3));
		final double[] profile = before.getLine(line.x1d, line.y1d, line.x2d, line.y2d);
		final double[] scaled = after.getLine(mapped.x1d, mapped.y1d, mapped.x2d, mapped.y2d);
		for (int i = 0; i < profile.length; i++)
			assertThat(scaled[3 * i]).isEqualTo(profile[i]);
	}

	@Test
	void openLinesAndArrowsGoByPixelCentres() {
		final PolygonRoi polyline = new PolygonRoi(new float[] { 4, 8, 6 }, new float[] { 6, 9, 12 }, Roi.POLYLINE);
		polyline.setStrokeWidth(2);
		final Roi mapped = Overlays.map(polyline, CROPPED_X4);
		assertThat(mapped.getType()).isEqualTo(Roi.POLYLINE);
		assertThat(mapped.getFloatPolygon().xpoints).startsWith(5.5f, 21.5f, 13.5f);
		assertThat(mapped.getFloatPolygon().ypoints).startsWith(5.5f, 17.5f, 29.5f);
		assertThat(mapped.getStrokeWidth()).isEqualTo(8);
		final Arrow arrow = new Arrow(4, 6, 8, 9);
		arrow.setHeadSize(5);
		arrow.setDoubleHeaded(true);
		final Arrow big = (Arrow) Overlays.map(arrow, CROPPED_X4);
		assertThat(big.x1d).isEqualTo(5.5);
		assertThat(big.getDoubleHeaded()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 6 })
	void headsOfArrowsGrowAsTheArrowDoes(final int stroke) {
		final Arrow arrow = new Arrow(10, 40, 90, 40);
		arrow.setStrokeWidth(stroke);
		arrow.setHeadSize(8);
		final Rectangle drawn = drawn(arrow, 100, 80);
		final Rectangle grown = drawn(Overlays.map(arrow, Geometry.scale(4, 4)), 400, 320);
		assertThat(grown.getHeight()).isCloseTo(4 * drawn.getHeight(), within(8.0));
		assertThat(grown.getWidth()).isCloseTo(4 * drawn.getWidth(), within(8.0));
	}

	private static Rectangle drawn(final Roi roi, final int width, final int height) {
		final ByteProcessor canvas = new ByteProcessor(width, height);
		canvas.setColor(255);
		roi.drawPixels(canvas);
		canvas.setThreshold(128, 255);
		return new ThresholdToSelection().convert(canvas).getBounds();
	}

	@Test
	void textGrows() {
		final TextRoi text = new TextRoi(5, 9, "mitosis", new Font(Font.SANS_SERIF, Font.PLAIN, 10));
		text.setAngle(30);
		final TextRoi mapped = (TextRoi) Overlays.map(text, CROPPED_X4);
		assertThat(mapped.getText()).contains("mitosis");
		assertThat(mapped.getCurrentFont().getSize()).isEqualTo(40);
		assertThat(mapped.getAngle()).isEqualTo(30);
		assertThat(mapped.getBounds().getLocation()).isEqualTo(new java.awt.Point(8, 16));
		assertThat(text.getCurrentFont().getSize()).isEqualTo(10);
	}

	@Test
	void whatWasCroppedAwayIsLeftOut() {
		final Overlay overlay = new Overlay(new Roi(0, 0, 3, 3));
		overlay.add(new Roi(4, 6, 2, 2));
		overlay.add(new PointRoi(5, 7));
		overlay.add(new PointRoi(1, 1));
		final Overlay mapped = Overlays.map(overlay, CROPPED_X4, true, 40, 40, plane -> plane);
		assertThat(mapped.size()).isEqualTo(2);
		assertThat(mapped.get(0).getBounds()).isEqualTo(new Rectangle(4, 4, 8, 8));
		assertThat(Overlays.map(overlay, Geometry.scale(2, 2), false, 40, 40, plane -> plane).size()).isEqualTo(4);
	}
}

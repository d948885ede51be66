package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.measure.Measurements;
import ij.process.FloatProcessor;
import ij.process.ImageStatistics;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class GeometryTest {

	private static Calibration micrometres() {
		final Calibration calibration = new Calibration();
		calibration.pixelWidth = 0.2;
		calibration.pixelHeight = 0.3;
		calibration.pixelDepth = 1.5;
		calibration.xOrigin = 7;
		calibration.yOrigin = -3.25;
		calibration.zOrigin = 2;
		calibration.frameInterval = 4;
		calibration.fps = 0.25;
		calibration.setUnit("um");
		calibration.setTimeUnit("min");
		calibration.setValueUnit("counts");
		return calibration;
	}

	@Property
	void areaPositionsKeepTheirCalibratedCoordinates(@ForAll @DoubleRange(min = 0.3, max = 8) final double scaleX,
		@ForAll @DoubleRange(min = 0.3, max = 8) final double scaleY, @ForAll @IntRange(max = 500) final int offset,
		@ForAll @DoubleRange(max = 1000) final double u)
	{
		final Geometry geometry = new Geometry(scaleX, scaleY, 1, offset, offset + 1);
		final Calibration before = micrometres();
		final Calibration after = geometry.apply(before, 100);
		assertThat(after.getX(geometry.edgeX(u))).isCloseTo(before.getX(u), within(1e-9));
		assertThat(after.getY(geometry.edgeY(u))).isCloseTo(before.getY(u), within(1e-9));
	}

	@Property
	void pixelCentresKeepTheirPlaceInTheSpecimen(@ForAll @IntRange(min = 1, max = 8) final int scale,
		@ForAll @IntRange(max = 1000) final int column)
	{
		final Geometry geometry = Geometry.scale(scale, scale);
		// the centre of a pixel is the mean of the pixels it was split into
		final double mean = (column * scale + (column + 1) * scale - 1) / 2.0;
		assertThat(geometry.centreX(column)).isEqualTo(mean);
		assertThat(geometry.centreY(column)).isEqualTo(mean);
		assertThat(geometry.centreX(column) + 0.5).isEqualTo(geometry.edgeX(column + 0.5));
	}

	@Test
	void bothEndsOfTheImageStayWhereTheyAre() {
		final Calibration before = micrometres();
		final Calibration after = Geometry.scale(4, 4).apply(before, 50);
		assertThat(after.getX(0)).isCloseTo(before.getX(0), within(1e-12));
		assertThat(after.getX(200)).isCloseTo(before.getX(50), within(1e-12));
		assertThat(after.getY(0)).isCloseTo(before.getY(0), within(1e-12));
		assertThat(after.getY(200)).isCloseTo(before.getY(50), within(1e-12));
	}

	@Test
	void aSpotMeasuredByImageJStaysWhereItIs() {
		final ImagePlus before = new ImagePlus("spot", new FloatProcessor(40, 40));
		before.getProcessor().setf(11, 23, 1);
		before.setCalibration(micrometres());
		final ImagePlus after = new ImagePlus("spot-x3", new FloatProcessor(60, 60));
		for (int y = 0; y < 3; y++)
			for (int x = 0; x < 3; x++)
				after.getProcessor().setf((11 - 5) * 3 + x, (23 - 10) * 3 + y, 1);
		after.setCalibration(new Geometry(3, 3, 1, 5, 10).apply(micrometres(), 40));
		final int what = Measurements.CENTER_OF_MASS;
		final ImageStatistics spot = before.getStatistics(what);
		final ImageStatistics larger = after.getStatistics(what);
		assertThat(larger.xCenterOfMass).isCloseTo(spot.xCenterOfMass, within(1e-9));
		assertThat(larger.yCenterOfMass).isCloseTo(spot.yCenterOfMass, within(1e-9));
	}

	@Test
	void slicesKeepTheirCalibratedCentres() {
		final Geometry geometry = Geometry.scale(1, 1).withScaleZ(5);
		final Calibration before = micrometres();
		final Calibration after = geometry.apply(before, 10);
		assertThat(after.pixelDepth).isEqualTo(0.3, within(1e-12));
		for (int slice = 0; slice < 7; slice++)
			assertThat(after.getZ(geometry.centreZ(slice))).isCloseTo(before.getZ(slice), within(1e-12));
	}

	@Test
	void invertedYCountsFromTheSameRow() {
		final Calibration before = new Calibration();
		before.pixelHeight = 2;
		before.setInvertY(true);
		final Geometry geometry = new Geometry(2, 2, 1, 0, 10);
		final Calibration after = geometry.apply(before, 100);
		for (final double u : new double[] { 10, 17.5, 100 })
			assertThat(after.getY(geometry.edgeY(u), 180)).isCloseTo(before.getY(u, 100), within(1e-12));
	}

	/** With y pointing up ImageJ takes an origin of 0 for none, and counts from the last row instead. */
	@Test
	void invertedYKeepsAnOriginInTheFirstRowOfTheCrop() {
		for (final double origin : new double[] { 0, 10 }) {
			final Calibration before = new Calibration();
			before.pixelHeight = 2;
			before.yOrigin = origin;
			before.setInvertY(true);
			final Geometry geometry = new Geometry(2, 2, 1, 0, origin == 0 ? 99 : 10);
			final Calibration after = geometry.apply(before, 100);
			assertThat(after.getY(3, 50)).isCloseTo(before.getY(geometry.offsetY() + 1.5, 100), within(1e-6));
		}
	}

	@Test
	void unitsTimesAndValuesStayAndTheInputIsNotChanged() {
		final Calibration before = micrometres();
		before.setFunction(Calibration.STRAIGHT_LINE, new double[] { 1, 2 }, "OD");
		final Calibration after = Geometry.scale(2, 2).apply(before, 10);
		assertThat(after.getUnit()).isEqualTo("µm");
		assertThat(after.getTimeUnit()).isEqualTo("min");
		assertThat(after.getValueUnit()).isEqualTo("OD");
		assertThat(after.getFunction()).isEqualTo(Calibration.STRAIGHT_LINE);
		assertThat(after.getCoefficients()).containsExactly(1, 2);
		assertThat(after.frameInterval).isEqualTo(4);
		assertThat(after.fps).isEqualTo(0.25);
		assertThat(before.pixelWidth).isEqualTo(0.2);
		assertThat(before.xOrigin).isEqualTo(7);
	}

	@Test
	void scalesAreNumbersAboveZero() {
		for (final double scale : new double[] { 0, -1, Double.NaN, Double.POSITIVE_INFINITY })
			assertThatThrownBy(() -> Geometry.scale(scale, 1)).isInstanceOf(VernierException.class);
	}

	@Test
	void coordinatesAreThoseOfImageJ() {
		final ImagePlus image = new ImagePlus("map", new FloatProcessor(8, 10));
		for (final double origin : new double[] { 0, 21, -3.5 }) {
			final Calibration calibration = image.getCalibration();
			calibration.setInvertY(true);
			calibration.yOrigin = origin;
			calibration.pixelHeight = 2;
			assertThat(2 * Origin.of(image).y(1.75)).isEqualTo(calibration.getY(1.75, 10));
		}
	}
}

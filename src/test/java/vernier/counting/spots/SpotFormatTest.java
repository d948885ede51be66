package vernier.counting.spots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vernier.image.CsvTable;
import vernier.image.Origin;
import vernier.image.VernierException;

class SpotFormatTest {

	private static SpotLayout layout(final int slices, final String unit) {
		return new SpotLayout(1, slices, 0.1, 0.1, unit, Origin.CORNER, 0, 0);
	}

	@TempDir
	private Path folder;

	private CsvTable table(final SpotFormat format, final Localisation.Result result, final SpotLayout layout,
		final double nanometres)
	{
		final Path file = folder.resolve("spots.csv");
		format.write(file, result, layout, nanometres);
		return CsvTable.read(file);
	}

	/** The frames in the table, of a spot in each plane. */
	private List<Integer> frames(final int planes, final int slices) {
		final Spot spot = new Spot(1.5, 2.5, 100, 10, 1.3, 0.1, 1);
		final Localisation.Result result = new Localisation.Result(Collections.nCopies(planes, List.of(spot)), false, Map.of());
		final var table = table(SpotFormat.THUNDERSTORM, result, layout(slices, "um"), 0);
		return IntStream.range(0, table.size()).mapToObj(row -> (int) table.number(row, "frame")).toList();
	}

	@Test
	void aMovieHasItsTimeInTheFramesOrElseInTheSlices() {
		assertThat(frames(3, 1)).containsExactly(1, 2, 3);
		assertThat(frames(3, 3)).containsExactly(1, 2, 3);
		// two slices at each of two times
		assertThat(frames(4, 2)).containsExactly(1, 1, 2, 2);
	}

	@Test
	void theBackgroundsDeviationIsThatOfTheNoise() {
		final Spot spot = new Spot(1.5, 2.5, 100, 2, 1.3, 0.1, 1, 5.2);
		final Localisation.Result result = new Localisation.Result(List.of(List.of(spot)), true, Map.of());
		final var table = table(SpotFormat.THUNDERSTORM, result, layout(1, "um"), 0);
		assertThat(table.number(0, "offset [photon]")).isEqualTo(2);
		assertThat(table.number(0, "bkgstd [photon]")).isEqualTo(5.2);
	}

	@Test
	void whatTheTableCannotHoldIsRefusedOrSaid() {
		final SpotLayout colours = new SpotLayout(2, 1, 0.1, 0.1, "um", Origin.CORNER, 0, 0);
		assertThat(SpotFormat.CSV.pixelSize(colours, 0)).isZero();
		assertThatThrownBy(() -> SpotFormat.THUNDERSTORM.pixelSize(colours, 0)).isInstanceOf(VernierException.class)
			.hasMessageContaining("2 channels");
		final Spot spot = new Spot(1.5, 2.5, 100, 10, 1.3, 0.1, 1);
		final Localisation.Result result = new Localisation.Result(Collections.nCopies(4, List.of(spot)), true, Map.of());
		assertThat(SpotFormat.PICASSO.remarks(result, layout(2, "um"))).singleElement().asString().contains("no slices");
		assertThat(SpotFormat.PICASSO.remarks(result, layout(1, "um"))).isEmpty();
		assertThat(SpotFormat.PICASSO.remarks(result, layout(4, "um"))).isEmpty();
		assertThat(SpotFormat.CSV.remarks(result, layout(2, "um"))).isEmpty();
	}

	@Test
	void pixelsNeedNotBeSquare() {
		final Spot spot = new Spot(1.5, 2.5, 100, 10, 1.3, 0.1, 1);
		final Localisation.Result result = new Localisation.Result(List.of(List.of(spot)), false, Map.of());
		final SpotLayout layout = new SpotLayout(1, 1, 0.1, 0.4, "um", Origin.CORNER, 0, 0);
		final var table = table(SpotFormat.THUNDERSTORM, result, layout, 0);
		assertThat(table.number(0, "x [nm]")).isEqualTo(150);
		assertThat(table.number(0, "y [nm]")).isEqualTo(1000);
		assertThat(table.number(0, "sigma [nm]")).isEqualTo(260);
		assertThat(table(SpotFormat.PICASSO, result, layout, 0).number(0, "y [nm]")).isEqualTo(800);
		assertThat(table(SpotFormat.PICASSO, result, layout, 100).number(0, "y [nm]")).isEqualTo(200);
	}

	/** A TIFF file without calibration gives ImageJ a blank as its unit. */
	@Test
	void whatIsNotCalibratedIsInPixels() {
		assertThat(new SpotLayout(1, 1, 1, 1, " ", Origin.CORNER, 0, 0).unit()).isEqualTo("pixel");
	}

	/** As on a map: a spot in the second of ten rows, in the part of the image that begins at row 1. */
	@Test
	void yMayPointUp() {
		final Spot spot = new Spot(1.5, 0.75, 100, 10, 1.3, 0.1, 1);
		final SpotLayout layout = new SpotLayout(1, 1, 0.5, 2, "m", new Origin(-10, 21, true), 0, 1);
		assertThat(SpotReport.row(spot, 0, layout, false)).startsWith(1.5, 1.75).containsSequence(5.75, 38.5, "m");
	}

	/** Of an image whose pixel size is below 0 or nothing, tables of counts are in pixels, too. */
	@Test
	void aPixelSizeThatMeansNothingIsNone() {
		final Spot spot = new Spot(1.5, 2.5, 100, 10, 1.3, 0.1, 1);
		for (final double width : new double[] { -0.5, 0, Double.NaN }) {
			final SpotLayout layout = new SpotLayout(1, 1, width, 0.5, "um", new Origin(1, 0, false), 0, 0);
			assertThat(SpotReport.row(spot, 0, layout, false)).containsSequence(0.5, 2.5, "pixel");
			assertThatThrownBy(() -> SpotFormat.PICASSO.pixelSize(layout, 0)).isInstanceOf(VernierException.class);
		}
	}

	@ParameterizedTest
	@CsvSource({ "nm, 0.1", "um, 100", "\u00b5m, 100", "micrometres, 100", "mm, 1e5", "centimeter, 1e6", "inch, 2.54e6" })
	void thePixelSizeIsKnownBeforehand(final String unit, final double nanometres) {
		assertThat(SpotFormat.PICASSO.pixelSize(layout(1, unit), 0)).isCloseTo(nanometres, withinPercentage(1e-6));
		assertThat(SpotFormat.PICASSO.pixelSize(layout(1, unit), 65)).isEqualTo(65.0);
	}

	@Test
	void withoutAPixelSizeThereAreNoNanometres() {
		assertThat(SpotFormat.CSV.pixelSize(layout(1, "pixel"), 0)).isZero();
		assertThatThrownBy(() -> SpotFormat.THUNDERSTORM.pixelSize(layout(1, "pixel"), 0)).isInstanceOf(VernierException.class)
			.hasMessageContaining("calibrate the image");
		assertThatThrownBy(() -> SpotFormat.CSV.pixelSize(layout(1, "pixel"), -1)).isInstanceOf(VernierException.class)
			.hasMessageContaining("lies above 0");
	}
}

package vernier.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import vernier.image.CsvTable;
import vernier.image.MaskArea;
import vernier.image.PlanePoint;
import vernier.image.Region;
import vernier.image.VernierException;
import vernier.quality.CountScore;

class CountTablesTest {

	private static CsvTable table(final String columns, final Object[]... rows) {
		final CsvTable table = new CsvTable(List.of(columns.split(",")));
		for (final Object[] row : rows)
			table.add(row);
		return table;
	}

	private static Object[] row(final Object... values) {
		return values;
	}

	@Test
	void rowsArePairedByWhatTheyShare() {
		final CsvTable truth = table("roi,slice,count", row("a", 1, 10), row("b", 1, 20), row("a", 2, 30));
		final CsvTable found = table("roi,slice,count,low,high,model", row("a", 2, 33, 31, 35, "m"), row("a", 1, 9, 8, 12, "m"));
		assertThat(CountTables.pairs(truth, found)).containsExactly(new CountScore.Pair(30, 33, 31, 35), new CountScore.Pair(10,
			9, 8, 12));
		final CountScore score = CountScore.of(CountTables.pairs(truth, found));
		assertThat(score.meanAbsoluteError()).isEqualTo(2);
		assertThat(score.rootMeanSquareError()).isEqualTo(Math.sqrt(5));
		assertThat(score.meanRelativeError()).isEqualTo(0.1);
		assertThat(score.bias()).isEqualTo(1);
		assertThat(score.coverage()).isEqualTo(0.5);
	}

	@Test
	void withoutAnythingSharedByOrder() {
		assertThat(CountTables.pairs(table("truth", row(3), row(4)), table("count", row(5), row(6)))).extracting(
			CountScore.Pair::truth).containsExactly(3.0, 4.0);
		assertThatThrownBy(() -> CountTables.pairs(table("truth", row(3)), table("count", row(5), row(6)))).isInstanceOf(
			VernierException.class).hasMessageContaining("1 true and 2 found");
	}

	@Test
	void pointsAreCountedInTheirArea() {
		final List<PlanePoint> points = List.of(new PlanePoint(1, 1, 0, 0, 0), new PlanePoint(5, 5, 0, 1, 0), new PlanePoint(5,
			5, 0, 2, 0));
		final List<MaskArea> areas = List.of(new MaskArea("corner", new Region(0, 0, 4, 4), null, 0, 0, 0));
		final CsvTable found = table("roi,slice,count", row("image", 1, 2), row("corner", 1, 1), row("image", 2, 2));
		assertThat(CountTables.pairs(points, areas, found)).extracting(CountScore.Pair::truth).containsExactly(2.0, 1.0, 2.0);
		assertThatThrownBy(() -> CountTables.pairs(points, List.of(), found)).hasMessageContaining("\"corner\"");
	}

	@Test
	void missingColumnsAndRowsAreTold() {
		assertThatThrownBy(() -> CountTables.pairs(table("roi,n", row("a", 1)), table("roi,count", row("a", 1)))).isInstanceOf(
			VernierException.class).hasMessageContaining("lacks the column(s) count; it has roi, n");
		assertThatThrownBy(() -> CountTables.pairs(table("roi,count", row("a", 1)), table("roi,count", row("b", 1))))
			.hasMessageContaining("no true count for roi b");
		assertThatThrownBy(() -> CountScore.of(List.of())).isInstanceOf(VernierException.class);
	}

	@Test
	void timeIsTheSameInFramesAndInSlices() {
		final CsvTable found = table("roi,slice,frame,count", row("image", 1, 1, 4), row("image", 2, 1, 5), row("image", 3, 1,
			6));
		final CsvTable truth = table("frame,truth", row(3, 9), row(2, 8), row(1, 7));
		assertThat(CountTables.pairs(truth, found)).extracting(CountScore.Pair::truth).containsExactly(7.0, 8.0, 9.0);
		final List<PlanePoint> points = List.of(new PlanePoint(1, 1, 0, 0, 2), new PlanePoint(1, 1, 0, 0, 2), new PlanePoint(1,
			1, 0, 0, 3));
		assertThat(CountTables.pairs(points, List.of(), found)).extracting(CountScore.Pair::truth).containsExactly(0.0, 2.0,
			1.0);
	}

	/** As a cell that is followed through slices may be. */
	@Test
	void selectionsOfOneNameBelongToTheirPlanes() {
		final List<MaskArea> areas = List.of(new MaskArea("cell", new Region(0, 0, 4, 4), null, 0, 1, 0), new MaskArea("cell",
			new Region(4, 4, 4, 4), null, 0, 2, 0));
		final List<PlanePoint> points = List.of(new PlanePoint(1, 1, 0, 0, 0), new PlanePoint(5, 5, 0, 0, 0), new PlanePoint(6,
			6, 0, 0, 0));
		assertThat(CountTables.pairs(points, areas, table("roi,slice,count", row("cell", 1, 1), row("cell", 2, 1)))).extracting(
			CountScore.Pair::truth).containsExactly(1.0, 2.0);
	}

	@Test
	void twoCountsOfTheSameAreNotPairedWithOneTruth() {
		final CsvTable truth = table("roi,slice,count", row("image", 1, 10));
		assertThatThrownBy(() -> CountTables.pairs(truth, table("Label,roi,slice,count", row("a.tif", "image", 1, 9), row(
			"b.tif", "image", 1, 70)))).isInstanceOf(VernierException.class).hasMessageContaining(
				"found counts has two rows for roi image, slice 1");
	}

	@Test
	void imagesAreTheLabelsOfImageJ() {
		final CsvTable truth = table("Label,truth", row("b.tif", 60), row("a.tif", 10));
		assertThat(CountTables.pairs(truth, table("Label,roi,slice,count", row("a.tif", "image", 1, 9), row("b.tif", "image", 1,
			70)))).extracting(CountScore.Pair::truth).containsExactly(10.0, 60.0);
	}

	@Test
	void planesAreNumbersHoweverTheyAreWritten() {
		assertThat(CountTables.pairs(table("slice,truth", row("2.0", 5), row("1.0", 3)), table("slice,count", row("1", 4), row(
			"2", 4)))).extracting(CountScore.Pair::truth).containsExactly(3.0, 5.0);
	}
}

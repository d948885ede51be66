package vernier.counting.spots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import vernier.image.Cancelled;
import vernier.image.CancelledException;
import vernier.image.CsvTable;
import vernier.image.PlanePoint;
import vernier.image.Progress;

class SpotTablesTest {

	@Test
	void pointsTellThePlanesThatTheyAllTell() {
		assertThat(SpotTables.of(List.of()).columns()).containsExactly("x_px", "y_px");
		assertThat(SpotTables.of(List.of(new PlanePoint(1, 2, 0, 3, 0), new PlanePoint(1, 2, 1, 4, 0))).columns())
			.containsExactly("x_px", "y_px", "slice");
		final CsvTable all = SpotTables.of(List.of(new PlanePoint(1.5, 2.5, 2, 3, 4)));
		assertThat(all.columns()).containsExactly("x_px", "y_px", "slice", "channel", "frame");
		assertThat(all.number(0, "x_px")).isEqualTo(1.5);
		assertThat(all.number(0, "channel")).isEqualTo(2);
		assertThat(all.number(0, "frame")).isEqualTo(4);
	}

	/** A spot at the same place of another channel is another spot. */
	@Test
	void channelsAndFramesAreToldApart() {
		final CsvTable truth = SpotTables.of(List.of(new PlanePoint(5, 5, 1, 1, 1), new PlanePoint(5, 5, 2, 1, 1)));
		final CsvTable found = new CsvTable(List.of("x_px", "y_px", "slice", "channel", "frame"));
		found.add(5, 5, 1, 1, 1);
		found.add(5, 5, 1, 1, 2);
		assertThat(SpotTables.score(truth, found, 3, Progress.NONE).f1()).isEqualTo(0.5);
		assertThat(SpotTables.pairs(truth, found, 3, Progress.NONE)).hasSize(1);
	}

	/** ImageJ opens a movie of no known axis as slices; tables of localisations count frames. */
	@Test
	void timeIsTheSameInFramesAndInSlices() {
		final CsvTable truth = new CsvTable(List.of("x_px", "y_px", "frame"));
		final CsvTable found = new CsvTable(List.of("x_px", "y_px", "slice", "channel", "frame"));
		for (int time = 1; time <= 5; time++) {
			truth.add(10 * time, 5, time);
			found.add(10 * time, 5, time, 1, 1);
		}
		assertThat(SpotTables.score(truth, found, 3, Progress.NONE).f1()).isEqualTo(1);
		assertThat(SpotTables.score(found, truth, 3, Progress.NONE).f1()).isEqualTo(1);
		assertThat(SpotTables.pairs(truth, found, 3, Progress.NONE)).hasSize(5);
		assertThatThrownBy(() -> SpotTables.score(truth, found, 3, Cancelled.PROGRESS)).isInstanceOf(CancelledException.class);
		assertThatThrownBy(() -> SpotTables.pairs(truth, found, 3, Cancelled.PROGRESS)).isInstanceOf(CancelledException.class);
	}
}

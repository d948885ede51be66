package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import ij.gui.Plot;
import vernier.quality.CountScore.Pair;

class ScoreCountsPlotTest {

	@Test
	void aCountOfNothingLiesWithinTheFrame() {
		final Plot plot = (Plot) ScoreCountsTask.plot(List.of(new Pair(0, 0.5, 0, 2), new Pair(40, 38, 30, 47))).getProperty(
			Plot.PROPERTY_KEY);
		assertThat(plot.getLimits()[0]).isNegative();
		assertThat(plot.getLimits()[2]).isNegative();
	}
}

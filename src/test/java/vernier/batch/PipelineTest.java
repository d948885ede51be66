package vernier.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import vernier.model.ModelCatalog;

class PipelineTest {

	private static final int MIB = 1 << 20;
	private static final int PLENTY = 1 << 20;

	private static double growth(final String... steps) {
		try (Steps parsed = Steps.parse(List.of(steps), ModelCatalog.standard(), line -> {})) {
			return parsed.growth();
		}
	}

	@Test
	void theShareOfMemoryGrowsWithTheResult() {
		assertThat(growth("operator operator=l0-smoothing")).isEqualTo(1);
		assertThat(growth("super-resolve scale=2")).isEqualTo(4);
		assertThat(growth("super-resolve scale=8", "operator operator=l0-smoothing")).isEqualTo(64);
		assertThat(growth("locate rendering=gaussian")).isEqualTo(1 + 4 * 64);
		assertThat(growth("locate")).isEqualTo(1);
		assertThat(growth("count object-size=3 density")).isEqualTo(5);
		assertThat(growth("count object-size=3 density", "locate rendering=gaussian")).isEqualTo(1 + 4 + 4 * 64);
		assertThat(growth("super-resolve scale=2", "count object-size=3 density")).isEqualTo(4 + 4 * 4);
		assertThat(Pipeline.cost(MIB, false, 1, PLENTY)).isEqualTo(6);
		assertThat(Pipeline.cost(MIB, false, 4, PLENTY)).isEqualTo(6);
		assertThat(Pipeline.cost(MIB, false, 64, PLENTY)).isEqualTo(66);
		assertThat(Pipeline.cost(MIB, true, 64, PLENTY)).isEqualTo(220);
		assertThat(Pipeline.cost(MIB, false, 64, 50)).isEqualTo(50);
		assertThat(Pipeline.cost(0, false, 64, 50)).isEqualTo(1);
	}
}

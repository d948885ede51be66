package vernier.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class SystemMemoryTest {

	private static final List<String> LINES = List.of("MemTotal:       24684092 kB", "MemFree:          200000 kB",
		"MemAvailable:   23015596 kB", "Cached:         21204760 kB", "HugePages_Total:       0");
	private static final long KIB = 1024;

	@Test
	void cachedFilesCountAsFree() {
		assertThat(SystemMemory.free(LINES, 24684092 * KIB, 200000 * KIB)).isEqualTo(23015596 * KIB);
	}

	@Test
	void withinAContainerOnlyItsOwnMemoryCounts() {
		assertThat(SystemMemory.free(LINES, 2000000 * KIB, 200000 * KIB)).isEqualTo(200000 * KIB);
	}

	@Test
	void otherSystemsSayItThemselves() {
		assertThat(SystemMemory.free(List.of(), 24684092 * KIB, 200000 * KIB)).isEqualTo(200000 * KIB);
		assertThat(SystemMemory.free()).isPositive().isLessThanOrEqualTo(SystemMemory.total());
	}
}

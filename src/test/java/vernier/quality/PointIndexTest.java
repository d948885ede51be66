package vernier.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

class PointIndexTest {

	/** A row and a column side by side in a number cancel each other in its hash, and thousands of cells share one. */
	@Test
	void keysOfNeighboursHaveHashesOfTheirOwn() {
		final Set<Integer> hashes = new HashSet<>();
		final Set<Long> keys = new HashSet<>();
		for (long row = -100; row < 100; row++)
			for (long column = -100; column < 100; column++) {
				keys.add(PointIndex.key(column, row));
				hashes.add(Long.hashCode(PointIndex.key(column, row)));
			}
		assertThat(keys).hasSize(40_000);
		assertThat(hashes).hasSizeGreaterThan(39_000);
	}

	@Test
	void allWithinTheReachAreFound() {
		final PointIndex index = new PointIndex(3);
		index.add(0, 5.9, 6.1);
		index.add(1, -0.5, -0.5);
		index.add(2, 40, 6);
		assertThat(index.around(8.8, 6.1)).contains(0).doesNotContain(2);
		assertThat(index.around(1, 1)).contains(1);
	}
}

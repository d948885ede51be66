package vernier.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import vernier.image.Region;

class TilePlanTest {

	@Property(tries = 300)
	void everyPixelIsInExactlyOneTile(@ForAll @IntRange(min = 1, max = 70) final int width,
		@ForAll @IntRange(min = 1, max = 70) final int height, @ForAll @IntRange(min = 1, max = 40) final int tile,
		@ForAll @IntRange(min = 1, max = 4) final int step)
	{
		final int[] covered = new int[width * height];
		for (final Region r : TilePlan.of(width, height, tile, step).tiles())
			for (long y = r.y(); y < r.endY(); y++)
				for (long x = r.x(); x < r.endX(); x++)
					covered[(int) (y * width + x)]++;
		assertThat(covered).containsOnly(1);
	}

	@Property(tries = 300)
	void tilesAreEqualisedAndOnTheStep(@ForAll @IntRange(min = 1, max = 5000) final int size,
		@ForAll @IntRange(min = 8, max = 600) final int tile, @ForAll @IntRange(min = 1, max = 4) final int step)
	{
		final TilePlan plan = TilePlan.of(size, 1, tile, step);
		final int fewest = (int) Math.ceil(size / (double) (tile / step * step));
		assertThat(plan.columns()).isEqualTo(fewest);
		for (final Region r : plan.tiles()) {
			assertThat(r.width()).isLessThanOrEqualTo(tile);
			assertThat(r.x() % step).isZero();
			if (r.endX() < size)
				assertThat(r.width()).isBetween(size / fewest - step, size / fewest + step);
		}
	}

	@Test
	void planesBeyondTheIntegerRangeAreCut() {
		final TilePlan plan = TilePlan.of(3_000_000_000L, 2, 1 << 20, 2);
		final Region last = plan.tiles().get(plan.tiles().size() - 1);
		assertThat(last.endX()).isEqualTo(3_000_000_000L);
	}
}

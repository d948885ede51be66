package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class RegionTest {

	@Property
	void grownRegionsHoldTheRegionAndStayInThePlane(@ForAll @LongRange(max = 5_000_000_000L) final long x,
		@ForAll @LongRange(max = 1000) final long y, @ForAll @IntRange(min = 1, max = 300) final int width,
		@ForAll @IntRange(min = 1, max = 300) final int height, @ForAll @IntRange(max = 50) final int margin)
	{
		final Region region = new Region(x, y, width, height);
		final long planeWidth = region.endX() + 20;
		final long planeHeight = region.endY() + 20;
		final Region grown = region.grow(margin, margin, planeWidth, planeHeight);
		assertThat(grown.contains(region)).isTrue();
		assertThat(grown.x()).isEqualTo(Math.max(0, x - margin));
		assertThat(grown.endX()).isEqualTo(Math.min(planeWidth, x + width + margin));
		assertThat(grown.y()).isEqualTo(Math.max(0, y - margin));
		assertThat(grown.endY()).isEqualTo(Math.min(planeHeight, y + height + margin));
		assertThat(region.contains(grown)).isEqualTo(grown.equals(region));
	}

	@Property
	void theUnionHoldsBothAndIsNoLarger(@ForAll @LongRange(max = 200) final long x, @ForAll @LongRange(max = 200) final long y,
		@ForAll @IntRange(min = 1, max = 90) final int width, @ForAll @IntRange(min = 1, max = 90) final int height)
	{
		final Region fixed = new Region(100, 60, 30, 20);
		final Region other = new Region(x, y, width, height);
		final Region union = fixed.union(other);
		assertThat(union.contains(fixed) && union.contains(other)).isTrue();
		assertThat(union).isEqualTo(other.union(fixed));
		assertThat(union.x()).isIn(fixed.x(), other.x());
		assertThat(union.endY()).isIn(fixed.endY(), other.endY());
	}

	@Property
	void stripsCoverARegionOnceAndInOrder(@ForAll @LongRange(max = 5_000_000_000L) final long x,
		@ForAll @IntRange(min = 1, max = 100_000) final int width,
		@ForAll @IntRange(min = 1, max = 20) final int height)
	{
		final Region region = new Region(x, 3, width, height);
		final List<Region> strips = new ArrayList<>();
		Strips.forEach(region, strips::add);
		long next = 0;
		for (final Region strip : strips) {
			assertThat(region.contains(strip)).isTrue();
			assertThat(strip.size()).isBetween(1L, (long) Strips.LENGTH);
			assertThat(strip.height() == 1 || strip.width() == width).isTrue();
			assertThat(Strips.index(region, strip)).isEqualTo((int) next);
			next += strip.size();
		}
		assertThat(next).isEqualTo(region.size());
	}
}

package vernier.superres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import vernier.image.VernierException;

class ScaleLadderTest {

	private static final List<Integer> ALL = List.of(2, 3, 4);

	@Property
	void theProductReachesTheFactorAndNoSmallerOneDoes(@ForAll @DoubleRange(min = 1.1, max = 8) final double factor) {
		final int product = ScaleLadder.product(ScaleLadder.of(factor, ALL));
		assertThat((double) product).isGreaterThanOrEqualTo(factor);
		for (final int other : new int[] { 2, 3, 4, 6, 8 })
			assertThat(other >= factor && other < product).isFalse();
	}

	@Test
	void integersOfTheFamilyAreReachedByOneNetwork() {
		for (final int scale : ALL)
			assertThat(ScaleLadder.of(scale, ALL)).containsExactly(scale);
		assertThat(ScaleLadder.of(1.1, ALL)).containsExactly(2);
		assertThat(ScaleLadder.of(2.0001, ALL)).containsExactly(3);
	}

	@Test
	void beyondFourTwoNetworksFollowOneAnotherLargerFirst() {
		assertThat(ScaleLadder.of(8, ALL)).containsExactly(4, 2);
		assertThat(ScaleLadder.of(5, ALL)).containsExactly(3, 2);
		assertThat(ScaleLadder.of(8, List.of(2))).containsExactly(2, 2, 2);
	}

	@Test
	void whatCannotBeReachedIsSaid() {
		assertThatThrownBy(() -> ScaleLadder.of(8, List.of(1))).isInstanceOf(VernierException.class) //
			.hasMessageContaining("8");
	}
}

package vernier.superres.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import vernier.image.VernierException;

class VolumeGridTest {

	private static final Spacing THICK = new Spacing(0.7, 0.7, 3);

	@Test
	void isotropicIsTheFinestSpacing() {
		final VolumeGrid grid = VolumeGrid.of(THICK, "isotropic");
		assertThat(grid.to()).isEqualTo(new Spacing(0.7, 0.7, 0.7));
		assertThat(grid.thick()).isEqualTo(2);
		assertThat(grid.factor(0)).isEqualTo(1);
		assertThat(grid.factor(2)).isCloseTo(3 / 0.7, within(1e-12));
		assertThat(grid.size(2, 40)).isEqualTo(171);
		assertThat(grid.suffix()).isEqualTo("iso0.7");
	}

	/** 320 voxels of 0.6979 that are said to be of 0.7 would end 0.7 too late. */
	@Test
	void whereVoxelsStayAsTheyAreSoDoesTheirSize() {
		final VolumeGrid grid = VolumeGrid.of(new Spacing(0.6979, 0.7031, 3), "0.7");
		assertThat(grid.factor(0)).isEqualTo(1);
		assertThat(grid.to()).isEqualTo(new Spacing(0.6979, 0.7031, 0.7));
		assertThat(grid.suffix()).isEqualTo("iso0.7");
	}

	@ParameterizedTest
	@CsvSource({ "1, 0.7, 3, 2", "3, 1, 1, 0", "1, 2.5, 1, 1", "0.5, 0.7, 3, 2" })
	void findsTheThickAxis(final double x, final double y, final double z, final int thick) {
		assertThat(VolumeGrid.of(new Spacing(x, y, z), "Isotropic").thick()).isEqualTo(thick);
	}

	@Test
	void oneOrThreeNumbers() {
		assertThat(VolumeGrid.of(THICK, "0.8").to()).isEqualTo(new Spacing(0.8, 0.8, 0.8));
		assertThat(VolumeGrid.of(THICK, "0.7x0.7X1.5").to()).isEqualTo(new Spacing(0.7, 0.7, 1.5));
		assertThat(VolumeGrid.of(THICK, " 0.7 x 0.7 x 1 ").to()).isEqualTo(new Spacing(0.7, 0.7, 1));
		assertThat(VolumeGrid.of(THICK, "0.7,0.7,1").suffix()).isEqualTo("0.7x0.7x1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "0|must be above 0", "-1|must be above 0", "0.7x0.7x0|must be above 0",
		"0|in the image's unit", "NaN|neither one number",
		"fine|nor three: give sizes in the image's unit", "1x2|neither one number nor three",
		"|neither one number nor three", "3|not finer", "0.1|up to 6 is possible" })
	void saysWhatIsWrong(final String spacing, final String sentence) {
		assertThatThrownBy(() -> VolumeGrid.of(THICK, spacing == null ? "" : spacing)).isInstanceOf(VernierException.class)
			.hasMessageContaining(sentence);
	}

	@Test
	void isotropicAlready() {
		assertThatThrownBy(() -> VolumeGrid.of(new Spacing(1, 1, 1), "isotropic")).isInstanceOf(VernierException.class)
			.hasMessageContaining("isotropic already").hasMessageContaining("such as 0.5");
		// but it can be made finer
		assertThat(VolumeGrid.of(new Spacing(1, 1, 1), "0.5").factor(2)).isEqualTo(2);
	}

	@Test
	void tooLargeAFactorNamesAPossibleSpacing() {
		assertThatThrownBy(() -> VolumeGrid.of(new Spacing(0.4, 0.4, 5), "isotropic")).isInstanceOf(VernierException.class)
			.hasMessageContaining("factor of 12.5").hasMessageContaining("at least 0.84 along z");
		assertThat(VolumeGrid.of(new Spacing(0.4, 0.4, 5), "0.4x0.4x0.84").factor(2)).isLessThan(6);
	}

	@ParameterizedTest
	@CsvSource({ "0, 1, 1", "1, -1, 1", "1, 1, NaN", "1, 1, Infinity" })
	void voxelSizesAreAboveZero(final double x, final double y, final double z) {
		assertThatThrownBy(() -> new Spacing(x, y, z)).isInstanceOf(VernierException.class).hasMessageContaining("above 0");
	}

	/** Outlines coincide: the result covers the input to half a voxel. */
	@Property
	void extentIsKept(@ForAll @DoubleRange(min = 0.3, max = 2) final double fine,
		@ForAll @DoubleRange(min = 1.1, max = 5.9) final double factor, @ForAll @IntRange(min = 2, max = 300) final int slices)
	{
		final VolumeGrid grid = VolumeGrid.of(new Spacing(fine, fine, fine * factor), "isotropic");
		assertThat(grid.size(2, slices) * fine).isCloseTo(slices * fine * factor, within(fine * 0.5001));
	}
}

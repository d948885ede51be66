package vernier.superres.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class AxisWeightsTest {

	private static float[] apply(final AxisWeights weights, final float... in) {
		final float[] out = new float[weights.outputs()];
		weights.apply(in, out, 1);
		return out;
	}

	/** A ramp in millimetres stays the ramp, which is what the half-pixel rule says. */
	@Property
	void rampsAreKept(@ForAll @DoubleRange(min = 1.1, max = 6) final double factor,
		@ForAll @IntRange(min = 6, max = 40) final int slices)
	{
		final float[] ramp = new float[slices];
		for (int k = 0; k < slices; k++)
			ramp[k] = (float) ((k + 0.5) * factor);
		final int voxels = (int) Math.round(slices * factor);
		final float[] fine = apply(AxisWeights.cubic(voxels, slices, factor), ramp);
		for (int i = (int) (3 * factor); i < voxels - 3 * factor; i++)
			assertThat(fine[i]).isCloseTo(i + 0.5f, within(1e-3f));
	}

	@Property
	void rowsSumToOne(@ForAll @DoubleRange(min = 1.1, max = 6) final double factor,
		@ForAll @IntRange(min = 2, max = 40) final int slices, @ForAll @DoubleRange(min = 0, max = 1.3) final double thickness)
	{
		final int voxels = (int) Math.round(slices * factor);
		for (final AxisWeights weights : new AxisWeights[] { AxisWeights.cubic(voxels, slices, factor),
			AxisWeights.profile(voxels, slices, factor, thickness) })
			for (int i = 0; i < weights.outputs(); i++) {
				double sum = 0;
				for (final float weight : weights.row(i))
					sum += weight;
				assertThat(sum).isCloseTo(1, within(1e-5));
				assertThat(weights.first(i)).isBetween(0, weights.inputs() - weights.row(i).length);
			}
	}

	/** The profile has its width at half maximum. */
	@Example
	void profileHasTheThickness() {
		final float[] row = AxisWeights.profile(90, 30, 3, 2).row(15);
		final float peak = row[row.length / 2 - 1];
		// centre 46, half width 3
		assertThat(AxisWeights.profile(90, 30, 3, 2).first(15) + row.length / 2 - 1).isEqualTo(46);
		assertThat(row[row.length / 2 - 1 + 3]).isCloseTo(peak / 2, within(1e-4f));
	}

	@Example
	void pointsTakeOneVoxel() {
		assertThat(apply(AxisWeights.profile(6, 2, 3, 0), 1, 2, 3, 4, 5, 6)).containsExactly(2, 5);
	}
}

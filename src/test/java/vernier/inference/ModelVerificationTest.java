package vernier.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;

import org.junit.jupiter.api.Test;

import vernier.model.Tolerance;

class ModelVerificationTest {

	private static ModelVerification.Outcome compare(final float[] published, final float... found) {
		return ModelVerification.compare("model", "CPU", FloatBuffer.wrap(found), published, new Tolerance(1e-3, 1e-3));
	}

	@Test
	void largeValuesMayDifferByMore() {
		// processors round differently, in the seventh digit
		final float[] published = { 0.5f, -1849.4993f };
		assertThat(compare(published, 0.5f, -1849.4958f).passed()).isTrue();
		assertThat(compare(published, 0.5f, -1852).passed()).isFalse();
		final ModelVerification.Outcome small = compare(published, 0.51f, -1849.4958f);
		assertThat(small.passed()).isFalse();
		assertThat(small.maxDifference()).isBetween(0.0099, 0.0101);
		assertThat(small.toString()).endsWith("allowed 0.0015: NOT as published");
	}

	@Test
	void whatIsNoNumberIsNotAsPublished() {
		assertThat(compare(new float[] { 1 }, Float.NaN).passed()).isFalse();
		final Tolerance nothing = new Tolerance(0, 0);
		assertThat(ModelVerification.compare("model", "CPU", FloatBuffer.wrap(new float[] { 1 }), new float[] { 1 }, nothing)
			.passed()).isTrue();
	}
}

package vernier.operators.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import vernier.image.Progress;

class LimitsTest {

	private static final int WIDTH = 50, HEIGHT = 40;

	static Stream<ExactOperator> operators() {
		return ExactOperators.list().stream().filter(operator -> operator.limits(true).isPresent() || operator.limits(false)
			.isPresent());
	}

	@ParameterizedTest
	@MethodSource("operators")
	void noResultIsBeyondThem(final ExactOperator operator) {
		for (final int channels : operator.info().needsColour() ? List.of(3) : List.of(1, 3)) {
			final Optional<Limits> limits = operator.limits(channels == 3);
			for (final double place : limits.isPresent() ? new double[] { 0, 0.4, 1 } : new double[0]) {
				final double strength = operator.info().at(place);
				for (final Picture picture : pictures(channels)) {
					final Picture result = operator.apply(picture.copy(), strength, Progress.NONE);
					for (int c = 0; c < channels; c++) {
						final float[] values = picture.channels()[c];
						final float[] lowest = WindowExtremes.least(values, WIDTH, HEIGHT, limits.get().reach());
						final float[] highest = WindowExtremes.greatest(values, WIDTH, HEIGHT, limits.get().reach());
						for (int i = 0; i < WIDTH * HEIGHT; i++)
							// L0 smoothing is an approximation
							assertThat(result.channels()[c][i]).as("%s at %s, of %s", operator.info().id(), strength, values[i]).isBetween(
								limits.get().least(lowest[i], strength) - 0.08f, limits.get().greatest(highest[i], strength) + 0.08f);
					}
				}
			}
		}
	}

	/** A black square on white, beside noise. */
	@ParameterizedTest
	@MethodSource("operators")
	void noResultIsFurtherBeyondASquareThanItSays(final ExactOperator operator) {
		final int size = 60;
		final Picture picture = Picture.of(size, size, operator.info().needsColour() ? 3 : 1);
		final Random random = new Random(8);
		for (final float[] channel : picture.channels())
			for (int i = 0; i < size * size; i++) {
				final int x = i % size, y = i / size;
				channel[i] = x >= 24 && x < 54 && y >= 14 && y < 44 ? 0 : x < 12 ? random.nextFloat() : 1;
			}
		for (final double place : new double[] { 0, 0.3, 0.6, 1 }) {
			final double strength = operator.info().at(place);
			final Limits limits = operator.limits(false).orElseThrow();
			final float[] result = operator.apply(picture.copy(), strength, Progress.NONE).channels()[0];
			for (final int radius : new int[] { 0, 1, 4, 7, 13 }) {
				final float beyond = limits.beyond(2 * radius + 1, strength);
				final float[] lowest = WindowExtremes.least(picture.channels()[0], size, size, radius);
				final float[] highest = WindowExtremes.greatest(picture.channels()[0], size, size, radius);
				for (int i = 0; i < size * size; i++)
					assertThat(result[i]).as("%s at %s, radius %s", operator.info().id(), strength, radius).isBetween(lowest[i] - beyond -
						0.01f, highest[i] + beyond + 0.01f);
			}
		}
	}

	/** Noise, thin lines on black and on white, soft shapes with noise, and a staircase. */
	private static List<Picture> pictures(final int channels) {
		final Random random = new Random(6);
		final Picture noise = Picture.of(WIDTH, HEIGHT, channels), lines = Picture.of(WIDTH, HEIGHT, channels),
				inverse = Picture.of(WIDTH, HEIGHT, channels), soft = Picture.of(WIDTH, HEIGHT, channels),
				stairs = Picture.of(WIDTH, HEIGHT, channels);
		for (int c = 0; c < channels; c++)
			for (int i = 0; i < WIDTH * HEIGHT; i++) {
				final int x = i % WIDTH, y = i / WIDTH;
				noise.channels()[c][i] = random.nextFloat();
				lines.channels()[c][i] = y == 5 + x / 2 || x == 11 * (c + 1) ? 1 : 0;
				inverse.channels()[c][i] = 1 - lines.channels()[c][i];
				soft.channels()[c][i] = (float) Math.max(0, Math.min(1, 0.5 + 0.4 * Math.sin(x / 6.0 + c) * Math.cos(y / 5.0) + 0.1 *
					random.nextGaussian()));
				stairs.channels()[c][i] = x / 10 / 4f;
			}
		return List.of(noise, lines, inverse, soft, stairs);
	}
}

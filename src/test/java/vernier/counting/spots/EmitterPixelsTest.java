package vernier.counting.spots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import vernier.image.Region;

class EmitterPixelsTest {

	private static final int WIDTH = 30;
	private static final int HEIGHT = 20;
	private static final PlaneNoise LEVEL = new PlaneNoise(100, 5);

	/** What a network gives: channels x height x width. */
	private static float[] empty() {
		final float[] out = new float[6 * WIDTH * HEIGHT];
		for (int i = 0; i < WIDTH * HEIGHT; i++)
			out[i] = -10;
		return out;
	}

	private static void set(final float[] out, final int x, final int y, final double probability, final double... says) {
		final int i = y * WIDTH + x;
		out[i] = (float) Math.log(probability / (1 - probability));
		for (int c = 0; c < says.length; c++)
			out[(c + 1) * WIDTH * HEIGHT + i] = (float) says[c];
	}

	private static List<Spot> spots(final float[] out, final int tile) {
		final EmitterPixels pixels = new EmitterPixels(LEVEL);
		for (int y = 0; y < HEIGHT; y += tile)
			for (int x = 0; x < WIDTH; x += tile) {
				final Region region = new Region(x, y, Math.min(tile, WIDTH - x), Math.min(tile, HEIGHT - y));
				final FloatBuffer block = FloatBuffer.allocate(6 * (int) region.size());
				for (int c = 0; c < 6; c++)
					for (int v = 0; v < region.height(); v++)
						for (int u = 0; u < region.width(); u++)
							block.put(out[(c * HEIGHT + y + v) * WIDTH + x + u]);
				pixels.write(region, block);
			}
		return pixels.spots(0.5);
	}

	@Test
	void oneSurePixelIsOneSpot() {
		final float[] out = empty();
		set(out, 7, 4, 0.97, 0.2, -0.3, 400, 2, 1.25);
		final List<Spot> spots = spots(out, 100);
		assertThat(spots).hasSize(1);
		assertThat(spots.get(0).x()).isCloseTo(7.7, within(1e-5));
		assertThat(spots.get(0).y()).isCloseTo(4.2, within(1e-5));
		assertThat(spots.get(0).intensity()).isCloseTo(2000, within(1e-2));
		assertThat(spots.get(0).background()).isCloseTo(110, within(1e-3));
		assertThat(spots.get(0).sigma()).isCloseTo(1.25, within(1e-5));
		assertThat(spots.get(0).probability()).isCloseTo(0.97, within(1e-5));
	}

	@Test
	void aSpotBetweenTwoPixelsIsOne() {
		final float[] out = empty();
		set(out, 7, 4, 0.5, 0.5, 0, 400, 0, 1.3);
		set(out, 8, 4, 0.4, -0.5, 0, 400, 0, 1.3);
		final List<Spot> spots = spots(out, 100);
		assertThat(spots).hasSize(1);
		assertThat(spots.get(0).x()).isCloseTo(8, within(1e-5));
		assertThat(spots.get(0).probability()).isCloseTo(0.9, within(1e-5));
	}

	@Test
	void neighboursThatPointApartAreTwo() {
		final float[] out = empty();
		set(out, 7, 4, 0.9, -0.3, 0, 400, 0, 1.3);
		set(out, 8, 4, 0.8, 0.3, 0, 400, 0, 1.3);
		assertThat(spots(out, 100)).hasSize(2);
	}

	@Test
	void surePixelsThatPointToTheSamePlaceAreOne() {
		final float[] out = empty();
		set(out, 7, 4, 0.9, 0.45, 0, 400, 0, 1.3);
		set(out, 8, 4, 0.8, -0.45, 0, 400, 0, 1.3);
		assertThat(spots(out, 100)).hasSize(1);
	}

	@Test
	void notANumberIsNoSpot() {
		final float[] out = empty();
		out[3] = Float.NaN;
		assertThat(spots(out, 100)).isEmpty();
	}

	@Property(tries = 60)
	void tilesDoNotMatter(@ForAll final long seed, @ForAll @IntRange(min = 1, max = 31) final int tile) {
		final Random random = new Random(seed);
		final float[] out = empty();
		for (int i = 0; i < 120; i++)
			set(out, random.nextInt(WIDTH), random.nextInt(HEIGHT), 0.01 + 0.98 * random.nextDouble(), random.nextGaussian() * 0.4,
				random.nextGaussian() * 0.4, 100 + 300 * random.nextDouble(), random.nextDouble(), 1 + random.nextDouble());
		assertThat(spots(out, tile)).isEqualTo(spots(out, 100));
	}
}

package vernier.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.model.Model;

/** Tiles of one value are computed once, and nobody sees it in the result. */
class ConstantTilesTest {

	/** A plane that tells where it is one value. */
	private static final class Patchy extends ArrayPlane {

		Patchy(final int width, final int height) {
			super(1, width, height);
		}

		/** One value with some rectangles of others and of noise in it. */
		static Patchy random(final int width, final int height, final long seed) {
			final Patchy plane = new Patchy(width, height);
			final Random random = new Random(seed);
			Arrays.fill(plane.values, random.nextInt(3) / 4f);
			for (int n = random.nextInt(4); n > 0; n--) {
				final int x0 = random.nextInt(width);
				final int y0 = random.nextInt(height);
				final int x1 = x0 + 1 + random.nextInt(width - x0);
				final int y1 = y0 + 1 + random.nextInt(height - y0);
				final float value = random.nextInt(3) / 4f;
				final boolean noise = random.nextBoolean();
				for (int y = y0; y < y1; y++)
					for (int x = x0; x < x1; x++)
						plane.values[y * width + x] = noise ? random.nextFloat() : value;
			}
			return plane;
		}

		@Override
		public Optional<float[]> constant(final Region region) {
			final float first = values[(int) (region.y() * width + region.x())];
			for (long y = region.y(); y < region.endY(); y++)
				for (long x = region.x(); x < region.endX(); x++)
					if (values[(int) (y * width + x)] != first)
						return Optional.empty();
			return Optional.of(new float[] { first });
		}
	}

	/** Notes what is computed; can be moved. */
	private static class Movable extends BoxEnlarger {

		final List<Region> computed = new ArrayList<>();

		@Override
		public Optional<Shift> shift() {
			return Optional.of(new Shift(1, 2));
		}

		@Override
		public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
			computed.add(block.target());
			super.compute(block, source, target);
		}
	}

	private static float[] run(final BlockOperator operator, final ArrayPlane source, final int tile) {
		final ArrayPlane target = new ArrayPlane(1, operator.targetWidth(source.width), operator.targetHeight(source.height));
		try (TiledRun run = new TiledRun(operator, tile, 2)) {
			run.run(source, target, Progress.NONE);
		}
		return target.values;
	}

	@Property(tries = 60)
	void theResultIsTheSameBitByBit(@ForAll @IntRange(min = 1, max = 420) final int width,
		@ForAll @IntRange(min = 1, max = 420) final int height, @ForAll @IntRange(min = 2, max = 1200) final int tile,
		@ForAll final long seed)
	{
		final Patchy source = Patchy.random(width, height, seed);
		assertThat(Arrays.equals(run(new Movable(), source, tile), run(new BoxEnlarger(), source, 2000))).isTrue();
	}

	/** What is left of a plane may be scraps, which say nothing about the tiles that the next planes can have. */
	@Test
	void theTilesOfFurtherPlanesAreHalfOfThoseThatDidNotFit() {
		final AtomicInteger calls = new AtomicInteger();
		final BlockOperator scarce = new Movable() {

			@Override
			public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
				// of the blank plane, the last corner
				if (calls.incrementAndGet() == 9)
					throw new OutOfMemoryError("Java heap space");
				super.compute(block, source, target);
			}
		};
		final Patchy blank = new Patchy(1024, 1024);
		final ArrayPlane target = new ArrayPlane(1, 2048, 2048);
		try (TiledRun run = new TiledRun(scarce, 1024, 2)) {
			assertThat(run.run(blank, target, Progress.NONE).halvings()).isEqualTo(1);
			final RunReport next = run.run(ArrayPlane.random(1, 1024, 1024, 1), target, Progress.NONE);
			assertThat(next.describe()).startsWith("4 x 4 tiles of at most 512 x 512 pixels");
		}
	}

	@Test
	void aBlankPlaneIsComputedOnceInItsMiddleAndOnceAtEachKindOfBorder() {
		final Movable operator = new Movable();
		final Patchy source = new Patchy(1024, 1024);
		Arrays.fill(source.values, 0.5f);
		final ArrayPlane target = new ArrayPlane(1, 2048, 2048);
		try (TiledRun run = new TiledRun(operator, 1024, 2)) {
			final RunReport report = run.run(source, target, Progress.NONE);
			assertThat(operator.computed).hasSize(9).filteredOn(region -> region.x() > 0 && region.y() > 0 && region.endX() < 2048 &&
				region.endY() < 2048).hasSize(1);
			assertThat(report.tiles()).isEqualTo(9);
			assertThat(report.repeats()).isEqualTo(64 - 9);
			assertThat(report.describe()).contains("55 parts of one value");
			for (final float value : target.values)
				assertThat(value).isEqualTo(0.5f);
			// the next plane has another value around some of this one
			operator.computed.clear();
			for (int y = 0; y < 1024; y++)
				Arrays.fill(source.values, y * 1024, y * 1024 + 512, 0.25f);
			run.run(source, target, Progress.NONE);
			assertThat(operator.computed).isNotEmpty().noneMatch(region -> region.x() > 1200 && region.endX() < 2048);
		}
		assertThat(target.values[100]).isEqualTo(0.25f);
		assertThat(target.values[2000]).isEqualTo(0.5f);
	}

	@Test
	void whereMemoryRunsOutNothingIsLost() {
		final Patchy source = Patchy.random(700, 600, 5);
		final Movable greedy = new Movable() {

			@Override
			public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
				if (computed.size() > 3 && block.target().width() > 200)
					throw new OutOfMemoryError("Direct buffer memory");
				super.compute(block, source, target);
			}
		};
		assertThat(Arrays.equals(run(greedy, source, 1100), run(new BoxEnlarger(), source, 2000))).isTrue();
	}

	/** Planes that are half one value and half others: stamps are made while other tiles are written. */
	@Test
	void aWriterIsUsedByOneThreadAtATime() {
		final Patchy source = new Patchy(1024, 1024);
		for (int y = 0; y < 1024; y++)
			for (int x = 0; x < 512; x++)
				source.values[1024 * y + x] = (x * y % 7) / 7f;
		final Semaphore free = new Semaphore(1);
		final AtomicInteger overlaps = new AtomicInteger();
		final ArrayPlane target = new ArrayPlane(1, 2048, 2048) {

			@Override
			public void write(final Region region, final FloatBuffer values) {
				alone(() -> super.write(region, values));
			}

			@Override
			public Stamp stamp(final int width, final int height, final FloatBuffer values) {
				alone(() -> {});
				return super.stamp(width, height, values);
			}

			private void alone(final Runnable task) {
				if (!free.tryAcquire()) {
					overlaps.incrementAndGet();
					return;
				}
				LockSupport.parkNanos(5_000_000);
				task.run();
				free.release();
			}
		};
		try (TiledRun run = new TiledRun(new Movable(), 1024, 2)) {
			// from the second plane on nothing is computed between a write and a stamp
			for (int plane = 0; plane < 3; plane++)
				assertThat(run.run(source, target, Progress.NONE).repeats()).isPositive();
		}
		assertThat(overlaps).hasValue(0);
		assertThat(Arrays.equals(target.values, run(new BoxEnlarger(), source, 2000))).isTrue();
	}

	@Test
	void aNetworkGivesTheSameWithAndWithoutWhatIsKept() {
		final Model model = Fixtures.model("residual-x2");
		final Patchy source = new Patchy(900, 700);
		for (int y = 300; y < 340; y++)
			for (int x = 350; x < 420; x++)
				source.values[900 * y + x] = (x * y % 7) / 7f;
		final float[][] results = new float[3][];
		try (ModelSession session = ModelSession.open(model, Device.CPU, line -> {})) {
			for (int i = 0; i < 3; i++) {
				final ArrayPlane plane = i == 2 ? ArrayPlane.random(1, 900, 700, 1) : source;
				if (i == 2)
					System.arraycopy(source.values, 0, plane.values, 0, plane.values.length);
				final ArrayPlane target = new ArrayPlane(1, 1800, 1400);
				try (TiledRun run = new TiledRun(new NetworkOperator(model, session), 1024, 2, new ConstantResults(i == 0 ? 1 << 20
					: 0)))
				{
					final RunReport report = run.run(plane, target, Progress.NONE);
					assertThat(report.repeats() > 0).isEqualTo(i < 2);
				}
				results[i] = target.values;
			}
		}
		assertThat(Arrays.equals(results[0], results[1])).isTrue();
		for (int i = 0; i < results[0].length; i++)
			assertThat(Math.abs(results[0][i] - results[2][i])).isLessThanOrEqualTo(1e-5f);
	}

	@Test
	void noMoreIsKeptThanThereIsRoomFor() {
		final ConstantResults results = new ConstantResults(250);
		final List<ConstantResults.Key> keys = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			keys.add(ConstantResults.Key.of(new float[] { i }, new Region(0, 0, 10, 10), new Region(0, 0, 5, 5), new long[] { 99, 99,
				198, 198 }, new BlockOperator.Shift(1, 2)));
			results.put(keys.get(i), FloatBuffer.allocate(100));
			assertThat(results.get(keys.get(0)) == null).isFalse();
		}
		assertThat(keys.stream().filter(key -> results.get(key) != null)).containsExactly(keys.get(0), keys.get(3));
	}

	@Test
	void stepsAreMovedByWhatAllOfThemAreMovedBy() {
		assertThat(new BlockOperator.Shift(1, 2).then(new BlockOperator.Shift(1, 3))).isEqualTo(new BlockOperator.Shift(1, 6));
		assertThat(new BlockOperator.Shift(2, 4).then(new BlockOperator.Shift(3, 3))).isEqualTo(new BlockOperator.Shift(6, 12));
		assertThat(new BlockChain(List.of(new Movable(), new Movable())).shift()).contains(new BlockOperator.Shift(1, 4));
		assertThat(new BlockChain(List.of(new Movable(), new BoxEnlarger())).shift()).isEmpty();
	}
}

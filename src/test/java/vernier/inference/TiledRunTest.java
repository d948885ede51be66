package vernier.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import vernier.image.BlockReader;
import vernier.image.BlockWriter;
import vernier.image.CancelledException;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.VernierException;
import vernier.model.Model;

class TiledRunTest {

	private static ArrayPlane run(final BlockOperator operator, final ArrayPlane source, final int tile) {
		final ArrayPlane target = new ArrayPlane(operator.targetChannels(), operator.targetWidth(source.width), //
			operator.targetHeight(source.height));
		try (TiledRun run = new TiledRun(operator, tile, 1)) {
			run.run(source, target, Progress.NONE);
		}
		return target;
	}

	@Property(tries = 100)
	void tiledEqualsWhole(@ForAll @IntRange(min = 1, max = 60) final int width,
		@ForAll @IntRange(min = 1, max = 60) final int height, @ForAll @IntRange(min = 1, max = 50) final int tile)
	{
		final ArrayPlane source = ArrayPlane.random(1, width, height, width * 100L + height);
		final BlockOperator twice = new BlockChain(List.of(new BoxEnlarger(), new BoxEnlarger()));
		assertThat(run(twice, source, tile).values).isEqualTo(run(twice, source, 1000).values);
	}

	/** Fails for tiles wider than what "fits", from the third tile on. */
	private static class Greedy extends BoxEnlarger {

		final List<Region> computed = new ArrayList<>();
		private final int fits;
		private final RuntimeException failure;

		Greedy(final int fits, final RuntimeException failure) {
			this.fits = fits;
			this.failure = failure;
		}

		@Override
		public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
			if (computed.size() >= 2 && block.target().width() > fits) {
				if (failure != null)
					throw failure;
				throw new OutOfMemoryError("Direct buffer memory");
			}
			super.compute(block, source, target);
			computed.add(block.target());
		}
	}

	@Test
	void whenMemoryRunsOutTilesAreHalvedAndTheRunGoesOnFromThere() {
		final ArrayPlane source = ArrayPlane.random(1, 128, 128, 5);
		final Greedy greedy = new Greedy(16, new VernierException("x", new Exception("Failed to allocate memory")));
		final ArrayPlane target = new ArrayPlane(1, 256, 256);
		try (TiledRun run = new TiledRun(greedy, 64, 2)) {
			final RunReport report = run.run(source, target, Progress.NONE);
			assertThat(report.halvings()).isEqualTo(2);
			// 2 of 16 tiles were done; each of the others became 16
			assertThat(report.tiles()).isEqualTo(2 + 14 * 16);
		}
		assertThat(target.values).isEqualTo(run(new BoxEnlarger(), source, 1000).values);
		assertThat(greedy.computed.stream().filter(r -> r.width() == 64)).hasSize(2);
	}

	@Test
	void javaOutOfMemoryCountsToo() {
		final ArrayPlane source = ArrayPlane.random(1, 64, 64, 5);
		assertThat(run(new Greedy(32, null), source, 64).values).isEqualTo(run(new BoxEnlarger(), source, 1000).values);
	}

	@Test
	void whenNotEvenASmallTileFitsASentenceSaysSo() {
		final ArrayPlane source = ArrayPlane.random(1, 128, 128, 5);
		assertThatThrownBy(() -> run(new Greedy(0, null), source, 64)).isInstanceOf(VernierException.class) //
			.hasMessageContaining("not enough memory");
	}

	@Test
	void otherFailuresAreNotRetried() {
		final VernierException failure = new VernierException("The model failed");
		final ArrayPlane source = ArrayPlane.random(1, 128, 128, 5);
		assertThatThrownBy(() -> run(new Greedy(0, failure), source, 64)).isSameAs(failure);
	}

	@Test
	void cancelStopsAtTheNextTile() {
		final AtomicInteger tiles = new AtomicInteger();
		final Progress cancelled = new Progress() {

			@Override
			public void update(final double fraction) {
				tiles.incrementAndGet();
			}

			@Override
			public boolean isCancelled() {
				return tiles.get() == 3;
			}
		};
		final BlockOperator operator = new BoxEnlarger();
		try (TiledRun run = new TiledRun(operator, 16, 1)) {
			assertThatThrownBy(() -> run.run(ArrayPlane.random(1, 64, 64, 1), new ArrayPlane(1, 128, 128), cancelled)) //
				.isInstanceOf(CancelledException.class);
		}
		assertThat(tiles).hasValue(3);
	}

	/** Its only tile takes long. */
	@Test
	void cancelStopsTheModelThatRuns() {
		final AtomicBoolean begun = new AtomicBoolean();
		final AtomicBoolean stopped = new AtomicBoolean();
		final Progress cancelled = new Progress() {

			@Override
			public void update(final double fraction) {}

			@Override
			public boolean isCancelled() {
				return begun.get();
			}
		};
		final Model model = Fixtures.model("plain");
		try (ModelSession session = ModelSession.open(model, Device.CPU, line -> {})) {
			final NetworkOperator network = new NetworkOperator(model, session);
			final BlockOperator slow = new BoxEnlarger() {

				@Override
				public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
					try {
						for (int i = 0; i < 20_000; i++) {
							network.probe(256);
							begun.set(true);
						}
					}
					catch (final CancelledException e) {
						stopped.set(true);
						throw e;
					}
				}
			};
			try (TiledRun run = new TiledRun(slow, 128, 1)) {
				assertThatThrownBy(() -> run.run(ArrayPlane.random(1, 64, 64, 1), new ArrayPlane(1, 128, 128), cancelled)) //
					.isInstanceOf(CancelledException.class);
			}
			assertThat(stopped).isTrue();
			// what is run afterwards is not stopped
			assertThat(network.probe(16)).hasSize(256);
		}
	}

	@Test
	void progressNeverGoesBackAndEndsAtOne() {
		final List<Double> seen = new ArrayList<>();
		try (TiledRun run = new TiledRun(new Greedy(16, null), 64, 2)) {
			run.run(ArrayPlane.random(1, 100, 70, 1), new ArrayPlane(1, 200, 140), seen::add);
		}
		assertThat(seen).isSorted().last().isEqualTo(1.0);
	}

	@Test
	void aWriterThatFailsEndsTheRunWithItsFailure() {
		final BlockWriter full = (region, values) -> {
			throw new VernierException("The disk is full");
		};
		try (TiledRun run = new TiledRun(new BoxEnlarger(), 16, 1)) {
			assertThatThrownBy(() -> run.run(ArrayPlane.random(1, 64, 64, 1), full, Progress.NONE)) //
				.hasMessage("The disk is full");
		}
	}

	@Test
	void aTileWhoseWriteRanOutOfMemoryIsNotForgotten() {
		final ArrayPlane source = ArrayPlane.random(1, 64, 64, 7);
		final ArrayPlane target = new ArrayPlane(1, 128, 128);
		final AtomicInteger writes = new AtomicInteger();
		final BlockWriter scarce = (region, values) -> {
			if (writes.getAndIncrement() == 1)
				throw new OutOfMemoryError("Java heap space");
			target.write(region, values);
		};
		try (TiledRun run = new TiledRun(new BoxEnlarger(), 32, 2)) {
			assertThat(run.run(source, scarce, Progress.NONE).halvings()).isEqualTo(1);
		}
		assertThat(target.values).isEqualTo(run(new BoxEnlarger(), source, 1000).values);
	}

	@Test
	void anOperatorThatNeedsTheWholeImageGetsIt() {
		final BlockOperator whole = new BoxEnlarger() {

			@Override
			public Optional<String> wholeImageReason() {
				return Optional.of("it averages the whole image");
			}

			@Override
			public Region source(final Region target, final long sourceWidth, final long sourceHeight) {
				return Region.between(0, 0, sourceWidth, sourceHeight);
			}
		};
		final ArrayPlane source = ArrayPlane.random(1, 90, 40, 3);
		assertThat(run(whole, source, 16).values).isEqualTo(run(new BoxEnlarger(), source, 1000).values);
	}

	@Test
	void aWholeImageThatCannotFitIsRefusedBeforeItEndsTheProgram() {
		final List<Region> asked = new ArrayList<>();
		final BlockOperator vast = new BoxEnlarger() {

			@Override
			public Optional<String> wholeImageReason() {
				return Optional.of("every pixel attends to every other");
			}

			@Override
			public long memory(final int targetWidth, final int targetHeight) {
				asked.add(new Region(0, 0, targetWidth, targetHeight));
				return Long.MAX_VALUE / 2;
			}
		};
		final BlockOperator chain = new BlockChain(List.of(vast, new BoxEnlarger()));
		assertThatThrownBy(() -> run(chain, ArrayPlane.random(1, 90, 40, 3), 16)).isInstanceOf(VernierException.class)
			.hasMessageContaining("every pixel attends").hasMessageContaining("MiB").hasMessageContaining("Crop");
		// 4 x 90 and 4 x 40, halved, and what the second enlarger reads around them
		assertThat(asked).containsExactly(new Region(0, 0, 180 + 2 * BoxEnlarger.RADIUS, 80 + 2 * BoxEnlarger.RADIUS));
	}

	@Test
	void theBudgetBoundsTheTile() {
		final BlockOperator operator = new BoxEnlarger();
		// 8 bytes for what it says, 5 for the second pair of buffers
		final int tile = new MemoryBudget(13L * 200 * 200).tile(operator);
		assertThat(operator.memory(tile, tile)).isLessThanOrEqualTo(13L * 200 * 200);
		assertThat(tile).isBetween(150, 200);
		assertThat(new MemoryBudget(1).tile(operator)).isEqualTo(MemoryBudget.SMALLEST_TILE);
	}

	@Test
	void bothPairsOfBuffersAreWithinTheBudget() throws InterruptedException {
		final long budget = 1 << 20;
		final BlockOperator exact = new BoxEnlarger() {

			@Override
			public long memory(final int targetWidth, final int targetHeight) {
				final long source = (targetWidth / 2 + 2L * RADIUS) * (targetHeight / 2 + 2L * RADIUS);
				return Float.BYTES * (source + (long) targetWidth * targetHeight);
			}
		};
		final ArrayPlane source = ArrayPlane.random(1, 700, 700, 1);
		final ArrayPlane target = new ArrayPlane(1, 1400, 1400);
		final long before = DirectMemory.usedWithoutGarbage();
		try (TiledRun run = new TiledRun(exact, new MemoryBudget(budget), 2)) {
			run.run(source, target, Progress.NONE);
			assertThat(DirectMemory.used() - before).isBetween(budget / 4, budget);
		}
	}

	/** Where a pixel is, as a value that a float holds exactly. */
	private static float code(final long x, final long y) {
		return (x % 4093) * 4096 + y % 4091;
	}

	/** Only the first and the last pixel of each block are made, read and checked: there are 20 thousand million. */
	@Test
	void planesOfMoreThanTwoToTheThirtyOnePixelsAreProcessedToTheLastOne() {
		final long side = 70_000;
		final BlockReader generated = new BlockReader() {

			@Override
			public int channels() {
				return 1;
			}

			@Override
			public long width() {
				return side;
			}

			@Override
			public long height() {
				return side;
			}

			@Override
			public void read(final Region region, final FloatBuffer target) {
				target.put(0, code(region.x(), region.y()));
				target.put((int) region.size() - 1, code(region.endX() - 1, region.endY() - 1));
			}
		};
		final BlockOperator ends = new BoxEnlarger() {

			@Override
			public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
				target.put(0, source.get(0));
				target.put((int) block.target().size() - 1, source.get((int) block.source().size() - 1));
			}
		};
		final List<Region> written = new ArrayList<>();
		final BlockWriter checking = (region, values) -> {
			final long x = Math.max(0, region.x() / 2 - BoxEnlarger.RADIUS);
			final long y = Math.max(0, region.y() / 2 - BoxEnlarger.RADIUS);
			final long endX = Math.min(side, region.endX() / 2 + BoxEnlarger.RADIUS);
			final long endY = Math.min(side, region.endY() / 2 + BoxEnlarger.RADIUS);
			assertThat(values.get(0)).isEqualTo(code(x, y));
			assertThat(values.get((int) region.size() - 1)).isEqualTo(code(endX - 1, endY - 1));
			written.add(region);
		};
		try (TiledRun run = new TiledRun(ends, 4000, 2)) {
			run.run(generated, checking, Progress.NONE);
		}
		// 35 x 35 equal tiles, each once
		assertThat(written).doesNotHaveDuplicates().hasSize(35 * 35)
			.allSatisfy(r -> assertThat(List.of(r.width(), r.height(), r.x() % 4000, r.y() % 4000))
				.isEqualTo(List.of(4000, 4000, 0L, 0L)))
			.contains(new Region(2 * side - 4000, 2 * side - 4000, 4000, 4000));
	}
}

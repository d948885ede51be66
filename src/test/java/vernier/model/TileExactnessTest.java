package vernier.model;

import static java.lang.Math.floorDiv;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import vernier.model.AxisMap.NotLocal;
import vernier.model.GraphTensor.Spatial;

/**
 * The contract itself, without a network runtime: chains of one-dimensional operations are computed on a whole line and
 * on tiles with the margins that the analysis gives, and must agree element by element.
 */
class TileExactnessTest {

	/**
	 * One operation: zero padding or cropping on both sides, then a window.
	 *
	 * @param before elements padded before, negative to crop
	 * @param after elements padded after, negative to crop
	 * @param taps window size
	 * @param stride elements the window moves
	 * @param dilation elements between taps
	 * @param repeat times that every result is repeated
	 */
	record Step(int before, int after, int taps, int stride, int dilation, int repeat) {

		long padded(final long size) {
			return size + before + after;
		}

		long windows(final long size) {
			return floorDiv(padded(size) - (taps - 1L) * dilation - 1, (long) stride) + 1;
		}

		Spatial analyse(final ImageSpace space, final Spatial dim) {
			final Spatial padded = space.next(dim, 1, 1, padded(dim.size()), index -> new long[] { index - before });
			final Spatial slid = space.next(padded, 1, stride, windows(dim.size()), index -> LongStream.range(0, taps).map(
				tap -> index * stride + tap * dilation).toArray());
			return space.next(slid, repeat, 1, slid.size() * repeat, index -> new long[] { floorDiv(index, (long) repeat) });
		}

		/** Hashes stand for arithmetic: they differ as soon as any element that was read differs. */
		long[] compute(final long[] line) {
			final long count = windows(line.length);
			if (count < 1)
				return new long[0];
			final long[] result = new long[(int) count * repeat];
			for (int i = 0; i < result.length; i++) {
				long hash = i % repeat;
				for (int tap = 0; tap < taps; tap++) {
					final int place = i / repeat * stride + tap * dilation - before;
					hash = hash * 0x9e3779b97f4a7c15L + (place < 0 || place >= line.length ? 0 : line[place]) + 1;
				}
				result[i] = hash ^ hash >>> 29;
			}
			return result;
		}
	}

	@Provide
	Arbitrary<List<Step>> chains() {
		final Arbitrary<Integer> shift = Arbitraries.integers().between(-2, 3);
		return Combinators.combine(shift, shift, Arbitraries.integers().between(1, 4), Arbitraries.of(1, 1, 1, 2, 3), //
			Arbitraries.of(1, 1, 2), Arbitraries.of(1, 1, 1, 2, 3)).as(Step::new).list().ofMinSize(1).ofMaxSize(4);
	}

	@Property(tries = 1500)
	void tilesGiveTheWholeLine(@ForAll("chains") final List<Step> chain) {
		final ImageSpace space = new ImageSpace(0, 0, 17, false);
		// strides that no network has, such as 3 x 3 x 3, are refused
		Assume.that(36 % chain.stream().mapToInt(Step::stride).reduce(1, (a, b) -> a * b) == 0);
		Spatial dim = space.image(1);
		for (final Step step : chain)
			dim = step.analyse(space, dim);
		// put back, or cut off, what the chain lost or gained at the end
		final int rest = (int) -space.offset(dim);
		final Step last = new Step(0, rest, 1, 1, 1, 1);
		dim = last.analyse(space, dim);
		final AxisMap map = dim.map();
		final int halo = Math.max(map.before(), map.after()), period = map.period();
		final long[] line = LongStream.range(0, (long) period * (2 + 2 * halo / period + 8)).map(
			i -> i * 0x2545f4914f6cdd1dL).toArray();
		final long[] whole = run(chain, last, line);
		assertThat(whole).hasSize(line.length / period * map.elements());
		for (int i = 0; i < whole.length; i++) {
			final int start = Math.max(0, floorDiv(i * period / map.elements() - halo, period) * period);
			final int covered = ((i + 1) * period + map.elements() - 1) / map.elements();
			final int end = Math.min(line.length, -floorDiv(-covered - halo, period) * period);
			final long[] tile = run(chain, last, Arrays.copyOfRange(line, start, end));
			assertThat(tile[i - start / period * map.elements()]).as("element %d of a tile from %d to %d", i, start, end)
				.isEqualTo(whole[i]);
		}
	}

	private static long[] run(final List<Step> chain, final Step last, final long[] line) {
		long[] values = line;
		for (final Step step : chain) {
			values = step.compute(values);
			Assume.that(values.length > 0);
		}
		return last.compute(values);
	}

	/** A margin that is never needed costs time: one pixel less must be wrong for a plain chain of odd windows. */
	@Property(tries = 200)
	void marginsAreNotWider(@ForAll("chains") final List<Step> chain) {
		final List<Step> plain = chain.stream().map(step -> new Step(step.taps / 2 * step.dilation, step.taps / 2 *
			step.dilation, step.taps / 2 * 2 + 1, 1, step.dilation, 1)).toList();
		final ImageSpace space = new ImageSpace(0, 0, 17, false);
		Spatial dim = space.image(0);
		for (final Step step : plain)
			dim = step.analyse(space, dim);
		final int reach = plain.stream().mapToInt(step -> step.taps / 2 * step.dilation).sum();
		assertThat(dim.map().before()).isEqualTo(reach);
		assertThat(dim.map().after()).isEqualTo(reach);
	}

	@Example
	void longPeriodsAreRefused() {
		final ImageSpace space = new ImageSpace(0, 0, 17, false);
		final Step halving = new Step(0, 0, 1, 2, 1, 1);
		assertThatThrownBy(() -> {
			Spatial dim = space.image(0);
			for (int i = 0; i < 20; i++)
				dim = halving.analyse(space, dim);
		}).isInstanceOf(NotLocal.class).hasMessageMatching(".*(multiple of its stride|repeats only every).*");
	}
}

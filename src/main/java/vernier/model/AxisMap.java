package vernier.model;

import static java.lang.Math.floorDiv;
import static java.lang.Math.floorMod;

import java.util.Arrays;

/**
 * Which input pixels the elements of a tensor read, along one image axis. Element i reads pixels {@link #first} to
 * {@link #last}; with a step of {@code elements} elements both move by exactly {@code period} pixels, so the relation
 * is stored for one period and is exact for any image size. Numbers may lie outside the image: that is where padding
 * acts.
 * <p>
 * After the receptive field arithmetic of Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural
 * Networks", Distill 2019, extended from centre and size to the exact range of each element.
 */
final class AxisMap {

	/** Longest period, in pixels or in elements. */
	private static final int MAX_PERIOD = 1024;

	/** Scale 1, every element reads its own pixel. */
	static final AxisMap IDENTITY = new AxisMap(1, new long[1], new long[1]);

	private final int period;
	private final long[] first;
	private final long[] last;

	private AxisMap(final int period, final long[] first, final long[] last) {
		this.period = period;
		this.first = first;
		this.last = last;
	}

	/** The elements of a tensor that an element of the next tensor reads. */
	@FunctionalInterface
	interface Reads {

		/** Indices read by the element at an index; empty if it reads none. */
		long[] of(long index);
	}

	/** Pixels after which the relation repeats: where a tile starts must be a multiple of it. */
	int period() {
		return period;
	}

	/** Elements of one period. */
	int elements() {
		return first.length;
	}

	/** First pixel that the element at an index reads. */
	long first(final long index) {
		return first[floorMod(index, first.length)] + floorDiv(index, first.length) * period;
	}

	/** Last pixel that the element at an index reads. */
	long last(final long index) {
		return last[floorMod(index, last.length)] + floorDiv(index, last.length) * period;
	}

	/**
	 * The map of the next tensor, which has {@code multiply} elements for every {@code divide} of this one.
	 *
	 * @param reads repeats: an index greater by multiply reads indices greater by divide
	 * @param work budget of reads
	 */
	AxisMap next(final int multiply, final int divide, final Reads reads, final Work work) {
		final int longer = divide / gcd(elements(), divide);
		final AxisMap from = stretched((long) period * longer);
		final int count = limited((long) from.elements() / divide * multiply);
		final long[] lows = new long[count];
		final long[] highs = new long[count];
		for (int i = 0; i < count; i++) {
			final long[] read = reads.of(i);
			work.spend(read.length + 1L);
			// an element that reads nothing is a constant; its own place keeps the arithmetic going
			lows[i] = read.length == 0 ? from.first(floorDiv((long) i * divide, multiply)) : Long.MAX_VALUE;
			highs[i] = read.length == 0 ? lows[i] : Long.MIN_VALUE;
			for (final long index : read) {
				lows[i] = Math.min(lows[i], from.first(index));
				highs[i] = Math.max(highs[i], from.last(index));
			}
		}
		return new AxisMap(from.period, lows, highs);
	}

	/** Elements that read what both read; scales must be equal. */
	AxisMap union(final AxisMap other, final Work work) {
		if (other == this)
			return this;
		final long common = (long) period / gcd(period, other.period) * other.period;
		final AxisMap a = stretched(common), b = other.stretched(common);
		work.spend(a.elements());
		final long[] lows = a.first.clone(), highs = a.last.clone();
		for (int i = 0; i < lows.length; i++) {
			lows[i] = Math.min(lows[i], b.first[i]);
			highs[i] = Math.max(highs[i], b.last[i]);
		}
		return new AxisMap(a.period, lows, highs);
	}

	/**
	 * Adds pixels so that an element which the tensor of a tile does not have also reads outside the tile. Without it,
	 * cropping (an unpadded convolution, a slice) could hide a missing element from the next padding.
	 *
	 * @param offset elements that the tensor has beyond pixels times scale; negative after cropping
	 */
	AxisMap coveringItself(final long offset) {
		final long[] lows = first.clone(), highs = last.clone();
		for (int i = 0; i < lows.length; i++) {
			lows[i] = Math.min(lows[i], floorDiv((long) i * period, lows.length));
			highs[i] = Math.max(highs[i], floorDiv((i - offset) * period, lows.length));
		}
		return new AxisMap(period, lows, highs);
	}

	/** True if elements per pixel are equal. */
	boolean hasScaleOf(final AxisMap other) {
		return (long) elements() * other.period == (long) other.elements() * period;
	}

	/** Pixels read before the pixels that an element covers, at most. */
	int before() {
		long most = 0;
		for (int i = 0; i < first.length; i++)
			most = Math.max(most, floorDiv((long) i * period, first.length) - first[i]);
		return Math.toIntExact(most);
	}

	/** Pixels read after the pixels that an element covers, at most. */
	int after() {
		long most = 0;
		for (int i = 0; i < last.length; i++)
			most = Math.max(most, last[i] - (floorDiv((i + 1L) * period - 1, last.length)));
		return Math.toIntExact(most);
	}

	private AxisMap stretched(final long wanted) {
		if (wanted == period)
			return this;
		final int length = limited(wanted / period * elements());
		final long[] lows = new long[length], highs = new long[length];
		Arrays.setAll(lows, this::first);
		Arrays.setAll(highs, this::last);
		return new AxisMap(limited(wanted), lows, highs);
	}

	private static int limited(final long length) {
		if (length > MAX_PERIOD)
			throw new NotLocal("its strides give a pattern that repeats only every " + length + " pixels");
		return (int) length;
	}

	static int gcd(final int a, final int b) {
		return b == 0 ? a : gcd(b, a % b);
	}

	/** Limits the time that a strange network can take. */
	static final class Work {

		private long left = 20_000_000;

		void spend(final long reads) {
			left -= reads;
			if (left < 0)
				throw new NotLocal("it is too large to be analysed");
		}
	}

	/** A network that cannot be cut into tiles, with the reason: continues a sentence that begins with the network. */
	static final class NotLocal extends RuntimeException {

		private static final long serialVersionUID = 1L;

		NotLocal(final String reason) {
			super(reason, null, false, false);
		}
	}
}

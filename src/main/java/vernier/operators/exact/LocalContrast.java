package vernier.operators.exact;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import vernier.image.Progress;

/**
 * Contrast-limited adaptive histogram equalisation (CLAHE): each pixel becomes its rank, 0 to 1, among the pixels of
 * the block around it, where the slope of the rank over the value is limited.
 * <p>
 * K. Zuiderveld, "Contrast Limited Adaptive Histogram Equalization", Graphics Gems IV, 1994: what the histogram has
 * above the limit is spread evenly over the bins below it, so that no bin ends above the limit. Unlike there, every
 * pixel has a block of its own ({@value #BLOCK} x {@value #BLOCK} pixels as in Fiji's CLAHE, clipped at the border)
 * instead of an interpolation between a grid of blocks, so that the result is a function of a finite neighbourhood;
 * and the rank is interpolated linearly within each of the {@value #BINS} bins, so that a slope of 1 leaves the
 * picture as it is.
 * <p>
 * Strength: the largest slope. Colour: luma alone, chroma is scaled with it. Values outside 0 to 1 are ranked as 0
 * and 1, and what they have beyond is added again.
 */
public final class LocalContrast implements ExactOperator {

	private static final int BLOCK = 127, BINS = 256;

	/** Rows that share the sliding histogram of the columns. */
	private static final int BAND = 32;

	/** Histogram counts are fixed-point numbers of this unit, so that the result does not depend on any order. */
	private static final int UNIT = 1 << 14;

	private static final OperatorInfo INFO = new OperatorInfo("local-contrast", "Local contrast (CLAHE)",
		"largest slope of the tone curve", 1, 5, 3, false, false, Optional.of(new OperatorInfo.Neutral(1, 0.02)),
		"Zuiderveld, Contrast Limited Adaptive Histogram Equalization, Graphics Gems IV 1994");

	@Override
	public OperatorInfo info() {
		return INFO;
	}

	/**
	 * The tone curve goes from 0 to 1 and is nowhere steeper than the slope. Colours are scaled with their luma, without
	 * limits.
	 */
	@Override
	public Optional<Limits> limits(final boolean colour) {
		if (colour)
			return Optional.empty();
		return Optional.of(new Limits() {

			@Override
			public float least(final float value, final double strength) {
				return (float) Math.min(value, Math.max(0, 1 - strength * (1 - value)));
			}

			@Override
			public float greatest(final float value, final double strength) {
				return (float) Math.max(value, Math.min(1, strength * value));
			}
		});
	}

	@Override
	public Picture apply(final Picture input, final double strength, final Progress progress) {
		INFO.check(input, strength);
		final int width = input.width(), height = input.height();
		final float[] luma = Luma.of(input);
		final byte[] bins = new byte[luma.length];
		for (int i = 0; i < bins.length; i++)
			bins[i] = (byte) bin(luma[i]);
		final float[] result = new float[luma.length];
		final int bands = (height + BAND - 1) / BAND;
		final AtomicInteger done = new AtomicInteger();
		Parallel.rows(bands, (from, to) -> {
			for (int band = from; band < to; band++) {
				progress.checkCancelled();
				final Band work = new Band(luma, bins, width, height, strength);
				for (int y = band * BAND; y < Math.min(height, (band + 1) * BAND); y++)
					work.row(y, result);
				synchronized (done) {
					progress.update((double) done.incrementAndGet() / bands);
				}
			}
		});
		return Luma.scale(input, luma, result);
	}

	private static int bin(final float value) {
		return Math.max(0, Math.min(BINS - 1, (int) (value * BINS)));
	}

	/** Adjacent rows, one thread. */
	private static final class Band {

		private final float[] luma;
		private final byte[] bins;
		private final int width, height, radius = BLOCK / 2;
		private final double slope;

		/** Histogram of each column over the rows of the block, column by column. */
		private final short[] columns;
		private final int[] block = new int[BINS];
		private final int[] scaled = new int[BINS];
		private int top, bottom;

		Band(final float[] luma, final byte[] bins, final int width, final int height, final double slope) {
			this.luma = luma;
			this.bins = bins;
			this.width = width;
			this.height = height;
			this.slope = slope;
			columns = new short[width * BINS];
			top = -1;
		}

		void row(final int y, final float[] result) {
			moveTo(y);
			Arrays.fill(block, 0);
			for (int x = 0; x < Math.min(radius, width); x++)
				add(x, 1);
			for (int x = 0; x < width; x++) {
				if (x + radius < width)
					add(x + radius, 1);
				if (x - radius > 0)
					add(x - radius - 1, -1);
				final int count = (Math.min(width, x + radius + 1) - Math.max(0, x - radius)) * (bottom - top);
				final int i = y * width + x;
				result[i] = (float) (rank(luma[i], bins[i] & 0xff, count) + luma[i] - inside(luma[i]));
			}
		}

		/** Makes the columns reach from one radius above the row to one below. */
		private void moveTo(final int y) {
			final int newTop = Math.max(0, y - radius), newBottom = Math.min(height, y + radius + 1);
			if (top < 0)
				top = bottom = newTop;
			for (; bottom < newBottom; bottom++)
				count(bottom, 1);
			for (; top < newTop; top++)
				count(top, -1);
		}

		private void count(final int y, final int sign) {
			for (int x = 0; x < width; x++)
				columns[x * BINS + (bins[y * width + x] & 0xff)] += sign;
		}

		private void add(final int x, final int sign) {
			final int offset = x * BINS;
			for (int b = 0; b < BINS; b++)
				block[b] += sign * columns[offset + b];
		}

		private static double inside(final float value) {
			return Math.max(0, Math.min(1, value));
		}

		private double rank(final float value, final int bin, final int count) {
			for (int b = 0; b < BINS; b++)
				scaled[b] = block[b] * UNIT;
			final int limit = (int) Math.ceil(slope * count * UNIT / BINS);
			final int lift = lift(limit, count * UNIT);
			int below = 0;
			for (int b = 0; b < bin; b++)
				below += Math.min(scaled[b] + lift, limit);
			int all = below;
			for (int b = bin; b < BINS; b++)
				all += Math.min(scaled[b] + lift, limit);
			final double part = inside(value) * BINS - bin;
			return (below + part * Math.min(scaled[bin] + lift, limit)) / all;
		}

		/** How much each bin gets of what is above the limit. The sum over bins grows with it ever slower: Newton's steps. */
		private int lift(final int limit, final int total) {
			int lift = 0;
			while (true) {
				int sum = 0, free = 0;
				for (int b = 0; b < BINS; b++) {
					sum += Math.min(scaled[b] + lift, limit);
					// 1 if below the limit
					free += (scaled[b] + lift - limit) >>> 31;
				}
				final int step = free == 0 ? 0 : (total - sum) / free;
				if (step == 0)
					return lift;
				lift += step;
			}
		}
	}
}

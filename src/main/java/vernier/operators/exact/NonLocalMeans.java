package vernier.operators.exact;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import vernier.image.Progress;

/**
 * Non-local means denoising: each pixel becomes the mean of the pixels around it, weighted by how much the patches
 * about them are alike.
 * <p>
 * A. Buades, B. Coll, J.-M. Morel, "A non-local algorithm for image denoising", CVPR 2005, equation 1 and the weights
 * below it; patches of 7 x 7 in a search window of 21 x 21 as there. The distance d2 of two patches is the mean of
 * their squared differences (every pixel of the patch counts alike), less what noise alone would give, as in the same
 * authors' "Non-Local Means Denoising", IPOL 2011, equation 3: weight = exp(-max(d2 - 2 sigma2, 0) / h2) with h = 0.4
 * sigma, the value of that article for gray pictures. The border is mirrored.
 * <p>
 * Strength: the standard deviation sigma of the noise, as a fraction of the value range. Colour: one distance over
 * all channels, one weight for all. Any values will do.
 */
public final class NonLocalMeans implements ExactOperator {

	private static final int PATCH = 3, SEARCH = 10;

	/** Rows per piece of work. */
	private static final int BAND = 32;

	private static final double FILTERING = 0.4;

	/** Exponent whose weight is nothing. */
	private static final float LEAST = -20;

	private static final OperatorInfo INFO = new OperatorInfo("non-local-means", "Non-local means denoising",
		"standard deviation of the noise, as a fraction of the value range", 0.005, 0.15, 0.04, true, false,
		"Buades, Coll, Morel, A non-local algorithm for image denoising, CVPR 2005");

	@Override
	public OperatorInfo info() {
		return INFO;
	}

	/** A mean of what the search window holds, with weights that are not negative. */
	@Override
	public Optional<Limits> limits(final boolean colour) {
		return Optional.of(new Limits() {

			@Override
			public int reach() {
				return SEARCH;
			}

			@Override
			public float least(final float lowest, final double strength) {
				return lowest;
			}

			@Override
			public float greatest(final float highest, final double strength) {
				return highest;
			}
		});
	}

	@Override
	public Picture apply(final Picture input, final double strength, final Progress progress) {
		INFO.check(input, strength);
		final double h = FILTERING * strength;
		return denoise(input, strength, h, progress);
	}

	/** With a filtering parameter of its own. */
	static Picture denoise(final Picture input, final double sigma, final double h, final Progress progress) {
		final int width = input.width(), height = input.height();
		final Padded padded = new Padded(input, PATCH + SEARCH);
		final Picture result = Picture.of(width, height, input.channels().length);
		final int bands = (height + BAND - 1) / BAND;
		final AtomicInteger done = new AtomicInteger();
		Parallel.rows(bands, (from, to) -> {
			final Band work = new Band(padded, width, sigma, h);
			for (int band = from; band < to; band++) {
				progress.checkCancelled();
				work.run(band * BAND, Math.min(height, (band + 1) * BAND), result);
				synchronized (done) {
					progress.update((double) done.incrementAndGet() / bands);
				}
			}
		});
		return result;
	}

	/** A picture with mirrored margins. */
	private static final class Padded {

		private final int stride;
		private final float[][] channels;

		Padded(final Picture picture, final int margin) {
			final int width = picture.width(), height = picture.height();
			stride = width + 2 * margin;
			channels = new float[picture.channels().length][stride * (height + 2 * margin)];
			for (int c = 0; c < channels.length; c++)
				for (int y = 0; y < height + 2 * margin; y++)
					for (int x = 0; x < stride; x++)
						channels[c][y * stride + x] = picture.channels()[c][Mirror.index(y - margin, height) * width +
							Mirror.index(x - margin, width)];
		}
	}

	/** A few rows, one thread. */
	private static final class Band {

		private final Padded source;
		private final int width;
		private final float noise, scale;
		private final float[][] sums;
		private final float[] weights, rowSums, difference;

		Band(final Padded source, final int width, final double sigma, final double h) {
			this.source = source;
			this.width = width;
			noise = (float) (2 * sigma * sigma);
			scale = (float) (-1 / (h * h));
			sums = new float[source.channels.length][BAND * width];
			weights = new float[BAND * width];
			difference = new float[width + 2 * PATCH];
			rowSums = new float[(BAND + 2 * PATCH) * width];
		}

		void run(final int top, final int bottom, final Picture result) {
			for (final float[] sum : sums)
				Arrays.fill(sum, 0);
			Arrays.fill(weights, 0);
			for (int dy = -SEARCH; dy <= SEARCH; dy++)
				for (int dx = -SEARCH; dx <= SEARCH; dx++)
					add(top, bottom - top, dx, dy);
			for (int c = 0; c < sums.length; c++) {
				final float[] target = result.channels()[c];
				for (int i = 0; i < (bottom - top) * width; i++)
					target[top * width + i] = sums[c][i] / weights[i];
			}
		}

		/** Adds the pixels at one offset with their weights. */
		private void add(final int top, final int rows, final int dx, final int dy) {
			for (int y = 0; y < rows + 2 * PATCH; y++)
				sumAlongRow((top + y + SEARCH) * source.stride + SEARCH, dy * source.stride + dx, y * width);
			final float mean = 1f / ((2 * PATCH + 1) * (2 * PATCH + 1) * sums.length);
			for (int y = 0; y < rows; y++) {
				final int a = y * width, b = a + width, c = b + width, d = c + width, e = d + width, f = e + width,
						g = f + width;
				final int pixel = (top + y + SEARCH + PATCH + dy) * source.stride + SEARCH + PATCH + dx;
				for (int x = 0; x < width; x++)
					difference[x] = ((rowSums[a + x] + rowSums[b + x]) + (rowSums[c + x] + rowSums[d + x])) +
						((rowSums[e + x] + rowSums[f + x]) + rowSums[g + x]);
				toWeights(mean);
				for (int x = 0; x < width; x++)
					weights[a + x] += difference[x];
				for (int k = 0; k < sums.length; k++) {
					final float[] sum = sums[k], values = source.channels[k];
					for (int x = 0; x < width; x++)
						sum[a + x] += difference[x] * values[pixel + x];
				}
			}
		}

		/** Squared differences of a row and the row at an offset, summed over the width of a patch. */
		private void sumAlongRow(final int start, final int offset, final int target) {
			final int n = width + 2 * PATCH;
			Arrays.fill(difference, 0);
			for (final float[] values : source.channels)
				for (int x = 0; x < n; x++) {
					final float d = values[start + x] - values[start + offset + x];
					difference[x] += d * d;
				}
			final float[] d = difference;
			for (int x = 0; x < width; x++)
				rowSums[target + x] = ((d[x] + d[x + 1]) + (d[x + 2] + d[x + 3])) + ((d[x + 4] + d[x + 5]) + d[x + 6]);
		}

		/**
		 * exp of minus the excess distance. (Taylor's polynomial of x / 16) to the 16th: off by less than 0.1 % where a
		 * weight exceeds 1e-5, and unlike Math.exp done for several pixels at once.
		 */
		private void toWeights(final float mean) {
			final float[] d = difference;
			for (int x = 0; x < width; x++) {
				final float t = Math.max(LEAST, Math.min(0, (d[x] * mean - noise) * scale)) / 16;
				final float p = 1 + t * (1 + t * (0.5f + t * (1 / 6f + t * (1 / 24f + t * (1 / 120f)))));
				final float p2 = p * p, p4 = p2 * p2, p8 = p4 * p4;
				d[x] = p8 * p8;
			}
		}
	}
}

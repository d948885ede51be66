package vernier.operators.exact;

import java.util.Arrays;

/**
 * The discrete Fourier transform of many signals side by side: value k of signal j is at k * lanes + j, so that the
 * inner loops run over neighbouring values. Stockham's algorithm with factors 4, 2, 3 and 5; other lengths by
 * Bluestein's (L. Bluestein, "A linear filtering approach to the computation of discrete Fourier transform", 1970).
 * Both as in C. Van Loan, "Computational Frameworks for the Fast Fourier Transform", 1992. Not normalised.
 */
final class LaneFft {

	private final int length;
	private final int lanes;
	private final float[] cos;
	private final float[] sin;
	/** For lengths with other factors: a longer transform to convolve with. */
	private final LaneFft longer;
	private final float[] chirpRe;
	private final float[] chirpIm;

	LaneFft(final int length, final int lanes) {
		this.length = length;
		this.lanes = lanes;
		cos = new float[length];
		sin = new float[length];
		for (int k = 0; k < length; k++) {
			cos[k] = (float) Math.cos(2 * Math.PI * k / length);
			sin[k] = (float) -Math.sin(2 * Math.PI * k / length);
		}
		longer = isSmooth(length) ? null : new LaneFft(Integer.highestOneBit(2 * length) * 2, lanes);
		chirpRe = longer == null ? null : new float[longer.length * lanes];
		chirpIm = longer == null ? null : new float[longer.length * lanes];
		if (longer != null)
			prepareChirp();
	}

	private static boolean isSmooth(final int length) {
		int rest = length;
		for (final int factor : new int[] { 2, 3, 5 })
			while (rest % factor == 0)
				rest /= factor;
		return rest == 1;
	}

	/** How many floats {@link #transform} needs for each of its four arrays. */
	int size() {
		return (longer == null ? length : longer.length) * lanes;
	}

	/**
	 * Transforms in place.
	 *
	 * @param re real parts of the signals, of {@link #size()}
	 * @param im imaginary parts; exchange both to get the inverse transform (times the length)
	 * @param re2 scratch
	 * @param im2 scratch
	 */
	void transform(final float[] re, final float[] im, final float[] re2, final float[] im2) {
		if (longer != null) {
			bluestein(re, im, re2, im2);
			return;
		}
		float[] fromRe = re;
		float[] fromIm = im;
		float[] toRe = re2;
		float[] toIm = im2;
		int rest = length;
		for (int stride = 1; rest > 1;) {
			final int radix = rest % 4 == 0 ? 4 : rest % 2 == 0 ? 2 : rest % 3 == 0 ? 3 : 5;
			rest /= radix;
			stage(radix, rest, stride, fromRe, fromIm, toRe, toIm);
			stride *= radix;
			final float[] swapRe = fromRe;
			final float[] swapIm = fromIm;
			fromRe = toRe;
			fromIm = toIm;
			toRe = swapRe;
			toIm = swapIm;
		}
		if (fromRe != re) {
			System.arraycopy(fromRe, 0, re, 0, length * lanes);
			System.arraycopy(fromIm, 0, im, 0, length * lanes);
		}
	}

	private void stage(final int radix, final int rest, final int stride, final float[] xr, final float[] xi,
		final float[] yr, final float[] yi)
	{
		final int n = stride * lanes;
		for (int p = 0; p < rest; p++) {
			final int from = p * n;
			final int to = p * radix * n;
			final int turn = p * stride;
			switch (radix) {
				case 2 -> radix2(xr, xi, yr, yi, from, rest * n, to, n, turn);
				case 3 -> radix3(xr, xi, yr, yi, from, rest * n, to, n, turn);
				case 4 -> radix4(xr, xi, yr, yi, from, rest * n, to, n, turn);
				default -> radix5(xr, xi, yr, yi, from, rest * n, to, n, turn);
			}
		}
	}

	private void radix2(final float[] xr, final float[] xi, final float[] yr, final float[] yi, final int from,
		final int gap, final int to, final int n, final int turn)
	{
		final float wr = cos[turn];
		final float wi = sin[turn];
		for (int j = 0; j < n; j++) {
			final float dr = xr[from + j] - xr[from + gap + j];
			final float di = xi[from + j] - xi[from + gap + j];
			yr[to + j] = xr[from + j] + xr[from + gap + j];
			yi[to + j] = xi[from + j] + xi[from + gap + j];
			yr[to + n + j] = dr * wr - di * wi;
			yi[to + n + j] = dr * wi + di * wr;
		}
	}

	private void radix3(final float[] xr, final float[] xi, final float[] yr, final float[] yi, final int from,
		final int gap, final int to, final int n, final int turn)
	{
		final float w1r = cos[turn];
		final float w1i = sin[turn];
		final float w2r = cos[2 * turn];
		final float w2i = sin[2 * turn];
		final float s = (float) Math.sqrt(0.75);
		for (int j = 0; j < n; j++) {
			final float sr = xr[from + gap + j] + xr[from + 2 * gap + j];
			final float si = xi[from + gap + j] + xi[from + 2 * gap + j];
			final float dr = s * (xr[from + gap + j] - xr[from + 2 * gap + j]);
			final float di = s * (xi[from + gap + j] - xi[from + 2 * gap + j]);
			final float mr = xr[from + j] - 0.5f * sr;
			final float mi = xi[from + j] - 0.5f * si;
			yr[to + j] = xr[from + j] + sr;
			yi[to + j] = xi[from + j] + si;
			final float ar = mr + di;
			final float ai = mi - dr;
			final float br = mr - di;
			final float bi = mi + dr;
			yr[to + n + j] = ar * w1r - ai * w1i;
			yi[to + n + j] = ar * w1i + ai * w1r;
			yr[to + 2 * n + j] = br * w2r - bi * w2i;
			yi[to + 2 * n + j] = br * w2i + bi * w2r;
		}
	}

	private void radix4(final float[] xr, final float[] xi, final float[] yr, final float[] yi, final int from,
		final int gap, final int to, final int n, final int turn)
	{
		final float w1r = cos[turn];
		final float w1i = sin[turn];
		final float w2r = cos[2 * turn];
		final float w2i = sin[2 * turn];
		final float w3r = cos[3 * turn];
		final float w3i = sin[3 * turn];
		for (int j = 0; j < n; j++) {
			final float evenR = xr[from + j] + xr[from + 2 * gap + j];
			final float evenI = xi[from + j] + xi[from + 2 * gap + j];
			final float evenDr = xr[from + j] - xr[from + 2 * gap + j];
			final float evenDi = xi[from + j] - xi[from + 2 * gap + j];
			final float oddR = xr[from + gap + j] + xr[from + 3 * gap + j];
			final float oddI = xi[from + gap + j] + xi[from + 3 * gap + j];
			final float oddDr = xr[from + gap + j] - xr[from + 3 * gap + j];
			final float oddDi = xi[from + gap + j] - xi[from + 3 * gap + j];
			yr[to + j] = evenR + oddR;
			yi[to + j] = evenI + oddI;
			final float ar = evenDr + oddDi;
			final float ai = evenDi - oddDr;
			yr[to + n + j] = ar * w1r - ai * w1i;
			yi[to + n + j] = ar * w1i + ai * w1r;
			final float br = evenR - oddR;
			final float bi = evenI - oddI;
			yr[to + 2 * n + j] = br * w2r - bi * w2i;
			yi[to + 2 * n + j] = br * w2i + bi * w2r;
			final float cr = evenDr - oddDi;
			final float ci = evenDi + oddDr;
			yr[to + 3 * n + j] = cr * w3r - ci * w3i;
			yi[to + 3 * n + j] = cr * w3i + ci * w3r;
		}
	}

	private void radix5(final float[] xr, final float[] xi, final float[] yr, final float[] yi, final int from,
		final int gap, final int to, final int n, final int turn)
	{
		final float c1 = (float) Math.cos(0.4 * Math.PI);
		final float c2 = (float) Math.cos(0.8 * Math.PI);
		final float s1 = (float) Math.sin(0.4 * Math.PI);
		final float s2 = (float) Math.sin(0.8 * Math.PI);
		for (int j = 0; j < n; j++) {
			final float r0 = xr[from + j];
			final float i0 = xi[from + j];
			final float p1r = xr[from + gap + j] + xr[from + 4 * gap + j];
			final float p1i = xi[from + gap + j] + xi[from + 4 * gap + j];
			final float m1r = xr[from + gap + j] - xr[from + 4 * gap + j];
			final float m1i = xi[from + gap + j] - xi[from + 4 * gap + j];
			final float p2r = xr[from + 2 * gap + j] + xr[from + 3 * gap + j];
			final float p2i = xi[from + 2 * gap + j] + xi[from + 3 * gap + j];
			final float m2r = xr[from + 2 * gap + j] - xr[from + 3 * gap + j];
			final float m2i = xi[from + 2 * gap + j] - xi[from + 3 * gap + j];
			yr[to + j] = r0 + p1r + p2r;
			yi[to + j] = i0 + p1i + p2i;
			final float ar = r0 + c1 * p1r + c2 * p2r;
			final float ai = i0 + c1 * p1i + c2 * p2i;
			final float br = s1 * m1r + s2 * m2r;
			final float bi = s1 * m1i + s2 * m2i;
			final float cr = r0 + c2 * p1r + c1 * p2r;
			final float ci = i0 + c2 * p1i + c1 * p2i;
			final float dr = s2 * m1r - s1 * m2r;
			final float di = s2 * m1i - s1 * m2i;
			yr[to + n + j] = ar + bi;
			yi[to + n + j] = ai - br;
			yr[to + 2 * n + j] = cr + di;
			yi[to + 2 * n + j] = ci - dr;
			yr[to + 3 * n + j] = cr - di;
			yi[to + 3 * n + j] = ci + dr;
			yr[to + 4 * n + j] = ar - bi;
			yi[to + 4 * n + j] = ai + br;
		}
		for (int k = 1; k < 5; k++)
			turn(yr, yi, to + k * n, n, cos[k * turn], sin[k * turn]);
	}

	private static void turn(final float[] re, final float[] im, final int from, final int n, final float wr,
		final float wi)
	{
		for (int j = from; j < from + n; j++) {
			final float r = re[j];
			re[j] = r * wr - im[j] * wi;
			im[j] = r * wi + im[j] * wr;
		}
	}

	/** exp(-i pi k^2 / length) */
	private double angle(final int k) {
		return -Math.PI * ((long) k * k % (2L * length)) / length;
	}

	private void prepareChirp() {
		for (int k = 0; k < length; k++)
			for (int j = 0; j < lanes; j++)
				for (final int place : new int[] { k, (longer.length - k) % longer.length }) {
					chirpRe[place * lanes + j] = (float) (Math.cos(angle(k)) / longer.length);
					chirpIm[place * lanes + j] = (float) (-Math.sin(angle(k)) / longer.length);
				}
		longer.transform(chirpRe, chirpIm, new float[chirpRe.length], new float[chirpRe.length]);
	}

	private void bluestein(final float[] re, final float[] im, final float[] re2, final float[] im2) {
		chirp(re, im);
		Arrays.fill(re, length * lanes, re.length, 0);
		Arrays.fill(im, length * lanes, im.length, 0);
		longer.transform(re, im, re2, im2);
		for (int j = 0; j < re.length; j++) {
			final float r = re[j];
			re[j] = r * chirpRe[j] - im[j] * chirpIm[j];
			im[j] = r * chirpIm[j] + im[j] * chirpRe[j];
		}
		longer.transform(im, re, im2, re2);
		chirp(re, im);
	}

	private void chirp(final float[] re, final float[] im) {
		for (int k = 0; k < length; k++)
			turn(re, im, k * lanes, lanes, (float) Math.cos(angle(k)), (float) Math.sin(angle(k)));
	}
}

package vernier.image;

import java.util.Arrays;

import ij.process.LUT;

/**
 * The colours of an 8-bit image whose pixel values are names of colours, not intensities: a GIF, labels in random
 * colours. Interpolating such values would invent colours, so these images are processed as RGB and each result pixel
 * becomes the nearest of the old colours.
 */
final class Palette {

	/** Entries per step of the shorter way along the colours, and how much longer the way by every entry may be. */
	private static final int STEP = 8;
	private static final double DETOUR = 1.6;
	private static final int BLACK = 0xff000000;

	private final int[] colors;
	private final int[] cachedColors = new int[1 << 16];
	private final byte[] cachedIndices = new byte[1 << 16];

	/** @param lut 256 colours */
	Palette(final LUT lut) {
		colors = colors(lut);
		// entry 0 of the cache is right for no colour but this one
		Arrays.fill(cachedColors, colors[0]);
	}

	/**
	 * True if a lookup table holds arbitrary colours, false if it is a scale of intensities (Fire, viridis, HiLo,
	 * steps). A scale is a smooth way through colour space: by every entry it is hardly longer than by every eighth
	 * (1.0 to 1.1 for the scales of ImageJ), while colours in no order go to and fro (2.1 and more, measured on GIFs of
	 * photographs and on 3-3-2 RGB). The constant tail, with which short colour tables are filled up, is not looked at.
	 */
	static boolean isPalette(final LUT lut) {
		final int[] colors = colors(lut);
		final int last = tail(colors);
		long byEvery = 0;
		long byEighth = 0;
		for (int i = 0; i < last; i++) {
			byEvery += distance(colors[i], colors[i + 1]);
			if (i % STEP == 0)
				byEighth += distance(colors[i], colors[Math.min(last, i + STEP)]);
		}
		return byEvery > DETOUR * byEighth;
	}

	/**
	 * True if a lookup table is that of a file with few colours, filled up with black: what goes beyond the last value in
	 * use would turn black in the middle of white.
	 *
	 * @param highest greatest pixel value in use
	 */
	static boolean endsInBlack(final LUT lut, final int highest) {
		final int[] colors = colors(lut);
		final int tail = tail(colors);
		return tail > highest && tail < colors.length - 1 && colors[tail] == BLACK &&
			distance(colors[tail - 1], BLACK) > STEP * 3;
	}

	/** The first entry of the constant end. */
	private static int tail(final int[] colors) {
		int first = colors.length - 1;
		while (first > 0 && colors[first - 1] == colors[colors.length - 1])
			first--;
		return first;
	}

	private static int distance(final int a, final int b) {
		return Math.abs((a >> 16 & 0xff) - (b >> 16 & 0xff)) + Math.abs((a >> 8 & 0xff) - (b >> 8 & 0xff))
			+ Math.abs((a & 0xff) - (b & 0xff));
	}

	private static int[] colors(final LUT lut) {
		final int[] colors = new int[256];
		lut.getRGBs(colors);
		for (int i = 0; i < colors.length; i++)
			colors[i] |= 0xff000000;
		return colors;
	}

	/** The colour, as packed ARGB, of a pixel value from 0 to 255. */
	int color(final int value) {
		return colors[value];
	}

	/** The pixel value whose colour is nearest in RGB; the lowest of several. Not thread-safe. */
	byte nearest(final int argb) {
		final int color = argb | 0xff000000;
		final int slot = (color ^ color >>> 8) * 0x9E3779B1 >>> 16;
		if (cachedColors[slot] != color) {
			cachedColors[slot] = color;
			cachedIndices[slot] = (byte) search(color);
		}
		return cachedIndices[slot];
	}

	private int search(final int color) {
		int nearest = 0;
		int least = Integer.MAX_VALUE;
		for (int i = 0; i < colors.length && least > 0; i++) {
			final int red = (color >> 16 & 0xff) - (colors[i] >> 16 & 0xff);
			final int green = (color >> 8 & 0xff) - (colors[i] >> 8 & 0xff);
			final int blue = (color & 0xff) - (colors[i] & 0xff);
			final int distance = red * red + green * green + blue * blue;
			if (distance < least) {
				least = distance;
				nearest = i;
			}
		}
		return nearest;
	}
}

package vernier.image;

import java.util.Arrays;

import ij.process.LUT;

/**
 * The colours of an 8-bit image whose pixel values are names of colours, not intensities: a GIF, labels in random
 * colours. Interpolating such values would invent colours, so these images are processed as RGB and each result pixel
 * becomes the nearest of the old colours.
 */
final class Palette {

	/** Neighbouring entries of a colour scale differ by a few levels, those of a palette by tens to hundreds. */
	private static final int SMALL_STEP = 10;
	private static final int LARGE_STEP = 32;
	private static final double MANY = 0.1;

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
	 * True if a lookup table holds arbitrary colours, false if it is a scale of intensities (Fire, viridis, HiLo, steps).
	 * The constant tail, with which ImageJ fills up short colour tables, is not looked at.
	 */
	static boolean isPalette(final LUT lut) {
		final int[] colors = colors(lut);
		int last = colors.length - 1;
		while (last > 0 && colors[last - 1] == colors[colors.length - 1])
			last--;
		if (last == 0)
			return false;
		final int[] steps = new int[last];
		int large = 0;
		for (int i = 0; i < last; i++) {
			for (int shift = 0; shift <= 16; shift += 8)
				steps[i] = Math.max(steps[i], Math.abs((colors[i] >> shift & 0xff) - (colors[i + 1] >> shift & 0xff)));
			if (steps[i] > LARGE_STEP)
				large++;
		}
		Arrays.sort(steps);
		return lut.getMapSize() > 0 && isColor(colors) && (steps[last / 2] > SMALL_STEP || large > MANY * last);
	}

	private static boolean isColor(final int[] colors) {
		return Arrays.stream(colors).anyMatch(c -> (c >> 16 & 0xff) != (c & 0xff) || (c >> 8 & 0xff) != (c & 0xff));
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

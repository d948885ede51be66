package vernier.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * Pictures with transparency as they look on the white paper beneath, as in ImageJ, with the bits and colours that they
 * have: Java's own drawing gives 8 bits of each colour, gray or not.
 */
final class Opaque {

	private Opaque() {}

	/** The picture without its transparency if its samples are gray, or have 16 bits; any other as it is. */
	static BufferedImage of(final BufferedImage image) {
		final Raster raster = image.getRaster();
		final int bands = raster.getNumBands() - 1;
		final int type = raster.getTransferType();
		final boolean deep = type == DataBuffer.TYPE_USHORT;
		final boolean gray = bands == 1 && (deep || type == DataBuffer.TYPE_BYTE);
		if (!image.getColorModel().hasAlpha() || image.isAlphaPremultiplied() || !gray && !(bands == 3 && deep))
			return image;
		final int width = image.getWidth();
		final int height = image.getHeight();
		final BufferedImage result = !gray ? DeepColour.empty(width, height) : new BufferedImage(width, height, deep
			? BufferedImage.TYPE_USHORT_GRAY : BufferedImage.TYPE_BYTE_GRAY);
		final int white = deep ? 65535 : 255;
		final WritableRaster target = result.getRaster();
		final int[] alpha = raster.getSamples(0, 0, width, height, bands, (int[]) null);
		for (int band = 0; band < bands; band++) {
			final int[] samples = raster.getSamples(0, 0, width, height, band, (int[]) null);
			for (int i = 0; i < samples.length; i++)
				samples[i] = white - (int) (((long) (white - samples[i]) * alpha[i] + white / 2) / white);
			target.setSamples(0, 0, width, height, band, samples);
		}
		return result;
	}
}

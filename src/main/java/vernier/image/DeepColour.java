package vernier.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.LUT;

/** Colours of 16 bits each, as PNG has them: in ImageJ three channels, red, green and blue. */
final class DeepColour {

	private DeepColour() {}

	/** True for red, green and blue of 16 bits, without transparency. */
	static boolean is(final BufferedImage image) {
		return image.getRaster().getTransferType() == DataBuffer.TYPE_USHORT && image.getRaster().getNumBands() == 3 && !image
			.getColorModel().hasAlpha();
	}

	/** True for one plane of three 16-bit channels that are shown in red, green and blue. */
	static boolean is(final ImagePlus image) {
		return image.getBitDepth() == 16 && image.getNChannels() == 3 && image.getImageStackSize() == 3 && image
			.isComposite() && shows(image.getLuts()[0], 255, 0, 0) && shows(image.getLuts()[1], 0, 255, 0) && shows(image
				.getLuts()[2], 0, 0, 255);
	}

	private static boolean shows(final LUT lut, final int red, final int green, final int blue) {
		return lut.getRed(255) == red && lut.getGreen(255) == green && lut.getBlue(255) == blue;
	}

	static ImagePlus read(final BufferedImage image, final String title) {
		final int width = image.getWidth();
		final int height = image.getHeight();
		final ImageStack stack = new ImageStack(width, height);
		for (int band = 0; band < 3; band++) {
			final int[] samples = image.getRaster().getSamples(0, 0, width, height, band, (int[]) null);
			final short[] pixels = new short[samples.length];
			for (int i = 0; i < pixels.length; i++)
				pixels[i] = (short) samples[i];
			stack.addSlice(null, pixels);
		}
		final ImagePlus channels = new ImagePlus(title, stack);
		channels.setDimensions(3, 1, 1);
		return new CompositeImage(channels, CompositeImage.COMPOSITE);
	}

	/** @param image for which {@link #is(ImagePlus)} */
	static BufferedImage of(final ImagePlus image) {
		final int width = image.getWidth();
		final int height = image.getHeight();
		final BufferedImage result = empty(width, height);
		for (int band = 0; band < 3; band++) {
			final short[] pixels = (short[]) image.getImageStack().getPixels(band + 1);
			final int[] samples = new int[pixels.length];
			for (int i = 0; i < samples.length; i++)
				samples[i] = pixels[i] & 0xffff;
			result.getRaster().setSamples(0, 0, width, height, band, samples);
		}
		return result;
	}

	/** A black picture of such colours. */
	static BufferedImage empty(final int width, final int height) {
		final ColorModel colors = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false,
			ColorModel.OPAQUE, DataBuffer.TYPE_USHORT);
		final WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, width, height, 3, null);
		return new BufferedImage(colors, raster, false, null);
	}
}

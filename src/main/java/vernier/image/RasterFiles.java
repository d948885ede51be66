package vernier.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;

/** PNG, JPEG, GIF and BMP through the readers and writers of the Java platform. */
final class RasterFiles {

	private RasterFiles() {}

	static ImagePlus open(final Path path) throws IOException {
		try (ImageInputStream in = ImageIO.createImageInputStream(path.toFile())) {
			final Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
			if (!readers.hasNext())
				throw new IOException("no reader for it");
			final ImageReader reader = readers.next();
			try {
				reader.setInput(in);
				return read(reader, path.getFileName().toString());
			}
			finally {
				reader.dispose();
			}
		}
	}

	private static ImagePlus read(final ImageReader reader, final String title) throws IOException {
		final String[] warning = new String[1];
		reader.addIIOReadWarningListener((source, text) -> warning[0] = text);
		final int frames = reader.getNumImages(true);
		final GifCanvas canvas = frames > 1 && reader.getFormatName().equalsIgnoreCase("gif") ? new GifCanvas(reader) : null;
		ImageStack stack = null;
		for (int i = 0; i < frames; i++) {
			BufferedImage pixels = reader.read(i);
			// a cut file gives the pixels it has and a warning
			if (warning[0] != null && warning[0].toLowerCase(Locale.ROOT).contains("premature"))
				throw new EOFException(warning[0]);
			// JPEG knows no transparency: Java takes cyan, magenta, yellow and black for colours with it
			if (pixels.getRaster().getNumBands() == 4 && reader.getFormatName().equalsIgnoreCase("jpeg"))
				throw new VernierException("The file " + title + " is a JPEG of printing inks (CMYK), of which no colours of a " +
					"screen are known: open it in another program and save it as RGB.");
			pixels = canvas == null ? Opaque.of(pixels) : canvas.draw(pixels, i);
			if (frames == 1 && DeepColour.is(pixels))
				return DeepColour.read(pixels, title);
			final ImageProcessor frame = processor(pixels);
			if (frames == 1)
				return typed(new ImagePlus(title, frame));
			// frames of an animation have palettes of their own
			final ImageProcessor color = frame.convertToRGB();
			if (stack == null)
				stack = new ImageStack(color.getWidth(), color.getHeight());
			if (color.getWidth() != stack.getWidth() || color.getHeight() != stack.getHeight())
				throw new IOException("its frames differ in size");
			stack.addSlice(color);
		}
		if (stack == null)
			throw new IOException("no image in it");
		return new ImagePlus(title, stack);
	}

	private static ImagePlus typed(final ImagePlus image) {
		image.setTypeToColor256();
		return image;
	}

	/** A picture's pixels as ImageJ has them: gray, a palette or RGB. */
	static ImageProcessor processor(final BufferedImage image) {
		final int width = image.getWidth();
		final int height = image.getHeight();
		if (image.getColorModel() instanceof IndexColorModel colors && !colors.hasAlpha())
			return new ByteProcessor(width, height, samples(image), lut(colors));
		if (!image.getColorModel().hasAlpha() && image.getRaster().getNumBands() == 1) {
			if (image.getType() == BufferedImage.TYPE_USHORT_GRAY)
				return new ShortProcessor(width, height, //
					((DataBufferUShort) image.getRaster().getDataBuffer()).getData(), null);
			return new ByteProcessor(width, height, samples(image), null);
		}
		final BufferedImage rgb = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
		final Graphics2D graphics = rgb.createGraphics();
		// transparent pixels show the white paper beneath, as in ImageJ
		graphics.setColor(Color.WHITE);
		graphics.fillRect(0, 0, width, height);
		graphics.drawImage(image, 0, 0, null);
		graphics.dispose();
		return new ColorProcessor(width, height, ((DataBufferInt) rgb.getRaster().getDataBuffer()).getData());
	}

	private static byte[] samples(final BufferedImage image) {
		final int[] samples = image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
		final byte[] bytes = new byte[samples.length];
		for (int i = 0; i < bytes.length; i++)
			bytes[i] = (byte) samples[i];
		return bytes;
	}

	private static LUT lut(final IndexColorModel colors) {
		final byte[] reds = new byte[256];
		final byte[] greens = new byte[256];
		final byte[] blues = new byte[256];
		for (int i = 0; i < Math.min(256, colors.getMapSize()); i++) {
			reds[i] = (byte) colors.getRed(i);
			greens[i] = (byte) colors.getGreen(i);
			blues[i] = (byte) colors.getBlue(i);
		}
		return new LUT(reds, greens, blues);
	}

	/** 16-bit stays 16-bit, in colour too; 8-bit with colours is written with them as a palette. */
	static void writePng(final ImagePlus image, final OutputStream out) throws IOException {
		final ImageProcessor processor = image.getProcessor();
		final BufferedImage pixels;
		if (DeepColour.is(image))
			pixels = DeepColour.of(image);
		else if (processor instanceof ShortProcessor shorts)
			pixels = shorts.get16BitBufferedImage();
		else if (processor instanceof ByteProcessor bytes && isPlainGray(bytes))
			pixels = gray(bytes);
		else if (processor instanceof ByteProcessor bytes)
			pixels = indexed(bytes);
		else
			pixels = rgb(processor);
		if (!ImageIO.write(pixels, "png", out))
			throw new IOException("no PNG writer");
	}

	static void writeJpeg(final ImagePlus image, final OutputStream out) throws IOException {
		final ImageProcessor processor = image.getProcessor();
		final BufferedImage pixels = processor instanceof ByteProcessor bytes && isPlainGray(bytes) ? gray(bytes)
			: rgb(processor.convertToRGB());
		final Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
		if (!writers.hasNext())
			throw new IOException("no JPEG writer");
		final ImageWriter writer = writers.next();
		try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
			final ImageWriteParam parameters = writer.getDefaultWriteParam();
			parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
			parameters.setCompressionQuality(FileSaver.getJpegQuality() / 100f);
			writer.setOutput(stream);
			writer.write(null, new IIOImage(pixels, null, null), parameters);
		}
		finally {
			writer.dispose();
		}
	}

	/** True if a pixel value is the gray in which it is shown: not in a file of few grays, whose values are names of grays. */
	private static boolean isPlainGray(final ByteProcessor bytes) {
		final LUT lut = bytes.getLut();
		for (int i = 0; i < 256; i++)
			if (lut.getRed(i) != i || lut.getGreen(i) != i || lut.getBlue(i) != i)
				return false;
		return true;
	}

	private static BufferedImage gray(final ByteProcessor bytes) {
		final BufferedImage image =
			new BufferedImage(bytes.getWidth(), bytes.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
		System.arraycopy(bytes.getPixels(), 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData(), 0,
			bytes.getPixelCount());
		return image;
	}

	private static BufferedImage indexed(final ByteProcessor bytes) {
		final WritableRaster raster = Raster.createInterleavedRaster( //
			new DataBufferByte((byte[]) bytes.getPixels(), bytes.getPixelCount()), bytes.getWidth(), bytes.getHeight(),
			bytes.getWidth(), 1, new int[] { 0 }, null);
		return new BufferedImage((IndexColorModel) bytes.getColorModel(), raster, false, null);
	}

	private static BufferedImage rgb(final ImageProcessor processor) {
		final BufferedImage image =
			new BufferedImage(processor.getWidth(), processor.getHeight(), BufferedImage.TYPE_INT_RGB);
		System.arraycopy(processor.getPixels(), 0, ((DataBufferInt) image.getRaster().getDataBuffer()).getData(), 0,
			processor.getPixelCount());
		return image;
	}
}

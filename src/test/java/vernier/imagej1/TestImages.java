package vernier.imagej1;

import java.awt.Color;
import java.util.Random;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;

/** One small image, 24 x 20, of each kind that ImageJ has. */
public final class TestImages {

	static final int WIDTH = 24;
	static final int HEIGHT = 20;

	/** Names to use in parameterised tests. */
	public enum Kind {
		GRAY8, GRAY16, GRAY32, RGB, COLOR256, HYPERSTACK, VIRTUAL
	}

	private TestImages() {}

	/** Two single bright pixels, blurred, in noise of one gray level; 50 x 40. */
	public static FloatProcessor beads() {
		final FloatProcessor plane = new FloatProcessor(50, 40);
		plane.setf(12, 20, 5000);
		plane.setf(35, 11, 5000);
		plane.blurGaussian(1.3);
		final Random random = new Random(1);
		for (int i = 0; i < 50 * 40; i++)
			plane.setf(i, plane.getf(i) + (float) random.nextGaussian());
		return plane;
	}

	public static ImagePlus of(final Kind kind) {
		final ImagePlus image = switch (kind) {
			case GRAY8 -> new ImagePlus("blobs.gif", gray8(1));
			case GRAY16 -> new ImagePlus("blobs.gif", gray16(1));
			case GRAY32 -> new ImagePlus("blobs.gif", gray32(1));
			case RGB -> new ImagePlus("blobs.gif", rgb());
			case COLOR256 -> color256();
			case HYPERSTACK -> hyperstack();
			case VIRTUAL -> new ImagePlus("blobs.gif", new Generated(3));
		};
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = 0.5;
		calibration.pixelHeight = 0.25;
		calibration.setUnit("um");
		return image;
	}

	static ByteProcessor gray8(final int seed) {
		return gray32(seed).convertToByteProcessor(false);
	}

	static ShortProcessor gray16(final int seed) {
		final ImageProcessor processor = gray32(seed);
		processor.multiply(40);
		return processor.convertToShortProcessor(false);
	}

	/** Spots from 20 to about 220. */
	static FloatProcessor gray32(final int seed) {
		final Random random = new Random(seed);
		final FloatProcessor processor = new FloatProcessor(WIDTH, HEIGHT);
		processor.set(20);
		for (int i = 0; i < 12; i++)
			processor.setf(random.nextInt(WIDTH), random.nextInt(HEIGHT), 220);
		processor.blurGaussian(0.7);
		return processor;
	}

	private static ColorProcessor rgb() {
		final byte[][] channels = new byte[3][];
		for (int i = 0; i < 3; i++)
			channels[i] = (byte[]) gray8(i + 1).getPixels();
		final ColorProcessor processor = new ColorProcessor(WIDTH, HEIGHT);
		processor.setRGB(channels[0], channels[1], channels[2]);
		return processor;
	}

	private static ImagePlus color256() {
		final ByteProcessor processor = gray8(1);
		final byte[][] colors = new byte[3][256];
		for (int i = 0; i < 256; i++) {
			// fire-like: a scale, not a palette
			colors[0][i] = (byte) i;
			colors[1][i] = (byte) (i / 2);
			colors[2][i] = (byte) (255 - i);
		}
		processor.setLut(new LUT(colors[0], colors[1], colors[2]));
		return new ImagePlus("blobs.gif", processor);
	}

	private static ImagePlus hyperstack() {
		final ImageStack stack = new ImageStack(WIDTH, HEIGHT);
		for (int i = 0; i < 12; i++)
			stack.addSlice("plane " + i, gray16(i + 1));
		final ImagePlus image = new ImagePlus("blobs.gif", stack);
		image.setDimensions(2, 3, 2);
		final CompositeImage composite = new CompositeImage(image, CompositeImage.COMPOSITE);
		composite.setChannelLut(LUT.createLutFromColor(Color.MAGENTA), 1);
		composite.setChannelLut(LUT.createLutFromColor(Color.GREEN), 2);
		return composite;
	}

	/** Computes its planes when they are asked for. */
	private static final class Generated extends VirtualStack {

		private final int size;

		Generated(final int size) {
			super(WIDTH, HEIGHT, null, "");
			this.size = size;
		}

		@Override
		public int getSize() {
			return size;
		}

		@Override
		public int size() {
			return size;
		}

		@Override
		public ImageProcessor getProcessor(final int n) {
			return gray8(n);
		}

		@Override
		public Object getPixels(final int n) {
			return getProcessor(n).getPixels();
		}

		@Override
		public String getSliceLabel(final int n) {
			return "generated " + n;
		}

		@Override
		public int getBitDepth() {
			return 8;
		}
	}

	/** All pixels of all planes, for comparison. */
	public static Object[] pixels(final ImagePlus image) {
		final Object[] planes = new Object[image.getStackSize()];
		for (int i = 0; i < planes.length; i++)
			planes[i] = image.getStackSize() == 1 ? image.getProcessor().getPixelsCopy() : image.getStack().getProcessor(i +
				1).getPixelsCopy();
		return planes;
	}
}

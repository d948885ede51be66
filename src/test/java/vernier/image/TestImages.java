package vernier.image;

import java.awt.Color;
import java.util.Random;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;

/** Images of every kind, filled with noise that a seed fixes. */
final class TestImages {

	private TestImages() {}

	static ImageProcessor processor(final int bitDepth, final int width, final int height, final int seed) {
		final Random random = new Random(seed);
		final ImageProcessor processor = switch (bitDepth) {
			case 8 -> new ByteProcessor(width, height);
			case 16 -> new ShortProcessor(width, height);
			case 24 -> new ColorProcessor(width, height);
			default -> new FloatProcessor(width, height);
		};
		for (int i = 0; i < width * height; i++)
			if (bitDepth == 32)
				processor.setf(i, random.nextFloat() * 100 - 50);
			else
				processor.set(i, bitDepth == 24 ? random.nextInt() | 0xff000000 : random.nextInt(1 << bitDepth));
		return processor;
	}

	static ImagePlus image(final int bitDepth, final int width, final int height) {
		return new ImagePlus("image", processor(bitDepth, width, height, 1));
	}

	/** 256 different colours in no order. */
	static LUT palette() {
		final byte[][] colors = new byte[3][256];
		for (int i = 0; i < 256; i++) {
			colors[0][i] = (byte) (i * 47 + 10);
			colors[1][i] = (byte) (i * 89);
			colors[2][i] = (byte) (i * 151 + 40);
		}
		return new LUT(colors[0], colors[1], colors[2]);
	}

	/** Black to a colour and on to white. */
	static LUT scaleTo(final Color color) {
		final byte[][] bands = new byte[3][256];
		final int[] middle = { color.getRed(), color.getGreen(), color.getBlue() };
		for (int band = 0; band < 3; band++)
			for (int i = 0; i < 256; i++)
				bands[band][i] = (byte) (i < 128 ? middle[band] * i / 128
					: middle[band] + (255 - middle[band]) * (i - 128) / 127);
		return new LUT(bands[0], bands[1], bands[2]);
	}

	static Calibration micrometres() {
		final Calibration calibration = new Calibration();
		calibration.pixelWidth = 0.2;
		calibration.pixelHeight = 0.3;
		calibration.pixelDepth = 1.5;
		calibration.xOrigin = 3;
		calibration.frameInterval = 2;
		calibration.fps = 0.5;
		calibration.setUnit("um");
		return calibration;
	}

	/** 2 channels x 3 slices x 2 frames with everything that a hyperstack can carry. */
	static ImagePlus hyperstack(final int bitDepth, final int width, final int height) {
		final ImageStack stack = new ImageStack(width, height);
		for (int i = 0; i < 12; i++)
			stack.addSlice("label " + i, processor(bitDepth, width, height, i));
		ImagePlus image = new ImagePlus("hyper", stack);
		image.setDimensions(2, 3, 2);
		image.setOpenAsHyperStack(true);
		image = new CompositeImage(image, CompositeImage.COMPOSITE);
		final LUT[] luts = { scaleTo(Color.ORANGE), scaleTo(Color.BLUE) };
		luts[0].min = 10;
		luts[0].max = 200;
		luts[1].min = 20;
		luts[1].max = 150;
		((CompositeImage) image).setLuts(luts);
		((CompositeImage) image).getActiveChannels()[1] = false;
		image.setCalibration(micrometres());
		image.setPosition(2, 3, 1);
		final Roi roi = new Roi(2, 3, 4, 2);
		roi.setPosition(1, 2, 2);
		roi.setStrokeColor(Color.RED);
		roi.setStrokeWidth(1.5);
		roi.setName("cell");
		image.setOverlay(new Overlay(roi));
		image.setProp("Objective", "63x");
		image.setProperty("Info", "metadata");
		return image;
	}

	/** A stack whose planes exist only while they are looked at. */
	static ImagePlus virtual(final int bitDepth, final int width, final int height, final int size) {
		final VirtualStack stack = new VirtualStack(width, height, null, null) {

			@Override
			public int getSize() {
				return size;
			}

			@Override
			public int size() {
				return size;
			}

			@Override
			public int getBitDepth() {
				return bitDepth;
			}

			@Override
			public ImageProcessor getProcessor(final int n) {
				return processor(bitDepth, width, height, n);
			}

			@Override
			public String getSliceLabel(final int n) {
				return "virtual " + n;
			}
		};
		return new ImagePlus("virtual", stack);
	}
}

package vernier.image;

import java.awt.image.IndexColorModel;
import java.util.Arrays;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.plugin.LutLoader;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.StackStatistics;

/** The look of images whose values are amounts, such as densities. */
public final class HeatMap {

	private HeatMap() {}

	/** Shows an image in the colours of heat, from 0 to its greatest value. */
	public static void show(final ImagePlus image) {
		final IndexColorModel fire = LutLoader.getLut("fire");
		final double greatest = new StackStatistics(image).max;
		final double high = greatest > 0 ? greatest : 1;
		if (image instanceof CompositeImage composite) {
			final LUT[] luts = new LUT[image.getNChannels()];
			Arrays.setAll(luts, i -> new LUT(fire, 0, high));
			composite.setMode(IJ.COLOR);
			composite.setLuts(luts);
			return;
		}
		final ImageProcessor processor = image.getProcessor();
		processor.setColorModel(fire);
		processor.setMinAndMax(0, high);
		if (image.getImageStackSize() > 1)
			image.getImageStack().update(processor);
	}
}

package vernier.quality;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.integer.UnsignedByteType;

/** The brightness on which super-resolution is compared. */
public final class Luma {

	private Luma() {}

	/**
	 * ITU-R BT.601 luma in studio swing, Y = 16 + 65.481 R + 128.553 G + 24.966 B with R, G and B from 0 to 1, rounded
	 * half up to a whole number from 16 to 235: what MATLAB's {@code rgb2ycbcr} gives for 8-bit images.
	 *
	 * @param image any axes
	 * @return a view with the same axes
	 */
	public static RandomAccessibleInterval<UnsignedByteType> of(final RandomAccessibleInterval<ARGBType> image) {
		return Converters.convert(image, (in, out) -> out.set((int) Math.floor(exact(in.get()) + 0.5)),
			new UnsignedByteType());
	}

	private static double exact(final int argb) {
		return 16 + (65.481 * ARGBType.red(argb) + 128.553 * ARGBType.green(argb) + 24.966 * ARGBType.blue(argb)) / 255;
	}
}

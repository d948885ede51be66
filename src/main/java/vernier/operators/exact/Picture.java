package vernier.operators.exact;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * A picture in memory: channel by channel, row by row, x fastest. 1 channel is gray, 3 are red, green and blue; 0 is
 * black and 1 is white.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param channels one array of width x height values for each channel
 */
public record Picture(int width, int height, float[][] channels) {

	public Picture {
		for (final float[] channel : channels)
			if (channel.length != width * height)
				throw new IllegalArgumentException("A channel has " + channel.length + " values, not " + width + " x " + height);
	}

	/** A black picture. */
	public static Picture of(final int width, final int height, final int channels) {
		return new Picture(width, height, new float[channels][width * height]);
	}

	/** Copies an ImgLib2 image of axes (x, y) or (x, y, channel). */
	public static Picture of(final RandomAccessibleInterval<FloatType> image) {
		final boolean gray = image.numDimensions() == 2;
		final Picture picture = of((int) image.dimension(0), (int) image.dimension(1), gray ? 1 : (int) image.dimension(2));
		for (int c = 0; c < picture.channels.length; c++) {
			final float[] values = picture.channels[c];
			int i = 0;
			for (final FloatType value : Views.flatIterable(gray ? image : Views.hyperSlice(image, 2, image.min(2) + c)))
				values[i++] = value.get();
		}
		return picture;
	}

	/** A copy that shares nothing. */
	public Picture copy() {
		final float[][] copies = new float[channels.length][];
		for (int c = 0; c < copies.length; c++)
			copies[c] = channels[c].clone();
		return new Picture(width, height, copies);
	}

	/** A channel as an ImgLib2 image of axes (x, y) on the same values. */
	public ArrayImg<FloatType, FloatArray> image(final int channel) {
		return ArrayImgs.floats(channels[channel], width, height);
	}

	public boolean isColour() {
		return channels.length == 3;
	}
}

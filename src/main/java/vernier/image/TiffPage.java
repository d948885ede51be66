package vernier.image;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.lang.reflect.Array;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageMetadata;

/**
 * One image of a TIFF file.
 *
 * @param bits of a sample
 * @param format 1 for whole numbers from 0 on, 2 for signed ones, 3 for floating point
 * @param photometric what samples mean: 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 inks, 6 YCbCr
 * @param apart true if the bands follow one another, false if the samples of a pixel do
 * @param opacity true if the last band says how opaque a pixel is
 */
record TiffPage(int width, int height, int bands, int bits, int format, int photometric, boolean apart, boolean opacity) {

	static final int WHITE_IS_ZERO = 0;
	static final int RGB = 2;
	static final int PALETTE = 3;
	static final int INKS = 5;
	static final int YCBCR = 6;

	private static final int SIGNED = 2;
	private static final int FLOATING = 3;
	/** A smaller copy of another page, or a mask of one. */
	private static final int COPY_OR_MASK = 1 | 4;

	static TiffPage of(final TIFFImageMetadata metadata) {
		final int extra = number(metadata, TIFF.TAG_EXTRA_SAMPLES, 0);
		return new TiffPage(number(metadata, TIFF.TAG_IMAGE_WIDTH, 0), number(metadata, TIFF.TAG_IMAGE_HEIGHT, 0), //
			number(metadata, TIFF.TAG_SAMPLES_PER_PIXEL, 1), number(metadata, TIFF.TAG_BITS_PER_SAMPLE, 1), //
			number(metadata, TIFF.TAG_SAMPLE_FORMAT, 1), number(metadata, TIFF.TAG_PHOTOMETRIC_INTERPRETATION, 1), //
			number(metadata, TIFF.TAG_PLANAR_CONFIGURATION, 1) == 2, extra == 1 || extra == 2);
	}

	static boolean isCopyOrMask(final TIFFImageMetadata metadata) {
		return (number(metadata, TIFF.TAG_SUBFILE_TYPE, 0) & COPY_OR_MASK) != 0;
	}

	/** The value of a tag, of several the first. */
	private static int number(final TIFFImageMetadata metadata, final int tag, final int otherwise) {
		final double[] values = numbers(metadata, tag);
		return values.length == 0 ? otherwise : (int) values[0];
	}

	/** The values of a tag; none where it is missing. */
	static double[] numbers(final TIFFImageMetadata metadata, final int tag) {
		final Entry entry = metadata.getTIFFField(tag);
		final Object value = entry == null ? null : entry.getValue();
		if (value instanceof Number number)
			return new double[] { number.doubleValue() };
		if (value == null || !value.getClass().isArray())
			return new double[0];
		final double[] numbers = new double[Array.getLength(value)];
		for (int i = 0; i < numbers.length; i++)
			numbers[i] = Array.get(value, i) instanceof Number number ? number.doubleValue() : Double.NaN;
		return numbers;
	}

	/** True if it is a picture in the colours of a screen, of 8 bits: bands shown together, not measured one by one. */
	boolean isPicture() {
		final boolean isColour = photometric == RGB || photometric == YCBCR;
		return bits <= 8 && photometric == PALETTE || bits == 8 && isColour && (bands == 3 || bands == 4 && opacity);
	}

	/** True if ImageJ would have its values with 32768 added. */
	boolean isSigned16() {
		return format == SIGNED && bits == 16;
	}

	/** The pixels of one band as ImageJ has them: bytes, shorts or floats. */
	Object pixels(final Raster raster, final int band) {
		if (format == FLOATING || bits > 16 || format == SIGNED && !isSigned16())
			return floats(raster, band);
		final int[] row = new int[width];
		final byte[] bytes = bits <= 8 ? new byte[width * height] : null;
		final short[] shorts = bits <= 8 ? null : new short[width * height];
		// of one bit, 1 is as bright as can be
		final int gain = bits == 1 ? 255 : 1;
		final int offset = isSigned16() ? 32768 : 0;
		for (int y = 0; y < height; y++) {
			raster.getSamples(0, y, width, 1, band, row);
			for (int x = 0; x < width; x++)
				if (bytes != null)
					bytes[y * width + x] = (byte) (row[x] * gain);
				else
					shorts[y * width + x] = (short) (row[x] + offset);
		}
		return bytes != null ? bytes : shorts;
	}

	private float[] floats(final Raster raster, final int band) {
		final float[] result = new float[width * height];
		final int type = raster.getTransferType();
		final boolean whole = type != DataBuffer.TYPE_FLOAT && type != DataBuffer.TYPE_DOUBLE;
		final float[] row = new float[width];
		final int[] numbers = new int[width];
		for (int y = 0; y < height; y++) {
			if (whole)
				raster.getSamples(0, y, width, 1, band, numbers);
			else
				raster.getSamples(0, y, width, 1, band, row);
			for (int x = 0; x < width; x++)
				result[y * width + x] = !whole ? row[x] : format != SIGNED ? numbers[x] & 0xffffffffL : bits == 8
					? (byte) numbers[x] : numbers[x];
		}
		return result;
	}
}

package vernier.image;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageMetadata;

import ij.ImagePlus;
import ij.measure.Calibration;

/**
 * Where a GeoTIFF lies on the map, as ImageJ's calibration: size of a pixel in metres, feet or degrees, and an origin
 * from which calibrated coordinates are the map's, y upwards. Pictures that lie askew have no such calibration. In images
 * of 32 bits the value that stands for no data becomes NaN.
 *
 * <p>After the OGC GeoTIFF standard 1.1 (tags and keys by its numbers); the value for no data is GDAL's tag.
 */
final class GeoTiff {

	/** The tag of the size of a pixel. */
	static final int PIXEL_SCALE = 33550;
	/** The tag of the whole transformation, in place of size and tie point. */
	static final int TRANSFORMATION = 34264;

	private static final int TIE_POINT = 33922;
	private static final int KEYS = 34735;
	private static final int NO_DATA = 42113;

	private static final int MODEL_TYPE = 1024;
	private static final int RASTER_TYPE = 1025;
	private static final int PROJECTED_UNIT = 3076;
	private static final int PROJECTED = 1;
	private static final int GEOGRAPHIC = 2;
	private static final int PIXEL_IS_POINT = 2;
	private static final int FOOT = 9002;
	private static final int SURVEY_FOOT = 9003;

	private GeoTiff() {}

	/** Changes nothing where the file is no GeoTIFF. */
	static void apply(final TIFFImageMetadata metadata, final ImagePlus image) {
		calibrate(metadata, image.getCalibration());
		final Entry noData = metadata.getTIFFField(NO_DATA);
		if (noData != null && image.getBitDepth() == 32)
			blank(noData.getValueAsString(), image);
	}

	private static void blank(final String noData, final ImagePlus image) {
		final float value;
		try {
			value = Float.parseFloat(noData.strip());
		}
		catch (final NumberFormatException e) {
			// then no value stands for it
			return;
		}
		for (int plane = 1; plane <= image.getStackSize(); plane++) {
			final float[] pixels = (float[]) image.getStack().getPixels(plane);
			for (int i = 0; i < pixels.length; i++)
				if (pixels[i] == value)
					pixels[i] = Float.NaN;
		}
	}

	private static void calibrate(final TIFFImageMetadata metadata, final Calibration calibration) {
		final double[] keys = TiffPage.numbers(metadata, KEYS);
		final double[] scale = TiffPage.numbers(metadata, PIXEL_SCALE);
		final double[] tie = TiffPage.numbers(metadata, TIE_POINT);
		final double[] matrix = TiffPage.numbers(metadata, TRANSFORMATION);
		// tiepoints of pictures that are warped are many
		if (scale.length >= 2 && tie.length == 6)
			calibrate(scale[0], -scale[1], tie[3] - tie[0] * scale[0], tie[4] + tie[1] * scale[1], keys, calibration);
		else if (matrix.length == 16 && matrix[1] == 0 && matrix[4] == 0)
			calibrate(matrix[0], matrix[5], matrix[3], matrix[7], keys, calibration);
	}

	/** Map coordinates are (left + column * stepX, top + row * stepY). */
	private static void calibrate(final double stepX, final double stepY, final double left, final double top,
		final double[] keys, final Calibration calibration)
	{
		if (!(stepX > 0) || !(stepY < 0) || !Double.isFinite(left + top + stepX - stepY))
			return;
		// rows and columns of pixels that are points count from their centres
		final double half = key(keys, RASTER_TYPE) == PIXEL_IS_POINT ? 0.5 : 0;
		calibration.pixelWidth = stepX;
		calibration.pixelHeight = -stepY;
		calibration.setUnit(unit(keys));
		calibration.xOrigin = half - left / stepX;
		calibration.yOrigin = half - top / stepY;
		calibration.setInvertY(true);
	}

	private static String unit(final double[] keys) {
		final int type = key(keys, MODEL_TYPE);
		if (type == GEOGRAPHIC)
			return "degree";
		final int unit = key(keys, PROJECTED_UNIT);
		return unit == FOOT || unit == SURVEY_FOOT ? "ft" : type == PROJECTED ? "m" : "unit";
	}

	/** The value of a key that is a number of its own; 0 where it is missing. */
	private static int key(final double[] keys, final int wanted) {
		for (int i = 4; i + 3 < keys.length; i += 4)
			if (keys[i] == wanted && keys[i + 1] == 0)
				return (int) keys[i + 3];
		return 0;
	}
}

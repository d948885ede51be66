package vernier.image;

import ij.ImagePlus;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The planes of an image with the values that ImageJ shows for its pixels: those of its value calibration, such as the
 * scaling of NIfTI's and DICOM's integers. For images whose values are numbers and not only intensities.
 */
public final class CalibratedPlanes implements PlaneStack {

	private final PlaneStack raw;
	private final float[] values;

	private CalibratedPlanes(final PlaneStack raw, final float[] values) {
		this.raw = raw;
		this.values = values;
	}

	/** FloatType if the image has 8 or 16 bits and a value calibration, else the planes as they are. */
	public static PlaneStack of(final ImagePlus image) {
		final PlaneStack raw = ImagePlusStack.of(image);
		final boolean integers = image.getBitDepth() == 8 || image.getBitDepth() == 16;
		final float[] values = integers && image.getCalibration().calibrated() ? image.getCalibration().getCTable() : null;
		return values == null || ImagePlusStack.palette(image) != null ? raw : new CalibratedPlanes(raw, values);
	}

	@Override
	public long width() {
		return raw.width();
	}

	@Override
	public long height() {
		return raw.height();
	}

	@Override
	public int size() {
		return raw.size();
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	@Override
	public RandomAccessibleInterval<?> plane(final int index) {
		return Converters.convert((RandomAccessibleInterval) raw.plane(index), (in, out) -> ((FloatType) out).set(
			values[((IntegerType<?>) in).getInteger()]), new FloatType());
	}
}

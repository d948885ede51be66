package vernier.image;

import java.util.Locale;

import ij.ImagePlus;

/** What a NIfTI header says that ImageJ has no place for, kept in the image properties. */
final class NiftiProperties {

	private static final String TYPE = "NIfTI type";
	private static final String VERSION = "NIfTI version";
	private static final String DESCRIPTION = "NIfTI description";

	private NiftiProperties() {}

	static void attach(final ImagePlus image, final NiftiHeader header) {
		image.setProp(TYPE, header.type().name().toLowerCase(Locale.ROOT));
		image.setProp(VERSION, String.valueOf(header.version()));
		if (!header.description().isEmpty())
			image.setProp(DESCRIPTION, header.description());
		header.orientation().attach(image);
	}

	/** True if the file that the image came from was of version 2. */
	static boolean isVersion2(final ImagePlus image) {
		return "2".equals(image.getProp(VERSION));
	}

	/** True if 16-bit pixels stand for signed numbers, whatever the scaling of values. */
	static boolean isSigned(final ImagePlus image) {
		final String type = image.getProp(TYPE);
		return image.getCalibration().isSigned16Bit() || image.getCalibration().calibrated() &&
			("int16".equals(type) || "int8".equals(type));
	}

	static String description(final ImagePlus image) {
		final String description = image.getProp(DESCRIPTION);
		return description == null ? "" : description;
	}
}

package vernier.image;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import ij.ImagePlus;
import ij.measure.Calibration;

/**
 * Where a volume lies in the world: the two maps that NIfTI knows. The "qform" is rigid and usually the scanner's, the
 * "sform" any affine map, often to an atlas. An image carries them in its image properties, so that they go through
 * whatever Vernier does with it.
 *
 * @param qformCode what the world of the qform is: 0 nothing, 1 scanner, 2 aligned, 3 Talairach, 4 MNI, 5 other template
 * @param qform map with perpendicular axes, null with code 0
 * @param sformCode what the world of the sform is
 * @param sform any map, null with code 0
 */
public record Orientation(int qformCode, Affine qform, int sformCode, Affine sform) {

	/** Nothing is known. */
	public static final Orientation UNKNOWN = new Orientation(0, null, 0, null);

	private static final String GRID = "NIfTI grid";
	private static final String QFORM = "NIfTI qform";
	private static final String SFORM = "NIfTI sform";
	/** Voxel sizes that differ by less than this part are the same, as TIFF rounds them. */
	private static final double TOLERANCE = 1e-4;

	public Orientation {
		if (qformCode > 0 != (qform != null) || sformCode > 0 != (sform != null))
			throw new IllegalArgumentException("A map and its code, or neither");
	}

	/** Both maps the same, in the world of a scanner (code 1). */
	public static Orientation scanner(final Affine affine) {
		return new Orientation(1, affine, 1, affine);
	}

	/** The map to go by: the sform if there is one, as most programs do. */
	public Optional<Affine> affine() {
		return Optional.ofNullable(sform != null ? sform : qform);
	}

	/** The orientation of a result that lies in this one's volume at a geometry. */
	public Orientation rescaled(final Geometry geometry) {
		return new Orientation(qformCode, qform == null ? null : qform.rescaled(geometry), sformCode,
			sform == null ? null : sform.rescaled(geometry));
	}

	/**
	 * What the image's properties say; unknown if the image has another size or pixel size now than they were written for,
	 * as after cropping or reslicing in ImageJ.
	 */
	public static Orientation of(final ImagePlus image) {
		if (!isGridOf(image.getProp(GRID), image))
			return UNKNOWN;
		try {
			final Optional<Map.Entry<Integer, Affine>> q = parse(image.getProp(QFORM));
			final Optional<Map.Entry<Integer, Affine>> s = parse(image.getProp(SFORM));
			return new Orientation(q.map(Map.Entry::getKey).orElse(0), q.map(Map.Entry::getValue).orElse(null), //
				s.map(Map.Entry::getKey).orElse(0), s.map(Map.Entry::getValue).orElse(null));
		}
		catch (final VernierException | NumberFormatException e) {
			// somebody edited the properties
			return UNKNOWN;
		}
	}

	private static Optional<Map.Entry<Integer, Affine>> parse(final String text) {
		if (text == null || text.indexOf(':') < 0)
			return Optional.empty();
		final int code = Integer.parseInt(text.substring(0, text.indexOf(':')).trim());
		final Affine affine = Affine.parse(text.substring(text.indexOf(':') + 1));
		return code > 0 ? Optional.of(Map.entry(code, affine)) : Optional.empty();
	}

	private static boolean isGridOf(final String text, final ImagePlus image) {
		if (text == null)
			return false;
		final String[] found = text.split(" ");
		final String[] expected = grid(image).split(" ");
		boolean same = found.length == expected.length;
		for (int i = 0; same && i < found.length; i++)
			same = found[i].equals(expected[i]) || close(found[i], expected[i]);
		return same;
	}

	private static boolean close(final String a, final String b) {
		try {
			return Math.abs(Double.parseDouble(a) - Double.parseDouble(b)) <= TOLERANCE * Math.abs(Double.parseDouble(b));
		}
		catch (final NumberFormatException e) {
			return false;
		}
	}

	/** Writes this into the image's properties. */
	void attach(final ImagePlus image) {
		properties(image).forEach(image::setProp);
	}

	private Map<String, String> properties(final ImagePlus image) {
		final Map<String, String> properties = new HashMap<>();
		properties.put(GRID, qform == null && sform == null ? null : grid(image));
		properties.put(QFORM, qform == null ? null : qformCode + ": " + qform);
		properties.put(SFORM, sform == null ? null : sformCode + ": " + sform);
		return properties;
	}

	private static String grid(final ImagePlus image) {
		final Calibration calibration = image.getCalibration();
		return image.getWidth() + "x" + image.getHeight() + "x" + image.getNSlices() + " voxels of " + calibration.pixelWidth +
			" x " + calibration.pixelHeight + " x " + calibration.pixelDepth + " " + calibration.getUnit();
	}
}

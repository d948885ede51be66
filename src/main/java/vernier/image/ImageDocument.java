package vernier.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.measure.Calibration;
import vernier.image.zarr.OmeZarr;

/**
 * An image file with everything ImageJ keeps in it, for callers that know nothing of ImageJ.
 *
 * <pre>
 * ImageDocument input = ImageDocument.open(Path.of("in.tif"));
 * PlaneStack large = ... from input.planes() ...;
 * input.derive(large, Geometry.scale(2, 2), "in-x2", Map.of()).save(Path.of("out.tif"));
 * </pre>
 */
public final class ImageDocument {

	private static final String NOT_CALIBRATED = "not calibrated";
	private final ImagePlus image;

	private ImageDocument(final ImagePlus image) {
		this.image = image;
	}

	/** @throws VernierException if the file is missing, unreadable or of an unknown format */
	public static ImageDocument open(final Path file) {
		return new ImageDocument(ImageFiles.open(file));
	}

	/** True for a folder that {@link #open} takes for one image: with DICOM files, or OME-Zarr. */
	public static boolean isImageFolder(final Path folder) {
		return OmeZarr.isZarr(folder) || DicomFiles.isSeries(folder);
	}

	/** True for a folder with several DICOM files that are slices of one series, by the first and the last of them. */
	public static boolean isOneSeries(final Path folder) {
		return DicomFiles.isSeries(folder) && DicomSeries.isOne(folder);
	}

	/** The files, or the folder, that {@link #open} reads the image of: two for a NIfTI pair, else the one itself. */
	public static List<Path> files(final Path file) {
		final Path header = NiftiPair.header(file);
		final Path voxels = NiftiPair.voxels(header);
		return !header.equals(voxels) && Files.isRegularFile(header) && Files.isRegularFile(voxels) ? List.of(header, voxels)
			: List.of(file);
	}

	/**
	 * True if two files are one, or belong to one image: whoever writes one of a NIfTI pair writes both.
	 *
	 * @param a need not exist, likewise the other
	 */
	public static boolean isSame(final Path a, final Path b) {
		return parts(a).anyMatch(part -> parts(b).anyMatch(other -> isOneFile(part, other)));
	}

	private static Stream<Path> parts(final Path file) {
		return Stream.concat(files(file).stream(), NiftiWriter.parts(file).stream());
	}

	private static boolean isOneFile(final Path a, final Path b) {
		try {
			return Files.exists(a) && Files.exists(b) ? Files.isSameFile(a, b)
				: a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
		}
		catch (final IOException e) {
			return false;
		}
	}

	/** All planes, channel fastest, then slice, then frame. */
	public PlaneStack planes() {
		return ImagePlusStack.of(image);
	}

	/** The same with the values of the image's value calibration, see {@link CalibratedPlanes}. */
	public PlaneStack values() {
		return CalibratedPlanes.of(image);
	}

	/** Number of channels: of planes that lie at the same place and time. */
	public int channels() {
		return image.getNChannels();
	}

	/** Number of slices. */
	public int slices() {
		return image.getNSlices();
	}

	/** Number of points in time. */
	public int frames() {
		return image.getNFrames();
	}

	/** Voxel sizes along x, y and z, in {@link #unit()}; 1 along an axis without calibration. */
	public double[] voxelSize() {
		final Calibration calibration = image.getCalibration();
		return new double[] { calibration.pixelWidth, calibration.pixelHeight, calibration.pixelDepth };
	}

	/**
	 * This document with another voxel size, in its unit; in millimetres if it has none.
	 *
	 * @param x between columns, above 0; y and z likewise
	 */
	public ImageDocument withVoxelSize(final double x, final double y, final double z) {
		final ImagePlus copy = ImagePlusBuilder.build(planes(), image, Geometry.IDENTITY, image.getTitle(), Map.of());
		final Calibration calibration = image.getCalibration().copy();
		calibration.pixelWidth = x;
		calibration.pixelHeight = y;
		calibration.pixelDepth = z;
		if (calibration.getUnit().startsWith("pixel"))
			calibration.setUnit("mm");
		copy.setCalibration(calibration);
		return new ImageDocument(copy);
	}

	/** Where the coordinates of pixels begin. */
	public Origin origin() {
		return Origin.of(image);
	}

	/** The unit of {@link #voxelSize()} as ImageJ writes it, such as "mm" or "micron"; "pixel" without calibration. */
	public String unit() {
		return image.getCalibration().getUnit();
	}

	/** Pixel size along x and y. */
	public PixelSize pixelSize() {
		final Calibration calibration = image.getCalibration();
		return PixelSize.of(calibration.pixelWidth, calibration.pixelHeight, calibration.getUnit());
	}

	/** Where the volume lies in the world; unknown unless the file was NIfTI or DICOM. */
	public Orientation orientation() {
		return Orientation.of(image);
	}

	/** The title, for a file just opened its name; see {@link Titles} for those of results. */
	public String title() {
		return image.getTitle();
	}

	/** The image properties: what the image brought along, and, for a result, what made it. */
	public Map<String, String> properties() {
		final Map<String, String> properties = new LinkedHashMap<>();
		final String[] pairs = image.getPropertiesAsArray();
		for (int i = 0; pairs != null && i + 1 < pairs.length; i += 2)
			properties.put(pairs[i], pairs[i + 1]);
		return properties;
	}

	/**
	 * A document of planes that were made from this one's, with all that is not a pixel taken over from here.
	 *
	 * @param planes as many as this document has
	 * @param geometry where they lie in this document's
	 * @param properties added to the image properties
	 * @throws VernierException if a plane is too large for ImageJ
	 */
	public ImageDocument derive(final PlaneStack planes, final Geometry geometry, final String title,
		final Map<String, String> properties)
	{
		return new ImageDocument(ImagePlusBuilder.build(planes, image, geometry, title, properties));
	}

	/**
	 * As {@link #derive}, for a map of this image: of its size, shown in the colours of heat.
	 *
	 * @param planes as many as this document has, 32-bit
	 */
	public ImageDocument deriveMap(final PlaneStack planes, final String title, final Map<String, String> properties) {
		final ImageDocument map = derive(planes, Geometry.IDENTITY, title, properties);
		HeatMap.show(map.image);
		return map;
	}

	/**
	 * A document of planes in which all slices and frames of this one were brought together, see {@link MergedImage}.
	 *
	 * @param planes one for each channel
	 * @param geometry where they lie in this document's
	 * @param properties added to the image properties
	 */
	public ImageDocument merge(final PlaneStack planes, final Geometry geometry, final String title,
		final Map<String, String> properties)
	{
		return new ImageDocument(MergedImage.of(planes, image, geometry, title, properties));
	}

	/**
	 * Looks, before anything is computed, whether an image of this one's type and number of planes can be saved.
	 *
	 * @throws VernierException if the file's name stands for no known format, or for one that cannot hold it
	 */
	public void checkSavable(final Path file) {
		FileFormat.ofName(file).check(image, file);
	}

	/**
	 * Writes the file beside its final place and moves it there when it is complete.
	 *
	 * @throws VernierException if the format is unknown or cannot hold the image, or the file cannot be written
	 */
	public void save(final Path file) {
		ImageFiles.save(image, file);
	}

	/** Size, type and calibration in words, e.g. "480 x 480 pixels, 16-bit, 0.325 x 0.325 micron per pixel". */
	public String describe() {
		return describe(pixelSize(image.getCalibration()));
	}

	/**
	 * As {@link #describe()}, of what a file that this is saved to holds: PNG and JPEG have no pixel size.
	 *
	 * @param file by its name
	 */
	public String describe(final Path file) {
		final FileFormat format = FileFormat.ofName(file);
		final String pixelSize = pixelSize(image.getCalibration());
		return describe(format.holdsPixelSize() || pixelSize.equals(NOT_CALIBRATED) ? pixelSize
			: "without the pixel size, which " + format + " does not hold");
	}

	private String describe(final String pixelSize) {
		final String type = switch (image.getType()) {
			case ImagePlus.COLOR_RGB -> "RGB";
			case ImagePlus.COLOR_256 -> "8-bit colour";
			default -> image.getBitDepth() + "-bit";
		};
		final int planes = image.getImageStackSize();
		return image.getWidth() + " x " + image.getHeight() + (planes > 1 ? " pixels x " + planes + " planes, "
			: " pixels, ") + type + ", " + pixelSize;
	}

	private static String pixelSize(final Calibration calibration) {
		final String size = number(calibration.pixelWidth) + " x " + number(calibration.pixelHeight);
		if (!calibration.getUnit().isBlank() && !calibration.getUnit().equals("pixel"))
			return size + " " + calibration.getUnits() + " per pixel";
		// other programs write a blank as unit
		return calibration.pixelWidth == 1 && calibration.pixelHeight == 1 ? NOT_CALIBRATED : "pixel size " + size +
			" without unit";
	}

	private static String number(final double value) {
		final String text = String.format(Locale.ROOT, "%.4g", value);
		return text.contains(".") && !text.contains("e") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
	}
}

package vernier.imagej1;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import vernier.image.ImagePlusStack;
import vernier.image.NamedFile;
import vernier.image.PixelSize;
import vernier.image.PlanePoint;
import vernier.image.PlaneStack;
import vernier.image.PointFiles;
import vernier.image.TimeAxis;
import vernier.image.VernierException;

/**
 * Where known points come from, as text: {@code Auto} (the selection if it is one of points, else the ROI Manager, else
 * the overlay), {@code Selection}, {@code Manager}, {@code Overlay}, the title of a dot image that is open, or the path of
 * a file, see {@link PointFiles}. The marks that Localise Spots leaves in the overlay are none of them.
 */
final class PointSource {

	static final String AUTO = "Auto";

	private static final Set<String> OF_IMAGE = Set.of("auto", "selection", "manager", "overlay");

	private PointSource() {}

	/**
	 * @param image whose points are wanted
	 * @throws VernierException if there are none there
	 */
	static List<PlanePoint> read(final String source, final ImagePlus image) {
		return read(source, image, List.of());
	}

	/**
	 * As above.
	 *
	 * @param areas of the ROI Manager and the overlay that are something else: where to count, for example
	 */
	static List<PlanePoint> read(final String source, final ImagePlus image, final List<Roi> areas) {
		final String name = source.strip();
		return switch (name.toLowerCase(Locale.ROOT)) {
			case "auto" -> automatic(image, areas);
			case "selection" -> require(CountAreas.selected(image), "There is no selection", image);
			case "manager" -> require(without(areas, CountAreas.managed()), "There are no tags in the ROI Manager", image);
			case "overlay" -> require(without(areas, CountAreas.overlay(image)), "There are no tags in the overlay", image);
			default -> named(name, image);
		};
	}

	/**
	 * What would be read, for a dialog that asks at every key: files are no more than looked at.
	 *
	 * @param areas as above
	 * @return such as "3 points"
	 * @throws VernierException as {@link #read}, but for what is wrong within a file
	 */
	static String plan(final String source, final ImagePlus image, final List<Roi> areas) {
		final String name = source.strip();
		if (isOfImage(name)) {
			final int points = read(name, image, areas).size();
			return points + (points == 1 ? " point" : " points");
		}
		if (OpenImages.titled(name).isPresent())
			return "the dots of \"" + name + "\"";
		final Path file = NamedFile.of(name).orElseThrow(() -> nothing(name));
		PointFiles.check(file);
		return "the points in " + file.getFileName();
	}

	/** True if the points are part of an image or in the ROI Manager, and not in a file or a dot image. */
	static boolean isOfImage(final String source) {
		return OF_IMAGE.contains(source.strip().toLowerCase(Locale.ROOT));
	}

	private static List<PlanePoint> automatic(final ImagePlus image, final List<Roi> areas) {
		if (image.getRoi() instanceof PointRoi points)
			return PointFiles.ofRois(List.of(points), ImagePlusStack.of(image));
		final List<Roi> managed = without(areas, CountAreas.managed());
		return require(managed.isEmpty() ? without(areas, CountAreas.overlay(image)) : managed,
			"There are no points: no point selection, and no tags in the ROI Manager or the overlay", image);
	}

	/** Not by their equality, which for selections is that of their places. */
	private static List<Roi> without(final List<Roi> areas, final List<Roi> rois) {
		return rois.stream().filter(roi -> areas.stream().noneMatch(area -> area == roi)).toList();
	}

	private static List<PlanePoint> require(final List<Roi> rois, final String sentence, final ImagePlus image) {
		if (rois.isEmpty())
			throw new VernierException(sentence + "; tag the objects of \"" + image.getTitle() +
				"\" with the multi-point tool, or name a table, a set of selections or a dot image.");
		return PointFiles.ofRois(rois, ImagePlusStack.of(image));
	}

	private static List<PlanePoint> named(final String name, final ImagePlus image) {
		final PlaneStack planes = image == null ? null : ImagePlusStack.of(image);
		final Optional<ImagePlus> dots = OpenImages.titled(name);
		if (dots.isPresent())
			return TimeAxis.of(PointFiles.ofDots(dots.get()), planes);
		return PointFiles.read(NamedFile.of(name).orElseThrow(() -> nothing(name)), planes, pixelSize(image));
	}

	/** Size of a pixel; {@link PixelSize#NONE} without an image. */
	static PixelSize pixelSize(final ImagePlus image) {
		return image == null ? PixelSize.NONE : PixelSize.of(image.getCalibration().pixelWidth, image.getCalibration().pixelHeight,
			image.getCalibration().getUnit());
	}

	private static VernierException nothing(final String name) {
		return new VernierException("There is no image and no file \"" + name +
			"\" with points: write Selection, Manager, Overlay, the title of a dot image, or a path.");
	}
}

package vernier.image;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.process.ImageProcessor;

/** ImageJ's selections as {@link MaskArea}s, and the files they are kept in. */
public final class RoiAreas {

	private static final int MAX_BYTES = 64 << 20;
	private static final int MAX_ROIS = 1 << 20;
	/** No image is larger. */
	private static final int ANY_SIZE = 1 << 30;

	private RoiAreas() {}

	/** As {@link #of(Iterable, PlaneStack, Consumer)}, telling nobody. */
	public static List<MaskArea> of(final Iterable<Roi> rois, final PlaneStack image) {
		return of(rois, image, line -> {});
	}

	/**
	 * The areas of selections, clipped to the image. Lines and points, and what lies outside of the image or belongs to none
	 * of its planes, are left out. Of several that have one name and a plane in common, the further ones are numbered,
	 * "cell-2" and so on, so that the counts of each are told apart.
	 *
	 * @param log is told of what is left out
	 * @throws VernierException if there are selections and all of them would be left out
	 */
	public static List<MaskArea> of(final Iterable<Roi> rois, final PlaneStack image, final Consumer<String> log) {
		return of(rois, Math.toIntExact(image.width()), Math.toIntExact(image.height()), image, log);
	}

	private static List<MaskArea> of(final Iterable<Roi> rois, final int width, final int height, final PlaneStack planes,
		final Consumer<String> log)
	{
		final List<MaskArea> areas = new ArrayList<>();
		final List<String> wrong = new ArrayList<>();
		final Map<String, List<MaskArea>> byName = new HashMap<>();
		int numbered = 0;
		for (final Roi roi : rois) {
			final String name = name(roi, numbered);
			if (!roi.isArea()) {
				wrong.add("The selection \"" + name + "\" is a " + roi.getTypeAsString().toLowerCase(Locale.ROOT) +
					" selection, which has no area: draw a rectangle, an oval or a polygon, or leave it out.");
				continue;
			}
			// names and numbers are the same whatever is left out of an image
			numbered++;
			final MaskArea area = of(roi, name, width, height, planes);
			MaskArea unique = area;
			for (int i = 2; byName.getOrDefault(unique.name(), List.of()).stream().anyMatch(area::sharesPlaneWith); i++)
				unique = area.named(area.name() + "-" + i);
			byName.computeIfAbsent(unique.name(), any -> new ArrayList<>()).add(unique);
			final Optional<String> problem = problem(roi, unique, width, height, planes);
			if (problem.isPresent())
				wrong.add(problem.get());
			else
				areas.add(unique);
		}
		if (areas.isEmpty() && !wrong.isEmpty())
			throw new VernierException(wrong.get(0));
		if (!wrong.isEmpty())
			log.accept(wrong.size() + " of " + (areas.size() + wrong.size()) + " selections left out. " + wrong.get(0));
		return areas;
	}

	private static String name(final Roi roi, final int index) {
		return roi.getName() == null || roi.getName().isBlank() ? "roi-" + (index + 1) : roi.getName();
	}

	/** Not clipped if it lies outside. */
	private static MaskArea of(final Roi roi, final String name, final int width, final int height,
		final PlaneStack planes)
	{
		final Rectangle whole = roi.getBounds();
		final Rectangle inside = whole.intersection(new Rectangle(width, height));
		final Rectangle bounds = inside.isEmpty() ? whole : inside;
		final PlanePosition plane = RoiPlanes.of(roi, planes);
		return new MaskArea(name, new Region(bounds.x, bounds.y, bounds.width, bounds.height), inside.isEmpty() ? null : mask(roi,
			whole, bounds), plane.channel(), plane.slice(), plane.frame());
	}

	/** Why nothing of the image is in an area. */
	private static Optional<String> problem(final Roi roi, final MaskArea area, final int width, final int height,
		final PlaneStack planes)
	{
		final Rectangle whole = roi.getBounds();
		if (!whole.intersects(new Rectangle(width, height)))
			return Optional.of("The selection \"" + area.name() + "\" (x " + whole.x + ", y " + whole.y + ", " + whole.width +
				" x " + whole.height + ") lies outside of the image of " + width + " x " + height +
				" pixels: move it into the image, or leave it out.");
		if (planes != null && IntStream.range(0, planes.size()).mapToObj(planes::position).noneMatch(area::isIn))
			return Optional.of("The selection \"" + area.name() + "\" belongs to channel " + area.channel() + ", slice " + area
				.slice() + ", frame " + area.frame() + " (0: all), which the image of " + planes.size() +
				" planes does not have: set its position, or leave it out.");
		return Optional.empty();
	}

	private static byte[] mask(final Roi roi, final Rectangle whole, final Rectangle bounds) {
		final ImageProcessor mask = roi.getMask();
		if (mask == null)
			return null;
		final byte[] inside = new byte[bounds.width * bounds.height];
		for (int y = 0; y < bounds.height; y++)
			for (int x = 0; x < bounds.width; x++)
				inside[y * bounds.width + x] = (byte) mask.get(bounds.x - whole.x + x, bounds.y - whole.y + y);
		return inside;
	}

	/**
	 * The selections in a .roi file or, as the ROI Manager saves several, a .zip of such.
	 *
	 * @throws VernierException if there is no such file or it holds no selections
	 */
	public static List<Roi> open(final Path file) {
		if (!Files.isRegularFile(file))
			throw new VernierException("There is no file " + file + " with selections: check the path.");
		final List<Roi> rois = new ArrayList<>();
		try {
			if (Files.size(file) > MAX_BYTES)
				throw new VernierException("The file " + file + " is too large for a set of selections: check the path.");
			if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".zip"))
				add(rois, Files.readAllBytes(file), file.getFileName().toString());
			else
				try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
					for (ZipEntry entry = zip.getNextEntry(); entry != null && rois.size() < MAX_ROIS; entry = zip.getNextEntry())
						if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".roi"))
							add(rois, zip.readNBytes(MAX_BYTES), entry.getName());
				}
		}
		catch (final IOException e) {
			throw new VernierException("The file " + file + " cannot be read (" + FileWriting.reason(e) +
				"): save the selections again with the ROI Manager.", e);
		}
		if (rois.isEmpty())
			throw new VernierException("There are no selections in " + file +
				": a .roi file, or a .zip of them as the ROI Manager saves it, is expected.");
		return rois;
	}

	private static void add(final List<Roi> rois, final byte[] bytes, final String name) {
		final Roi roi;
		try {
			roi = RoiDecoder.openFromByteArray(bytes);
		}
		catch (final RuntimeException e) {
			// a damaged file makes the decoder fail in many ways
			throw new VernierException("The selection " + name + " is damaged: save it again with the ROI Manager.", e);
		}
		if (roi == null)
			throw new VernierException("The file " + name + " holds no selection: save it again with the ROI Manager.");
		if (roi.getName() == null)
			roi.setName(name.replaceFirst("(?i)\\.roi$", ""));
		rois.add(roi);
	}

	/**
	 * A file of selections that was read, for images one after another.
	 *
	 * @param selections as they are in the file
	 */
	public record Selections(List<Roi> selections) {

		/** Of no file. */
		public static final Selections NONE = new Selections(List.of());

		/** See {@link RoiAreas#open}. */
		public static Selections read(final Path file) {
			return new Selections(open(file));
		}

		/** Their areas in an image, see {@link RoiAreas#of}, and the rectangles of a grid, null for none. */
		public List<MaskArea> areas(final Grid grid, final PlaneStack image, final Consumer<String> log) {
			final List<MaskArea> areas = new ArrayList<>(of(selections, image, log));
			if (grid != null)
				areas.addAll(grid.areas(image.width(), image.height()));
			return areas;
		}
	}

	/** The areas in a file of selections, see {@link #open} and {@link #of}. */
	public static List<MaskArea> read(final Path file, final PlaneStack image) {
		return of(open(file), image);
	}

	/**
	 * The areas in a file of selections, and the rectangles of a grid.
	 *
	 * @param file selections, or null for none
	 * @param grid rectangles, or null for none
	 * @param log is told of selections that are left out
	 */
	public static List<MaskArea> read(final Path file, final Grid grid, final PlaneStack image, final Consumer<String> log) {
		return (file == null ? Selections.NONE : Selections.read(file)).areas(grid, image, log);
	}

	/** The areas in a file of selections, whatever image they were made in. */
	public static List<MaskArea> read(final Path file) {
		return of(open(file), ANY_SIZE, ANY_SIZE, null, line -> {});
	}
}

package vernier.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

import vernier.image.ImageDocument;
import vernier.image.VernierException;
import vernier.image.zarr.OmeZarr;

/** The images of a folder, and what their results are called. */
final class InputFiles {

	/** Longest first. */
	private static final List<String> ENDINGS = List.of(".ome.tiff", ".ome.tif", ".ome.zarr", ".nii.gz", ".img.gz", ".hdr.gz",
		".tiff", ".jpeg", ".tif", ".png", ".jpg", ".gif", ".bmp", ".zarr", ".nii", ".hdr", ".img", ".dcm");

	/** What is added to the names of further images of results. */
	private static final Pattern EXTRA = Pattern.compile("-(density|rendered)(-[0-9]+)?$");

	/**
	 * A file, or a folder with a series of DICOM files or an OME-Zarr image, which is one image.
	 *
	 * @param path where it is
	 * @param name its path in the input folder, with slashes
	 * @param result the path of its results in the output folder, without ending
	 */
	record Input(Path path, String name, String result) {

		/** Ending of an image made from this. */
		String ending(final String format) {
			if (!format.isEmpty())
				return "." + format;
			return name.toLowerCase(Locale.ROOT).matches(".*\\.(nii|hdr|img)(\\.gz)?") ? ".nii.gz" : ".tif";
		}
	}

	private InputFiles() {}

	/**
	 * The images of a folder and its subfolders, sorted by name. Without a glob, files whose names end as images' do, and
	 * folders that are an OME-Zarr image or hold DICOM files; hidden files never.
	 *
	 * @throws VernierException if there is no such folder, the glob is none, or nothing matches
	 */
	static List<Input> list(final Path folder, final String glob) {
		check(folder);
		final List<String> names;
		try (Stream<Path> paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
			names = paths.filter(path -> !path.equals(folder)).map(path -> folder.relativize(path)) //
				.filter(path -> !isHidden(path) && !isPartOfZarr(folder, path)).filter(matcher(glob, folder)) //
				.map(path -> path.toString().replace('\\', '/')).sorted(Comparator.naturalOrder()).toList();
		}
		catch (final IOException | UncheckedIOException e) {
			throw new VernierException("The folder " + folder + " cannot be read (" + e.getMessage() +
				"): check its permissions and links.", e);
		}
		if (names.isEmpty())
			throw new VernierException("No file in " + folder + (glob.isEmpty() ? " is an image: name another folder, or say which " +
				"files with glob." : " matches " + glob + ": use another pattern, such as **/*.tif."));
		return inputs(folder, names);
	}

	/** @throws VernierException if there is no such folder */
	static void check(final Path folder) {
		if (!Files.isDirectory(folder))
			throw new VernierException((Files.exists(folder) ? "This is not a folder: " : "There is no folder ") + folder +
				": name the folder with the images.");
	}

	private static boolean isHidden(final Path path) {
		for (final Path part : path)
			if (part.toString().startsWith("."))
				return true;
		return false;
	}

	/** Chunks and resolutions of an image are no images; those of a collection without the name of one are. */
	private static boolean isPartOfZarr(final Path folder, final Path path) {
		for (Path parent = path.getParent(); parent != null; parent = parent.getParent())
			if (OmeZarr.isName(parent) || OmeZarr.isZarr(folder.resolve(parent)) && !OmeZarr.isImage(folder.resolve(path)))
				return true;
		return isCollection(folder.resolve(path));
	}

	/** One that has the name of an image and is none is reported as such. */
	private static boolean isCollection(final Path folder) {
		return OmeZarr.isZarr(folder) && !OmeZarr.isName(folder) && !OmeZarr.isImage(folder);
	}

	private static Predicate<Path> matcher(final String glob, final Path folder) {
		if (glob.isEmpty())
			return path -> isImage(folder, path);
		try {
			final PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
			// "**/" means any folder, this one too, as in a shell
			final PathMatcher here = FileSystems.getDefault().getPathMatcher("glob:" + glob.replaceFirst("^\\*\\*/", ""));
			return path -> (matcher.matches(path) || here.matches(path)) && (Files.isRegularFile(folder.resolve(path)) ||
				ImageDocument.isImageFolder(folder.resolve(path)));
		}
		catch (final PatternSyntaxException | UnsupportedOperationException e) {
			throw new VernierException("\"" + glob + "\" is no pattern for files: write one such as **/*.tif.", e);
		}
	}

	private static boolean isImage(final Path folder, final Path path) {
		final Path file = folder.resolve(path);
		if (Files.isDirectory(file))
			return ImageDocument.isImageFolder(file);
		final String name = path.toString().toLowerCase(Locale.ROOT);
		// the header stands for a pair; a file of a series is part of its folder
		return Files.isRegularFile(file) && ENDINGS.stream().anyMatch(name::endsWith) && !name.matches(".*\\.img(\\.gz)?") &&
			!(name.endsWith(".dcm") && path.getParent() != null && ImageDocument.isImageFolder(file.getParent()));
	}

	private static List<Input> inputs(final Path folder, final List<String> names) {
		final Map<String, Integer> stems = new HashMap<>();
		names.forEach(name -> stems.merge(stem(name).toLowerCase(Locale.ROOT), 1, Integer::sum));
		final Set<String> taken = new HashSet<>();
		final List<Input> inputs = new ArrayList<>();
		for (final String name : names) {
			final String stem = stem(name).toLowerCase(Locale.ROOT);
			// a.png and a.tif must not become the same file, nor a-density.tif the density of a.tif
			String result = stems.get(stem) > 1 || isExtra(stem, stems.keySet()) ? name : stem(name);
			while (!taken.add(result.toLowerCase(Locale.ROOT)))
				result += "_";
			inputs.add(new Input(folder.resolve(name), name, result));
		}
		return inputs;
	}

	/** True if a further image of another file's results has this name. */
	private static boolean isExtra(final String stem, final Set<String> stems) {
		final Matcher matcher = EXTRA.matcher(stem);
		return matcher.find() && stems.contains(stem.substring(0, matcher.start()));
	}

	private static String stem(final String name) {
		for (final String ending : ENDINGS)
			if (name.toLowerCase(Locale.ROOT).endsWith(ending) && name.length() > ending.length() &&
				name.charAt(name.length() - ending.length() - 1) != '/')
				return name.substring(0, name.length() - ending.length());
		return name;
	}
}

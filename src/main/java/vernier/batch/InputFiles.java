package vernier.batch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import vernier.image.Progress;
import vernier.image.VernierException;

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
	 * folders that are an OME-Zarr image or hold DICOM files, the folder itself too; hidden files never. What lies in an
	 * OME-Zarr image is not looked at.
	 *
	 * @param log takes a line for each subfolder that cannot be read
	 * @param progress asked at each file whether to stop
	 * @throws VernierException if there is no such folder or it cannot be read, the glob is none, or nothing matches
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	static List<Input> list(final Path folder, final String glob, final Consumer<String> log, final Progress progress) {
		check(folder);
		final InputTree tree = new InputTree(folder, glob.isEmpty() ? path -> isImage(path) && !isVoxels(
			path) : matcher(glob), !glob.isEmpty(), log,
			progress);
		try {
			Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, tree);
		}
		catch (final IOException e) {
			throw new VernierException("The folder " + folder + " cannot be read (" + e.getMessage() +
				"): check its permissions and links.", e);
		}
		final SortedMap<String, Path> found = tree.found();
		if (found.isEmpty())
			throw new VernierException("No file in " + folder + (glob.isEmpty() ? " is an image: name another folder, or say which " +
				"files with glob." : " matches " + glob + ": use another pattern, such as **/*.tif."));
		return inputs(found);
	}

	/** @throws VernierException if there is no such folder */
	static void check(final Path folder) {
		if (!Files.isDirectory(folder))
			throw new VernierException((Files.exists(folder) ? "This is not a folder: " : "There is no folder ") + folder +
				": name the folder with the images.");
	}

	/** Of paths in the folder. */
	private static Predicate<Path> matcher(final String glob) {
		try {
			final PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
			// "**/" means any folder, this one too, as in a shell
			final PathMatcher here = FileSystems.getDefault().getPathMatcher("glob:" + glob.replaceFirst("^\\*\\*/", ""));
			return path -> matcher.matches(path) || here.matches(path);
		}
		catch (final PatternSyntaxException | UnsupportedOperationException e) {
			throw new VernierException("\"" + glob + "\" is no pattern for files: write one such as **/*.tif.", e);
		}
	}

	/** True if a file's name ends as images' do. */
	static boolean isImage(final Path file) {
		final String name = file.toString().toLowerCase(Locale.ROOT);
		return ENDINGS.stream().anyMatch(name::endsWith);
	}

	/** True if a file's name is that of the second file of a pair: the header stands for both. */
	static boolean isVoxels(final Path file) {
		return file.toString().matches("(?i).*\\.img(\\.gz)?");
	}

	private static List<Input> inputs(final SortedMap<String, Path> found) {
		final Map<String, Integer> stems = new HashMap<>();
		found.keySet().forEach(name -> stems.merge(stem(name).toLowerCase(Locale.ROOT), 1, Integer::sum));
		final Set<String> taken = new HashSet<>();
		final List<Input> inputs = new ArrayList<>();
		found.forEach((name, path) -> {
			final String stem = stem(name).toLowerCase(Locale.ROOT);
			// a.png and a.tif must not become the same file, nor a-density.tif the density of a.tif
			String result = stems.get(stem) > 1 || isExtra(stem, stems.keySet()) ? name : stem(name);
			while (!taken.add(result.toLowerCase(Locale.ROOT)))
				result += "_";
			inputs.add(new Input(path, name, result));
		});
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

package vernier.batch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

import vernier.image.ImageDocument;
import vernier.image.Progress;
import vernier.image.zarr.OmeZarr;

/** Looks through a folder for images: each folder is read once, those that are no folders for the user not at all. */
final class InputTree extends SimpleFileVisitor<Path> {

	private final Path root;
	private final Predicate<Path> wanted;
	/** True if the user says which files. */
	private final boolean chosen;
	private final Consumer<String> log;
	private final Progress progress;
	private final SortedMap<String, Path> found = new TreeMap<>();
	/** Folders that are one image of several files. */
	private final Set<Path> series = new HashSet<>();
	/** The outermost Zarr folder around that is no image: only images in it count. Null outside. */
	private Path collection;

	/**
	 * @param wanted files, by their path in the folder
	 * @param chosen true if these are the user's choice, false for all images
	 */
	InputTree(final Path root, final Predicate<Path> wanted, final boolean chosen, final Consumer<String> log,
		final Progress progress)
	{
		this.root = root;
		this.wanted = wanted;
		this.chosen = chosen;
		this.log = log;
		this.progress = progress;
	}

	/** Images by name: path in the folder, with slashes. The voxels of a pair stand for it only where the header does not. */
	SortedMap<String, Path> found() {
		final Set<Path> paths = new HashSet<>(found.values());
		found.values().removeIf(path -> {
			final Path header = InputFiles.isVoxels(path) ? ImageDocument.files(path).get(0) : path;
			return !header.equals(path) && paths.contains(header);
		});
		return found;
	}

	@Override
	public FileVisitResult preVisitDirectory(final Path folder, final BasicFileAttributes attributes) {
		progress.checkCancelled();
		if (isHidden(folder))
			return FileVisitResult.SKIP_SUBTREE;
		final boolean zarr = OmeZarr.isZarr(folder);
		final boolean outermost = folder.equals(root);
		if (OmeZarr.isImage(folder) ? !outermost || !chosen : OmeZarr.isName(folder) && !outermost) {
			// one that has the name of an image and is none is reported as such
			if (zarr && isWanted(folder))
				add(folder);
			return FileVisitResult.SKIP_SUBTREE;
		}
		if (zarr && collection == null)
			collection = folder;
		if (collection == null && isWanted(folder) && (outermost ? ImageDocument.isOneSeries(folder) : ImageDocument.isImageFolder(
			folder)))
		{
			series.add(folder);
			add(folder);
		}
		return FileVisitResult.CONTINUE;
	}

	/** Any folder, if the user does not say which files; the outermost one has no path for a pattern to match. */
	private boolean isWanted(final Path folder) {
		return !chosen || !folder.equals(root) && wanted.test(root.relativize(folder));
	}

	private void add(final Path path) {
		final Path own = root.toAbsolutePath().normalize().getFileName();
		String name = path.equals(root) ? own == null ? "images" : own.toString() : root.relativize(path).toString().replace('\\',
			'/');
		// the outermost folder may have the name of one in it
		while (found.containsKey(name))
			name += "_";
		found.put(name, path);
	}

	@Override
	public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
		progress.checkCancelled();
		// another file in the folder of a series is none of it if its name says so
		final boolean slice = series.contains(file.getParent()) && (!InputFiles.isImage(file) || file.toString().matches(
			"(?i).*\\.dcm"));
		if (collection == null && attributes.isRegularFile() && !isHidden(file) && !slice && wanted.test(root.relativize(file)))
			add(file);
		return FileVisitResult.CONTINUE;
	}

	/** A folder that may not be read or a link that leads back, such as a file system's own folders: the rest goes on. */
	@Override
	public FileVisitResult visitFileFailed(final Path path, final IOException failure) throws IOException {
		if (path.equals(root))
			throw failure;
		if (!isHidden(path))
			log.accept(path + " is left out, as it cannot be read (" + failure.getClass().getSimpleName() + ": " + failure
				.getMessage() + ").");
		return FileVisitResult.CONTINUE;
	}

	@Override
	public FileVisitResult postVisitDirectory(final Path folder, final IOException failure) throws IOException {
		if (folder.equals(collection))
			collection = null;
		return failure == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, failure);
	}

	private boolean isHidden(final Path path) {
		return !path.equals(root) && path.getFileName().toString().startsWith(".");
	}
}

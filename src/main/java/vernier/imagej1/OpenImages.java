package vernier.imagej1;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.WindowManager;
import vernier.image.Titles;
import vernier.image.VernierException;

/** Images by their titles. ImageJ's own search takes the oldest of several with one title, without a word. */
final class OpenImages {

	private OpenImages() {}

	/**
	 * A title for a result, such as "blobs-x2" of "blobs.gif"; if an open image has it, "blobs-x2-1" and so on, as after
	 * Image &gt; Duplicate.
	 */
	static String newTitle(final ImagePlus input, final String suffix) {
		final String title = Titles.withSuffix(input.getTitle(), suffix);
		final Set<String> taken = open().map(ImagePlus::getTitle).collect(Collectors.toSet());
		String free = title;
		for (int number = 1; taken.contains(free); number++)
			free = title + "-" + number;
		return free;
	}

	/** In the order of their opening. */
	static Stream<ImagePlus> open() {
		final int[] ids = WindowManager.getIDList();
		return ids == null ? Stream.empty() : Arrays.stream(ids).mapToObj(WindowManager::getImage).filter(Objects::nonNull);
	}

	/**
	 * The open image with a title.
	 *
	 * @return nothing if there is none
	 * @throws VernierException if there are several
	 */
	static Optional<ImagePlus> titled(final String title) {
		final List<ImagePlus> open = open().filter(image -> image.getTitle().equals(title)).toList();
		if (open.size() > 1)
			throw new VernierException("There are " + open.size() + " open images with the title \"" + title +
				"\": rename them (Image > Rename...), so that it is clear which one is meant.");
		return open.stream().findFirst();
	}
}

package vernier.imagej1;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.WindowManager;
import vernier.image.VernierException;

/** Images by their titles. ImageJ's own search takes the oldest of several with one title, without a word. */
final class OpenImages {

	private OpenImages() {}

	/**
	 * The open image with a title.
	 *
	 * @return nothing if there is none
	 * @throws VernierException if there are several
	 */
	static Optional<ImagePlus> titled(final String title) {
		final int[] ids = WindowManager.getIDList();
		final List<ImagePlus> open = ids == null ? List.of() : Arrays.stream(ids).mapToObj(WindowManager::getImage).filter(
			image -> image != null && image.getTitle().equals(title)).toList();
		if (open.size() > 1)
			throw new VernierException("There are " + open.size() + " open images with the title \"" + title +
				"\": rename them (Image > Rename...), so that it is clear which one is meant.");
		return open.stream().findFirst();
	}
}

package vernier.imagej1;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import ij.ImagePlus;
import vernier.image.ImageDocument;
import vernier.image.ImageFiles;
import vernier.image.NamedFile;
import vernier.image.VernierException;

/** Stacks by what a macro or a dialog calls them: titles of open images, or paths of files. */
final class StackImages {

	private StackImages() {}

	/** Titles of the open images that have several slices, in the order of their opening. */
	static List<String> titles() {
		return all().distinct().toList();
	}

	private static Stream<String> all() {
		return OpenImages.open().filter(image -> image.getNSlices() > 1).map(ImagePlus::getTitle);
	}

	/** @throws VernierException if two of the open stacks have one title, by which a dialog could not tell them apart */
	static void checkTitles() {
		all().forEach(OpenImages::titled);
	}

	/**
	 * The stacks by their names, all of them different ones.
	 *
	 * @throws VernierException as below, or if an image or a file is named twice
	 */
	static List<ImagePlus> find(final List<String> names) {
		final List<ImagePlus> images = names.stream().map(StackImages::find).toList();
		for (int i = 0; i < images.size(); i++)
			for (int j = 0; j < i; j++)
				if (images.get(i) == images.get(j) || isFile(names.get(i)) && isFile(names.get(j)) && ImageDocument.isSame(Path.of(
					names.get(i)), Path.of(names.get(j))))
					throw new VernierException("The stack \"" + images.get(i).getTitle() + "\" is given twice: give each stack once.");
		return images;
	}

	private static boolean isFile(final String name) {
		return OpenImages.titled(name).isEmpty();
	}

	/**
	 * @param name title of an open image, or else the path of a file, or of a folder of DICOM files, that is read with its
	 *          place in the world and not shown
	 * @throws VernierException if there is neither, if two images have the title, or the file cannot be read
	 */
	static ImagePlus find(final String name) {
		final Optional<ImagePlus> open = OpenImages.titled(name);
		if (open.isPresent())
			return open.get();
		return ImageFiles.open(NamedFile.of(name).orElseThrow(() -> new VernierException("There is no open image and no file \"" +
			name + "\": write the title of an open stack, or the path of a file.")));
	}
}

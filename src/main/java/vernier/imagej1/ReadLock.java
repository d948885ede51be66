package vernier.imagej1;

import ij.ImagePlus;
import vernier.image.VernierException;

/**
 * Keeps ImageJ's filters from changing an image while it is read. Several readers can hold one image; the last one
 * unlocks it.
 */
final class ReadLock implements AutoCloseable {

	/** Counts the readers of an image. Kept in the image's own table, from where ImageJ saves strings only. */
	private static final String READERS = "vernier.readers";

	private final ImagePlus image;

	private ReadLock(final ImagePlus image) {
		this.image = image;
	}

	/** @throws VernierException if another command holds the image, and may be changing it */
	static ReadLock of(final ImagePlus image) {
		synchronized (image) {
			final int readers = readers(image);
			if (readers == 0 && !image.lockSilently())
				throw new VernierException("\"" + image.getTitle() + "\" is in use by another command: wait for it to end, or " +
					"unlock the image with Plugins > Utilities > Reset...");
			image.setProperty(READERS, readers + 1);
			return new ReadLock(image);
		}
	}

	private static int readers(final ImagePlus image) {
		return image.getProperty(READERS) instanceof Integer count ? count : 0;
	}

	@Override
	public void close() {
		synchronized (image) {
			final int readers = readers(image) - 1;
			// null removes the entry
			image.setProperty(READERS, readers > 0 ? readers : null);
			if (readers <= 0)
				image.unlock();
		}
	}
}

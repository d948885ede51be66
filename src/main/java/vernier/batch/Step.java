package vernier.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

import vernier.image.ImageDocument;
import vernier.image.Progress;

/**
 * One thing to do with every image of a folder. Opens its networks once and keeps them from image to image; one thread at
 * a time.
 */
public interface Step extends AutoCloseable {

	/** A table of results of one image; its name becomes part of the file's. */
	record Table(String name, Consumer<Path> writer) {}

	/** A further image of results, such as a density; its name becomes part of the file's. */
	record Extra(String name, ImageDocument image) {}

	/**
	 * What a step makes of an image.
	 *
	 * @param image goes to the next step; the input itself where the step only measures; null if it is on the disk only
	 * @param changed true if the image is a new one, which is to be saved
	 * @param tables results to be saved beside it
	 * @param extras images to be saved beside it
	 * @param count of objects, if they were counted
	 * @param provenance what ran, as in the image properties of results
	 */
	record Result(ImageDocument image, boolean changed, List<Table> tables, List<Extra> extras, OptionalDouble count,
		Map<String, String> provenance) {

		/** A new image and nothing else. */
		static Result ofImage(final ImageDocument image, final Map<String, String> provenance) {
			return new Result(image, true, List.of(), List.of(), OptionalDouble.empty(), provenance);
		}

		/** An image that lies on the disk already. */
		static Result onDisk(final Map<String, String> provenance) {
			return new Result(null, false, List.of(), List.of(), OptionalDouble.empty(), provenance);
		}

		/** This, with what earlier steps gave besides their images. */
		Result after(final Result earlier) {
			final List<Table> allTables = new ArrayList<>(earlier.tables);
			for (final Table table : tables)
				allTables.add(new Table(free(table.name(), allTables.stream().map(Table::name).toList()), table.writer()));
			final List<Extra> allExtras = new ArrayList<>(earlier.extras);
			for (final Extra extra : extras)
				allExtras.add(new Extra(free(extra.name(), allExtras.stream().map(Extra::name).toList()), extra.image()));
			final Map<String, String> all = new LinkedHashMap<>(earlier.provenance);
			provenance.forEach((key, value) -> all.merge(key, value, (a, b) -> a.equals(b) ? a : a + ", then " + b));
			return new Result(image, changed || earlier.changed, allTables, allExtras, count.isPresent() ? count
				: earlier.count, all);
		}

		/** The name, with a number if an earlier step has taken it: the same may be measured in two ways. */
		private static String free(final String name, final List<String> taken) {
			String free = name;
			for (int i = 2; taken.contains(free); i++)
				free = name + "-" + i;
			return free;
		}
	}

	/**
	 * Makes ready what is used for all images.
	 *
	 * @throws vernier.image.VernierException if a model or device is not to be had
	 */
	void open();

	/**
	 * @param progress told after every tile, asked before every tile whether to stop
	 * @throws vernier.image.VernierException if the image does not do
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	Result apply(ImageDocument input, Progress progress);

	/**
	 * Bytes of the image that goes on to the next step, as a multiple of the image that comes: for how many may be in memory
	 * at a time, so rather too many than too few.
	 */
	default double growth() {
		return 1;
	}

	/** The same of what this makes besides, plane by plane. */
	default double besides() {
		return 0;
	}

	/** Bytes of what this makes besides of all planes together, per pixel of one plane. */
	default double drawn() {
		return 0;
	}

	/** True if the image that goes on is another than the one that comes. */
	default boolean changes() {
		return true;
	}

	/** Releases networks. */
	@Override
	void close();
}

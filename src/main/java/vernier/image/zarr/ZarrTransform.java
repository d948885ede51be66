package vernier.image.zarr;

import java.nio.file.Path;
import java.util.Map;

import vernier.image.OutputFile;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.VernierException;

/**
 * One OME-Zarr image made from another, block by block: neither has to fit into memory.
 *
 * <pre>
 * ZarrTransform.Done done = new ZarrTransform(in, out).run(work, progress);
 * </pre>
 *
 * @param in folder to read
 * @param out folder to write, which must not be there
 */
public record ZarrTransform(Path in, Path out) {

	/** Parts of Java's memory for chunks that were read and chunks that wait to be written; more than the bounds is no gain. */
	private static final int READ_SHARE = 16;
	private static final int WRITE_SHARE = 4;
	private static final long READ_MOST = 1 << 26;
	private static final long WRITE_MOST = 160 << 20;

	/** What makes planes from planes. */
	public interface Work {

		/** Result columns per column. */
		default double scaleX() {
			return 1;
		}

		/** Result rows per row. */
		default double scaleY() {
			return 1;
		}

		/** Columns of the result. */
		default long width(final PlaneStack source) {
			return source.width();
		}

		/** Rows of the result. */
		default long height(final PlaneStack source) {
			return source.height();
		}

		/**
		 * @param source planes
		 * @param target as many, of the result's size, to be filled
		 * @return what ran
		 */
		Map<String, String> run(PlaneStack source, PlaneStack target, Progress progress);
	}

	/**
	 * What was made.
	 *
	 * @param source size, type and pixel size of the source in words
	 * @param result of the result
	 * @param provenance what ran
	 */
	public record Done(String source, String result, Map<String, String> provenance) {}

	/**
	 * What can be said before a model is opened.
	 *
	 * @throws VernierException if the result cannot be written
	 */
	public void check() {
		if (!OmeZarr.isName(out))
			throw new VernierException("An OME-Zarr image becomes another one: let " + out + " end with .ome.zarr.");
		OutputFile.checkNew(out);
	}

	/**
	 * @throws VernierException if something fails; nothing is left half-written
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	public Done run(final Work work, final Progress progress) {
		check();
		final long memory = Runtime.getRuntime().maxMemory();
		final OmeZarr image = OmeZarr.open(in, Math.min(READ_MOST, memory / READ_SHARE));
		final PlaneStack planes = image.planes();
		try (OmeZarrResult result = image.create(out, work.scaleX(), work.scaleY(), work.width(planes), work.height(planes), Math
			.min(WRITE_MOST, memory / WRITE_SHARE)))
		{
			final Map<String, String> provenance = work.run(planes, result.planes(), progress);
			progress.checkCancelled();
			result.complete(provenance);
			return new Done(image.describe(), result.describe(), provenance);
		}
	}
}

package vernier.cli;

import java.nio.file.Path;

import vernier.image.PlaneStack;
import vernier.image.VernierException;
import vernier.image.zarr.OmeZarr;
import vernier.image.zarr.OmeZarrResult;
import vernier.superres.Options;
import vernier.superres.SuperResolution;

/**
 * One OME-Zarr image enlarged into another, block by block: neither has to fit into memory.
 *
 * @param in folder to read
 * @param out folder to write, which must not be there
 */
record ZarrJob(Path in, Path out) {

	/** Parts of Java's memory for chunks that were read and chunks that wait to be written. */
	private static final int READ_SHARE = 16;
	private static final int WRITE_SHARE = 4;

	/**
	 * @return what was written, and what made it
	 * @throws VernierException if something fails; nothing is left half-written
	 */
	String run(final Options options, final Console console) {
		if (!OmeZarr.isName(out))
			throw new VernierException("An OME-Zarr image is enlarged into another one: let " + out + " end with .ome.zarr.");
		final long memory = Runtime.getRuntime().maxMemory();
		final OmeZarr image = OmeZarr.open(in, memory / READ_SHARE);
		final PlaneStack planes = image.planes();
		try (SuperResolution sr = new SuperResolution(options); OmeZarrResult result = image.create(out, options.scale().x(),
			options.scale().y(), options.scale().targetWidth(planes.width()), options.scale().targetHeight(planes.height()), memory /
				WRITE_SHARE))
		{
			final SuperResolution.Result made;
			try {
				made = sr.enlarge(planes, result.planes(), console);
			}
			finally {
				console.clear();
			}
			console.checkCancelled();
			result.complete(made.provenance());
			return out + ": " + result.describe() + System.lineSeparator() + "from " + in.getFileName() + ": " + image.describe() +
				System.lineSeparator() + "by " + made.provenance().get("Vernier model").strip() + " on " + made.provenance().get(
					"Vernier device") + " in " + made.provenance().get("Vernier time");
		}
	}
}

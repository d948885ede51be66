package vernier.cli;

import java.nio.file.Path;

import vernier.image.zarr.ZarrTransform;

/**
 * One OME-Zarr image made from another, block by block: neither has to fit into memory.
 *
 * @param in folder to read
 * @param out folder to write, which must not be there
 */
record ZarrJob(Path in, Path out) {

	/** @throws vernier.image.VernierException if the result cannot be written, which is said before a model is opened */
	void check() {
		new ZarrTransform(in, out).check();
	}

	/**
	 * @param how by what it was made, said after "by"
	 * @return what was written, and what made it
	 * @throws vernier.image.VernierException if something fails; nothing is left half-written
	 */
	String run(final ZarrTransform.Work work, final String how, final Console console) {
		final ZarrTransform.Done done;
		try {
			done = new ZarrTransform(in, out).run(work, console);
		}
		finally {
			console.clear();
		}
		final String made = done.provenance().get("Vernier model");
		return out + ": " + done.result() + System.lineSeparator() + "from " + in.getFileName() + ": " + done.source() + System
			.lineSeparator() + "by " + how + made + " on " + done.provenance().get("Vernier device") + " in " + done.provenance()
				.get("Vernier time");
	}
}

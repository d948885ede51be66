package vernier.cli;

import java.nio.file.Path;
import java.util.Map;

import vernier.image.Geometry;
import vernier.image.ImageDocument;
import vernier.image.OutputFile;
import vernier.image.Titles;
import vernier.image.VernierException;
import vernier.image.zarr.OmeZarr;
import vernier.superres.Options;
import vernier.superres.SuperResolution;
import vernier.superres.ZarrEnlargement;

/**
 * One file enlarged into another.
 *
 * @param in file to read
 * @param out file to write
 * @param residual file for the residual, or null
 */
record FileJob(Path in, Path out, Path residual) {

	/**
	 * @return what was written, and what made it
	 * @throws VernierException if something fails; no file is left half-written
	 */
	String run(final Options options, final Console console) {
		if (OmeZarr.isZarr(in)) {
			if (residual != null)
				throw new VernierException("There is no residual of OME-Zarr images: leave --residual out.");
			final ZarrJob job = new ZarrJob(in, out);
			job.check();
			try (SuperResolution sr = new SuperResolution(options)) {
				return job.run(new ZarrEnlargement(sr, options.scale()), "", console);
			}
		}
		OutputFile.check(out);
		if (residual != null)
			OutputFile.checkFloats(residual, "The residual");
		final ImageDocument input = ImageDocument.open(in);
		input.checkSavable(out);
		final SuperResolution.Result result;
		try (SuperResolution sr = new SuperResolution(options)) {
			result = sr.enlarge(input.planes(), console);
		}
		finally {
			console.clear();
		}
		console.checkCancelled();
		final Map<String, String> provenance = result.provenance();
		final String title = Titles.withSuffix(input.title(), "x" + options.scale());
		final ImageDocument large = input.derive(result.image(), Geometry.scale(options.scale().x(), options.scale().y()),
			title, provenance);
		final boolean withResidual = residual != null;
		if (withResidual)
			input.derive(result.residual().orElseThrow(), Geometry.IDENTITY, title + "-residual", provenance).save(residual);
		OutputFile.bothOrNeither(residual, () -> large.save(out));
		String summary = out + ": " + large.describe(out) + System.lineSeparator() + "from " + in.getFileName() + ": " +
			input.describe() + System.lineSeparator() + "by " + provenance.get("Vernier model") + " on " +
			provenance.get("Vernier device") + " in " + provenance.get("Vernier time");
		if (withResidual)
			summary += System.lineSeparator() + residual + ": residual";
		return summary;
	}
}

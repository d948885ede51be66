package vernier.cli;

import java.nio.file.Path;
import java.util.Map;

import vernier.counting.spots.Localisation;
import vernier.counting.spots.LocalisationOptions;
import vernier.counting.spots.SpotFormat;
import vernier.counting.spots.SpotLayout;
import vernier.counting.spots.SpotRendering;
import vernier.image.Geometry;
import vernier.image.ImageDocument;
import vernier.image.OutputFile;
import vernier.image.PlaneStack;
import vernier.image.Titles;
import vernier.image.VernierException;

/**
 * One image file localised into a table.
 *
 * @param in file to read
 * @param table file to write
 * @param format its columns
 * @param nanometres per pixel for formats without pixels, 0 for the calibration's
 * @param rendered what is drawn, or null
 */
record LocateJob(Path in, Path table, SpotFormat format, double nanometres, Rendered rendered) {

	/** The spots as an image. */
	record Rendered(Path file, SpotRendering rendering, int magnification) {}

	/**
	 * @return what was found, and how
	 * @throws VernierException if something fails; no file is left half-written
	 */
	String run(final LocalisationOptions options, final Console console) {
		OutputFile.check(table);
		if (rendered != null)
			OutputFile.checkFloats(rendered.file(), "A rendering");
		final ImageDocument input = ImageDocument.open(in);
		final SpotLayout layout = SpotLayout.of(input);
		format.pixelSize(layout, nanometres);
		final Localisation.Result result;
		final PlaneStack planes = input.planes();
		if (rendered != null)
			SpotRendering.check(planes.width(), planes.height(), rendered.magnification());
		try (Localisation localisation = new Localisation(options)) {
			result = localisation.locate(planes, console);
		}
		finally {
			console.clear();
		}
		console.checkCancelled();
		format.remarks(result, layout).forEach(console::note);
		final Map<String, String> provenance = result.provenance();
		if (rendered != null)
			input.merge(rendered.rendering().draw(result, layout, planes.width(), planes.height(), rendered.magnification(), console),
				Geometry.scale(rendered.magnification(), rendered.magnification()), Titles.withSuffix(input.title(), "rendered"),
				provenance).save(rendered.file());
		OutputFile.bothOrNeither(rendered == null ? null : rendered.file(), () -> format.write(table, result, layout, nanometres));
		return table + ": " + result.count() + " spots" + System.lineSeparator() + "from " + in.getFileName() + ": " + input
			.describe() + System.lineSeparator() + "by " + provenance.getOrDefault("Vernier model", provenance.get(
				"Vernier method")) + (provenance.containsKey("Vernier sigma") ? ", sigma " + provenance.get("Vernier sigma") : "") +
			" in " + provenance.get("Vernier time");
	}
}

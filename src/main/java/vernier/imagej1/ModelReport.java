package vernier.imagej1;

import java.util.List;

import ij.IJ;
import ij.measure.ResultsTable;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.inference.ModelVerification;
import vernier.inference.ModelVerification.Outcome;
import vernier.model.Model;
import vernier.model.ModelCatalog;
import vernier.model.ModelDescription;

/**
 * Runs every model of the catalog on the test tensors it ships with, and tells how far the result is from the published
 * one. Columns: Model, Version, Device, Difference (absolute, where it takes most of what is allowed), Tolerance, Result
 * (ok, or why not).
 */
public final class ModelReport {

	/** Title of the table's window. */
	public static final String TITLE = "Vernier models";

	private final ResultsTable table = new ResultsTable();
	private int failures;

	private ModelReport() {}

	/** @throws vernier.image.CancelledException if the progress says so */
	public static ModelReport of(final ModelCatalog catalog, final Device device, final Progress progress) {
		final ModelReport report = new ModelReport();
		final List<ModelDescription> models = catalog.list();
		if (models.isEmpty())
			throw new VernierException("There are no models in the catalog: reinstall the plugin.");
		report.table.setPrecision(8);
		for (int i = 0; i < models.size(); i++) {
			progress.checkCancelled();
			report.add(catalog, models.get(i), device);
			progress.update((i + 1.0) / models.size());
		}
		return report;
	}

	private void add(final ModelCatalog catalog, final ModelDescription description, final Device device) {
		table.addRow();
		table.addValue("Model", description.id());
		table.addValue("Version", description.version());
		try {
			final Model model = catalog.load(description.id());
			final Outcome outcome = ModelVerification.verify(model, device, line -> IJ.log("Vernier: " + line));
			table.addValue("Device", outcome.device());
			table.addValue("Difference", outcome.maxDifference());
			table.addValue("Tolerance", outcome.tolerance());
			table.addValue("Result", outcome.passed() ? "ok" : "differs from the published result");
			failures += outcome.passed() ? 0 : 1;
		}
		catch (final VernierException e) {
			// one model that cannot run must not hide what is to be said of the others
			table.addValue("Device", "none");
			table.addValue("Difference", Double.NaN);
			table.addValue("Tolerance", Double.NaN);
			table.addValue("Result", e.getMessage());
			failures++;
		}
	}

	/** The table, one row per model. */
	public ResultsTable table() {
		return table;
	}

	/** Models that differ or cannot run. */
	public int failures() {
		return failures;
	}

	/** Shows the table in a window; without one, in the log. */
	public void show() {
		if (MacroCall.cannotAsk())
			for (int i = 0; i < table.size(); i++)
				IJ.log(table.getRowAsString(i));
		else
			table.show(TITLE);
		IJ.showStatus(failures == 0 ? "All models are as published" : failures + " of " + table.size() + " models failed");
	}
}

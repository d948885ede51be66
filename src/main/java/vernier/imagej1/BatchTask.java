package vernier.imagej1;

import java.util.Locale;
import java.util.function.Consumer;

import ij.IJ;
import ij.measure.ResultsTable;
import vernier.batch.Batch;
import vernier.batch.Row;
import vernier.image.Progress;
import vernier.model.ModelCatalog;

/**
 * A batch as a command of ImageJ: a line per file in the log, a table with a row per file at the end. A file that fails is
 * said to have failed and does not end a macro.
 */
public final class BatchTask {

	/** Title of the table's window. */
	public static final String TITLE = "Vernier batch";

	private BatchTask() {}

	/**
	 * @param progress of all files; asked before every tile whether to stop
	 * @param log takes a line per file
	 * @throws vernier.image.VernierException if folders, steps or models do not do
	 * @throws vernier.image.CancelledException if the progress says so; results that are there are whole
	 */
	public static Batch.Summary run(final BatchSettings settings, final ModelCatalog catalog, final Progress progress,
		final Consumer<String> log)
	{
		return Batch.run(settings.options(catalog, log), progress);
	}

	/** The table: File, Status, Seconds, Counts, Model, Device, Sha256, Output, Message. */
	static ResultsTable table(final Batch.Summary summary) {
		final ResultsTable table = new ResultsTable();
		for (final Row row : summary.rows()) {
			table.addRow();
			table.addValue("File", row.file());
			table.addValue("Status", row.status().name().toLowerCase(Locale.ROOT));
			table.addValue("Seconds", row.seconds());
			table.addValue("Counts", row.count());
			table.addValue("Model", row.model());
			table.addValue("Device", row.device());
			table.addValue("Sha256", String.join(" ", row.hashes()));
			table.addValue("Output", String.join(" ", row.outputs()));
			table.addValue("Message", row.message());
		}
		return table;
	}

	/** Shows what became of the files. */
	public static void show(final Batch.Summary summary) {
		IJ.showProgress(1.0);
		IJ.log("Vernier: " + summary);
		if (!MacroCall.cannotAsk())
			table(summary).show(TITLE);
		IJ.showStatus(summary.toString());
	}
}

package vernier.batch;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of one file.
 *
 * @param file its path in the input folder
 * @param status what happened in this run
 * @param seconds computing, without reading and writing
 * @param count of objects, "" if none were counted
 * @param model what ran, with version
 * @param device where
 * @param outputs files written, by their path in the output folder
 * @param hashes sha256 of each of them
 * @param message why it failed, else ""
 * @param input sha256 of the file and of what was done with it
 */
public record Row(String file, Status status, double seconds, String count, String model, String device,
	List<String> outputs, List<String> hashes, String message, String input) {

	/** Done now, done by an earlier run, or not done. */
	public enum Status {
		DONE, SKIPPED, FAILED
	}

	static Row done(final String file, final double seconds, final Step.Result result, final List<String> outputs,
		final List<String> hashes, final String input)
	{
		final Map<String, String> ran = result.provenance();
		return new Row(file, Status.DONE, seconds, result.count().isPresent() ? number(result.count().getAsDouble()) : "", //
			ran.getOrDefault("Vernier model", ran.getOrDefault("Vernier method", "")), //
			ran.getOrDefault("Vernier device", ""), outputs, hashes, "", input);
	}

	static Row failed(final String file, final String message) {
		return new Row(file, Status.FAILED, 0, "", "", "", List.of(), List.of(), message, "");
	}

	Row skipped() {
		return new Row(file, Status.SKIPPED, seconds, count, model, device, outputs, hashes, message, input);
	}

	private static String number(final double value) {
		return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.3f", value);
	}
}

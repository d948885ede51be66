package vernier.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;

import vernier.image.CancelledException;
import vernier.image.VernierException;

/** Failures as one sentence and an exit code. */
final class Failure {

	private Failure() {}

	/** Work of a command that may fail. */
	interface Work {

		int run();
	}

	/** Runs, and turns running out of memory or a native library that does not load into a sentence, too. */
	static int guarded(final PrintWriter err, final Work work) {
		try {
			return work.run();
		}
		catch (final RuntimeException | OutOfMemoryError | LinkageError failure) {
			return report(failure, err);
		}
	}

	static int report(final Throwable failure, final PrintWriter err) {
		if (failure instanceof CancelledException) {
			err.println("Cancelled: nothing was written.");
			return Main.INTERRUPTED;
		}
		err.println(sentence(failure));
		return Main.FAILED;
	}

	private static String sentence(final Throwable failure) {
		if (failure instanceof VernierException)
			return failure.getMessage();
		if (failure instanceof OutOfMemoryError)
			return "Java ran out of memory (it may use " + (Runtime.getRuntime().maxMemory() >> 20) +
				" MiB): input and result must fit; give it more with -Xmx, e.g. MAVEN_OPTS=-Xmx8g or java -Xmx8g.";
		final Optional<String> name = FileNames.sentence(failure);
		if (name.isPresent())
			return name.get();
		final String where = Arrays.stream(failure.getStackTrace()) //
			.filter(frame -> frame.getClassName().startsWith("vernier.")) //
			.findFirst().map(frame -> " at " + frame).orElse("");
		return "Unexpected error, please report it: " + failure + where;
	}
}

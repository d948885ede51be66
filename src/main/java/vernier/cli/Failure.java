package vernier.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
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

	/**
	 * What is made of arguments alone, before any work.
	 *
	 * @throws ParameterException with the sentence, if they make no sense
	 */
	static <T> T checked(final CommandSpec spec, final Supplier<T> arguments) {
		try {
			return arguments.get();
		}
		catch (final VernierException e) {
			throw new ParameterException(spec.commandLine(), e.getMessage());
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

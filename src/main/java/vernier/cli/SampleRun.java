package vernier.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import vernier.image.VernierException;
import vernier.superres.Options;

/** What the program does when it is not told anything: the bundled nuclei, enlarged by 2, into the current folder. */
final class SampleRun {

	private static final String SAMPLE = "/vernier/sample/nuclei.tif";
	private static final Path RESULT = Path.of("vernier-sample-x2.tif");

	private SampleRun() {}

	static int run(final PrintWriter out, final PrintWriter err, final Console console) {
		return Failure.guarded(err, () -> {
			out.println(enlarge(console, RESULT));
			out.println("Your own images: give the arguments super-resolve IN OUT --scale 2; --help lists all.");
			return Main.DONE;
		});
	}

	static String enlarge(final Console console, final Path result) {
		try {
			final Path folder = Files.createTempDirectory("vernier-sample");
			final Path sample = folder.resolve("nuclei.tif");
			try (InputStream resource = SampleRun.class.getResourceAsStream(SAMPLE)) {
				Files.copy(resource, sample);
				return new FileJob(sample, result, null).run(Options.defaults().withLog(console::note), console);
			}
			finally {
				Files.deleteIfExists(sample);
				Files.delete(folder);
			}
		}
		catch (final IOException e) {
			throw new VernierException("The sample image cannot be unpacked into the folder for temporary files (" +
				e.getMessage() + "): make room there, or set another with -Djava.io.tmpdir.", e);
		}
	}
}

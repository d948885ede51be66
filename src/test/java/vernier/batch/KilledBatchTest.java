package vernier.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vernier.batch.Row.Status;
import vernier.image.ImageDocument;
import vernier.image.Progress;

/** A batch in a process of its own that is killed with no chance to tidy up, as by a failing power supply. */
class KilledBatchTest {

	private static final int FILES = 24;

	@TempDir
	private Path folder;

	private Process start(final Path in, final Path out) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
			"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "vernier.cli.Main", "batch", in.toString(),
			out.toString(), "--step", Folders.step()).redirectErrorStream(true).redirectOutput(folder.resolve("console").toFile())
				.start();
	}

	private static long lines(final Path journal) throws IOException {
		return Files.exists(journal) ? Files.readString(journal).chars().filter(c -> c == '\n').count() : 0;
	}

	/** Starts a batch and kills it when some files are done; its exit code, 0 if it was too late. */
	private int kill(final Path in, final Path out) throws IOException, InterruptedException {
		final Process process = start(in, out);
		final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
		while (lines(out.resolve(".vernier-batch/journal")) < 3 && process.isAlive() && System.nanoTime() < deadline)
			Thread.sleep(5);
		// SIGKILL
		return process.destroyForcibly().waitFor();
	}

	@Test
	void nothingIsHalfDoneTwiceDoneOrMissed() throws Exception {
		final Path in = folder.resolve("in");
		final Path out = folder.resolve("out");
		for (int i = 0; i < FILES; i++)
			Folders.image(in.resolve(i + ".tif"), 300, 300, 2, i);
		int exit = kill(in, out);
		// on a busy machine it can end before this process gets its turn
		for (int i = 0; i < 5 && exit == 0; i++) {
			Folders.delete(out);
			exit = kill(in, out);
		}
		assertThat(exit).as(Files.readString(folder.resolve("console"))).isNotZero();

		final Map<String, String> before = new HashMap<>();
		try (Stream<Path> files = Files.list(out)) {
			for (final Path file : files.filter(path -> path.toString().endsWith(".tif")).toList()) {
				assertThat(ImageDocument.open(file).describe()).startsWith("600 x 600 pixels x 2 planes");
				before.put(file.getFileName().toString(), Files.getLastModifiedTime(file) + Sha256.of(file));
			}
		}
		assertThat(before.size()).isBetween(2, FILES - 1);

		final Batch.Summary summary = Batch.run(BatchOptions.of(in, out, List.of(Folders.step())), Progress.NONE);
		assertThat(summary.count(Status.SKIPPED)).isEqualTo(before.size());
		assertThat(summary.count(Status.DONE)).isEqualTo(FILES - before.size());
		for (final Map.Entry<String, String> file : before.entrySet())
			assertThat(Files.getLastModifiedTime(out.resolve(file.getKey())) + Sha256.of(out.resolve(file.getKey()))).isEqualTo(file
				.getValue());
		for (int i = 0; i < FILES; i++)
			assertThat(ImageDocument.open(out.resolve(i + ".tif")).describe()).startsWith("600 x 600 pixels x 2 planes");
		try (Stream<Path> files = Files.walk(out)) {
			assertThat(files.filter(Files::isRegularFile).map(file -> out.relativize(file).toString()).filter(name -> !name.matches(
				"\\d+\\.tif"))).containsExactlyInAnyOrder("summary.csv", "batch.log", Path.of(".vernier-batch", "lock").toString(),
					Path.of(".vernier-batch", "journal").toString());
		}
	}
}

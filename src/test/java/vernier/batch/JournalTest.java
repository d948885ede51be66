package vernier.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vernier.image.Progress;

class JournalTest {

	@TempDir
	private Path folder;

	private static Row row(final String file) {
		return new Row(file, Row.Status.DONE, 1, "", "", "", List.of(), List.of(), "", "hash of " + file);
	}

	/** A program can be killed at any byte. */
	@Test
	void aLineThatWasCutWithinACharacterDoesNotCount() throws IOException {
		final Path file = folder.resolve("journal");
		try (Journal journal = Journal.open(file)) {
			journal.add(row("Z\u00fcrich.tif"));
			journal.add(row("\u00fcber.tif"));
		}
		final byte[] bytes = Files.readAllBytes(file);
		final int second = new String(bytes, StandardCharsets.UTF_8).split("\n")[0].getBytes(StandardCharsets.UTF_8).length + 1;
		Files.write(file, Arrays.copyOf(bytes, second + 1));
		try (Journal journal = Journal.open(file)) {
			assertThat(journal.complete("Z\u00fcrich.tif", "hash of Z\u00fcrich.tif", folder, Progress.NONE)).isNotNull();
			assertThat(journal.complete("\u00fcber.tif", "hash of \u00fcber.tif", folder, Progress.NONE)).isNull();
			journal.add(row("\u00fcber.tif"));
		}
		assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
	}

	@Test
	void namesMayHoldAnySign() throws IOException {
		assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
		final String name = "a|b\tc\\d\ne.tif";
		Files.writeString(folder.resolve("result|1.tif"), "1");
		Files.writeString(folder.resolve("result 2.csv"), "2");
		final List<String> outputs = List.of("result|1.tif", "result 2.csv");
		final List<String> hashes = List.of(Sha256.of(folder.resolve("result|1.tif")), Sha256.of(folder.resolve("result 2.csv")));
		try (Journal journal = Journal.open(folder.resolve("journal"))) {
			journal.add(new Row(name, Row.Status.DONE, 1, "", "", "", outputs, hashes, "", "hash"));
		}
		try (Journal journal = Journal.open(folder.resolve("journal"))) {
			assertThat(journal.complete(name, "hash", folder, Progress.NONE).outputs()).isEqualTo(outputs);
		}
	}

	@Test
	void resultsOfNiftiAndAnalyzeAreNifti() {
		for (final String name : new String[] { "a.nii", "a.nii.gz", "a.hdr", "a.HDR.gz", "a.img", "a.img.gz" })
			assertThat(new InputFiles.Input(folder, name, "a").ending("")).as(name).isEqualTo(".nii.gz");
		assertThat(new InputFiles.Input(folder, "a.ome.tif", "a").ending("")).isEqualTo(".tif");
	}
}

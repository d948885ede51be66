package vernier.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchLogTest {

	@TempDir
	private Path folder;

	@Test
	void theFileHasEveryRemarkWithItsImageAndTheListenerEachOnceUpToALimit() throws IOException {
		final Path file = folder.resolve("batch.log");
		final List<String> heard = new ArrayList<>();
		try (BatchLog log = BatchLog.open(file, heard::add)) {
			log.remark("no GPU");
			for (int i = 0; i < 150; i++) {
				log.about("image-" + i + ".tif");
				log.remark("the same of all");
				log.remark("remark " + i);
			}
		}
		final List<String> lines = Files.readAllLines(file);
		assertThat(lines).hasSize(301);
		assertThat(lines.get(0)).endsWith(" no GPU");
		assertThat(lines.get(299)).endsWith(" image-149.tif: the same of all");
		assertThat(lines.get(300)).endsWith(" image-149.tif: remark 149");
		assertThat(heard).hasSize(101).startsWith("no GPU", "the same of all", "remark 0").endsWith("remark 97",
			"Further remarks are in " + file);
	}
}

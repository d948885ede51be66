package vernier.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vernier.batch.Row.Status;
import vernier.image.CsvTable;
import vernier.image.Progress;
import vernier.image.zarr.OmeZarr;

/** Folders of OME-Zarr images, which are folders themselves. */
class ZarrBatchTest {

	@TempDir
	private Path folder;
	private Path in;
	private Path out;

	@BeforeEach
	void images() throws Exception {
		in = folder.resolve("in");
		out = folder.resolve("out");
		copy("v2-blosc", in.resolve("a.ome.zarr"));
		copy("v3-zstd", in.resolve("deep/b.zarr"));
		// not named as an image, but one
		copy("v3-plain", in.resolve("c"));
	}

	private static void copy(final String name, final Path to) throws IOException, URISyntaxException {
		final Path from = Path.of(ZarrBatchTest.class.getResource("/zarr/" + name + ".ome.zarr").toURI());
		Files.createDirectories(to.getParent());
		try (Stream<Path> files = Files.walk(from)) {
			for (final Path file : files.toList())
				Files.copy(file, to.resolve(from.relativize(file).toString()));
		}
	}

	private Batch.Summary run(final String format, final String... steps) {
		return Batch.run(BatchOptions.of(in, out, List.of(steps)).withFormat(format), Progress.NONE);
	}

	private static List<Status> statuses(final Batch.Summary summary) {
		return summary.rows().stream().map(Row::status).toList();
	}

	/** Names in the output folder, without what is inside of images. */
	private List<String> results() throws IOException {
		try (Stream<Path> files = Files.walk(out)) {
			return files.map(file -> out.relativize(file).toString().replace('\\', '/')).filter(name -> name.matches(
				"[^.].*\\.(zarr|tif|csv|log)")).sorted().toList();
		}
	}

	@Test
	void imagesGoFromDiskToDiskAndOnlyOnce() throws Exception {
		assertThat(statuses(run("", Folders.step()))).containsOnly(Status.DONE).hasSize(3);
		assertThat(results()).containsExactly("a.ome.zarr", "batch.log", "c.ome.zarr", "deep/b.ome.zarr", "summary.csv");
		final OmeZarr image = OmeZarr.open(out.resolve("deep/b.ome.zarr"), 1 << 20);
		assertThat(image.describe()).isEqualTo("26 x 22 pixels x 6 planes, uint16, 0.125 x 0.25 micrometer per pixel");
		final CsvTable table = CsvTable.read(out.resolve("summary.csv"));
		assertThat(table.text(0, "sha256")).isEqualTo(Sha256.of(out.resolve("a.ome.zarr")));
		assertThat(table.text(0, "model")).startsWith("tiny-x2");
		assertThat(statuses(run("", Folders.step()))).containsOnly(Status.SKIPPED).hasSize(3);
		// a chunk under another name is another image, and so is a result that lacks one
		Files.move(in.resolve("a.ome.zarr/0/0/0/0/0"), in.resolve("a.ome.zarr/0/0/0/0/7"));
		try (Stream<Path> files = Files.walk(out.resolve("c.ome.zarr"))) {
			Files.delete(files.filter(Files::isRegularFile).filter(file -> file.toString().contains("/0/c/")).findFirst()
				.orElseThrow());
		}
		assertThat(statuses(run("", Folders.step()))).containsExactly(Status.DONE, Status.DONE, Status.SKIPPED);
		assertThat(results()).hasSize(5);
		assertThat(statuses(run("", Folders.step()))).containsOnly(Status.SKIPPED);
		try (Stream<Path> files = Files.walk(out)) {
			assertThat(files.filter(file -> file.toString().contains("replaced") || file.toString().endsWith(".part"))).isEmpty();
		}
	}

	@Test
	void imagesOfACollectionAreImages() throws Exception {
		copy("v2-zstd", in.resolve("plate/0"));
		copy("v3-gzip", in.resolve("plate/1"));
		Files.writeString(in.resolve("plate/.zgroup"), "{\"zarr_format\": 2}");
		assertThat(Folders.inputs(in, "")).containsExactly("a.ome.zarr", "c", "deep/b.zarr",
			"plate/0", "plate/1");
	}

	@Test
	void stepsFollowEachOther() throws Exception {
		final Batch.Summary summary = run("zarr", Folders.step(), "operator operator=rof strength=0.1 mode=Exact");
		assertThat(statuses(summary)).as(summary.rows().toString()).containsOnly(Status.DONE);
		assertThat(results()).containsExactly("a.ome.zarr", "batch.log", "c.ome.zarr", "deep/b.ome.zarr", "summary.csv");
		assertThat(summary.rows().get(0).model()).contains("tiny-x2", ", then ");
		assertThat(OmeZarr.open(out.resolve("a.ome.zarr"), 1 << 20).describe()).startsWith("26 x 22 pixels x 6 planes");
	}

	@Test
	void otherStepsAndFormatsTakeThemIntoMemory() throws Exception {
		assertThat(statuses(run("", "count object-size=4 method=LoG"))).containsOnly(Status.DONE);
		assertThat(results()).contains("a-count.csv").noneMatch(name -> name.endsWith(".zarr"));
		assertThat(statuses(run("tif", Folders.step()))).containsOnly(Status.DONE);
		assertThat(results()).contains("a.tif", "deep/b.tif").noneMatch(name -> name.endsWith(".zarr"));
	}

	@Test
	void whatCannotBecomeOmeZarrIsOneSentence() throws Exception {
		Folders.image(in.resolve("d.tif"), 12, 12, 1, 5);
		final Batch.Summary summary = run("ome.zarr", Folders.step());
		assertThat(statuses(summary)).containsExactly(Status.DONE, Status.DONE, Status.FAILED, Status.DONE);
		assertThat(summary.rows().get(2).message()).startsWith("Only OME-Zarr images become OME-Zarr");
		assertThat(run("ome.zarr", Folders.step(), "count object-size=4 method=LoG").rows().get(0).message()).startsWith(
			"Only super-resolve and operator go");
	}
}

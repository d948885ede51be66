package vernier.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.img.array.ArrayImgs;
import vernier.image.Cancelled;
import vernier.image.CancelledException;
import vernier.image.DicomWriter;
import vernier.image.PlaneFiles;
import vernier.image.PlaneStack;
import vernier.image.Progress;

class InputFilesTest {

	private static final double[] AXES = { 1, 0, 0, 0, 1, 0 };

	@TempDir
	private Path folder;
	private Path in;

	@BeforeEach
	void folders() throws IOException {
		in = Files.createDirectories(folder.resolve("in"));
	}

	private static void slices(final Path folder, final String ending, final String... series) throws IOException {
		for (int i = 0; i < series.length; i++)
			DicomWriter.slice(folder.resolve("IM" + i + ending), 8, 6, i, new double[] { 0, 0, i }, AXES, new double[] { 1, 1 },
				series[i], i);
	}

	/** Asks count as visits. */
	private int visits() {
		final AtomicInteger asked = new AtomicInteger();
		InputFiles.list(in, "", line -> {}, new Progress() {

			@Override
			public void update(final double fraction) {}

			@Override
			public boolean isCancelled() {
				asked.incrementAndGet();
				return false;
			}
		});
		return asked.get();
	}

	@Test
	void chunksAreNotLookedAt() throws IOException {
		for (final String name : List.of("a.ome.zarr", "b")) {
			Files.writeString(Files.createDirectories(in.resolve(name)).resolve(".zattrs"), "{\"multiscales\": [{}]}");
			Files.createDirectories(in.resolve(name + "/0/0"));
			for (int i = 0; i < 100; i++)
				Files.createFile(in.resolve(name + "/0/0/" + i));
		}
		assertThat(Folders.inputs(in, "")).containsExactly("a.ome.zarr", "b");
		assertThat(visits()).isLessThan(10);
	}

	@Test
	void whatCannotBeReadIsLeftOut() throws IOException {
		assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
		Folders.image(in.resolve("a.tif"), 8, 8, 1, 1);
		Folders.image(in.resolve("sub/b.tif"), 8, 8, 1, 1);
		Files.createSymbolicLink(in.resolve("sub/loop"), in);
		Files.createSymbolicLink(in.resolve("sub/.hidden"), in);
		final List<String> lines = new ArrayList<>();
		assertThat(InputFiles.list(in, "", lines::add, Progress.NONE)).hasSize(2);
		assertThat(lines).singleElement().asString().contains("loop is left out");
		// in the log, too
		Batch.run(BatchOptions.of(in, folder.resolve("out"), List.of("count object-size=3 method=LoG")), Progress.NONE);
		assertThat(folder.resolve("out/batch.log")).content().containsOnlyOnce("loop is left out");
	}

	@Test
	void listingCanBeCancelled() throws IOException {
		Folders.image(in.resolve("a.tif"), 8, 8, 1, 1);
		assertThatThrownBy(() -> InputFiles.list(in, "", line -> {}, Cancelled.PROGRESS)).isInstanceOf(CancelledException.class);
	}

	@Test
	void aPatternDoesNotTakeTheSameTwice() throws IOException {
		PlaneFiles.save(PlaneStack.of(ArrayImgs.unsignedBytes(12, 10, 2)), "black", Map.of(), in.resolve("h.hdr"));
		slices(in.resolve("series"), ".dcm", "1", "1");
		slices(in.resolve("plain"), "", "2", "2");
		Folders.image(in.resolve("series/other.tif"), 8, 8, 1, 1);
		assertThat(Folders.inputs(in, "**/*")).isEqualTo(Folders.inputs(in, "")).containsExactly("h.hdr", "plain", "series",
			"series/other.tif");
		assertThat(Folders.inputs(in, "**/*.img")).containsExactly("h.img");
		assertThat(Folders.inputs(in, "**/*.dcm")).containsExactly("series/IM0.dcm", "series/IM1.dcm");
	}

	@Test
	void theFolderItselfMayBeASeries() throws IOException {
		slices(in, "", "1", "1");
		slices(in.resolve("in"), ".dcm", "2", "2");
		assertThat(Folders.inputs(in, "")).containsExactly("in", "in_");
		final Batch.Summary summary = Batch.run(BatchOptions.of(in, folder.resolve("out"), List.of(Folders.step())),
			Progress.NONE);
		assertThat(summary.toString()).contains("2 done");
		assertThat(folder.resolve("out/in.tif")).exists();
	}

	@Test
	void filesOfSeveralSeriesAreImagesOfTheirOwn() throws IOException {
		slices(in, ".dcm", "1", "2");
		assertThat(Folders.inputs(in, "")).containsExactly("IM0.dcm", "IM1.dcm");
	}
}

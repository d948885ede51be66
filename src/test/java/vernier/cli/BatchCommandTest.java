package vernier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.img.array.ArrayImgs;
import vernier.image.PlaneFiles;
import vernier.image.PlaneStack;

/** Whole runs from a folder to a folder, with a network of random weights. */
class BatchCommandTest {

	@TempDir
	private Path folder;
	private final StringWriter out = new StringWriter();
	private final StringWriter err = new StringWriter();
	private String step;

	@BeforeEach
	void images() throws IOException, URISyntaxException {
		step = "super-resolve scale=2 model=[" + Path.of(BatchCommandTest.class.getResource("/imagej1/models/tiny-x2").toURI()) +
			"]";
		Files.createDirectories(folder.resolve("in/sub"));
		for (final String name : new String[] { "a.tif", "sub/b.png" })
			PlaneFiles.save(PlaneStack.of(ArrayImgs.unsignedBytes(10, 8)), "black", Map.of(), folder.resolve("in").resolve(name));
	}

	private int run(final BooleanSupplier cancelled, final String... more) {
		final String[] args = new String[3 + more.length];
		System.arraycopy(new String[] { "batch", folder.resolve("in").toString(), folder.resolve("out").toString() }, 0, args, 0,
			3);
		System.arraycopy(more, 0, args, 3, more.length);
		return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), cancelled, args);
	}

	@Test
	void aFolderIsProcessed() {
		assertThat(run(() -> false, "--step", step, "--step", "operator operator=rof mode=Exact")).as(err.toString()).isZero();
		assertThat(out.toString()).contains("summary.csv: 2 file(s): 2 done, 0 skipped");
		assertThat(err.toString()).contains("2/2 sub/b.png: done in");
		assertThat(folder.resolve("out/sub/b.tif")).exists();
	}

	@Test
	void aFileThatFailsGivesExitCode1AndTheRestIsDone() throws IOException {
		Files.writeString(folder.resolve("in/bad.tif"), "bad");
		assertThat(run(() -> false, "--step", step, "--quiet")).isEqualTo(1);
		assertThat(err.toString()).contains("bad.tif: ").hasLineCount(1);
		assertThat(out.toString()).isEmpty();
		assertThat(folder.resolve("out/a.tif")).exists();
	}

	@Test
	void wrongArgumentsGiveExitCode2() {
		for (final String[] args : new String[][] { {}, { "--step", "enlarge" }, { "--step", "super-resolve scale=99" }, //
			{ "--step", "super-resolve model=nothere" }, { "--step", "count object-size=abc" }, //
			{ "--step", step, "--jobs", "0" }, { "--step", step, "--format", "gif" } })
			assertThat(run(() -> false, args)).as(String.join(" ", args)).isEqualTo(2);
		assertThat(folder.resolve("out")).doesNotExist();
	}

	@Test
	void ctrlCLeavesWholeFiles() {
		assertThat(run(() -> true, "--step", step)).isEqualTo(130);
		assertThat(err.toString()).contains("start again to go on");
		assertThat(folder.resolve("out/a.tif")).doesNotExist();
	}

	@Test
	void foldersThatDoNotDoGiveExitCode1() {
		assertThat(Main.run(new PrintWriter(out, true), new PrintWriter(err, true), () -> false, "batch", folder.resolve("in")
			.toString(), folder.resolve("in/out").toString(), "--step", step)).isEqualTo(1);
		assertThat(err.toString()).contains("lies in the input folder").hasLineCount(1);
		assertThat(run(() -> false, "--step", step, "--glob", "*.nii")).isEqualTo(1);
	}
}

package vernier.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.img.array.ArrayImgs;
import vernier.image.CsvTable;
import vernier.image.ImageDocument;
import vernier.image.PlaneFiles;
import vernier.image.PlaneStack;
import vernier.imagej1.TestModels;

/** The command in a SciJava context without ImageJ2 and without windows. */
@ExtendWith(TestModels.class)
class VernierBatchCommandTest extends InSciJava {

	@TempDir
	private Path folder;

	@Test
	void aScriptProcessesAFolder() throws Exception {
		final File in = folder.resolve("in").toFile();
		assertThat(in.mkdir()).isTrue();
		PlaneFiles.save(PlaneStack.of(ArrayImgs.unsignedBytes(9, 7)), "black", Map.of(), in.toPath().resolve("a.tif"));
		run(VernierBatchCommand.class, "input", in, "output", folder.resolve("out").toFile(), "steps",
			"super-resolve model=tiny-x2\noperator operator=rof mode=Exact");
		assertThat(ImageDocument.open(folder.resolve("out/a.tif")).describe()).startsWith("18 x 14 pixels, 8-bit");
		assertThat(CsvTable.read(folder.resolve("out/summary.csv")).text(0, "status")).isEqualTo("done");
	}

	@Test
	void macroOptionsBecomeInputs() {
		final Map<String, Object> inputs = new VernierBatchCommand().macroInputs(
			"input=[/a b] output=/c steps=[super-resolve scale=2; locate] glob=**/*.tif");
		assertThat(inputs).containsEntry("input", new File("/a b")).containsEntry("steps", "super-resolve scale=2; locate")
			.containsEntry("glob", "**/*.tif").containsEntry("format", "Auto").containsEntry("jobs", "3").hasSize(6);
	}

	@Test
	@Timeout(180)
	void aFailureIsOneSentence() throws InterruptedException {
		final VernierBatchCommand command = new VernierBatchCommand();
		runToFailure(command);
		assertThat(command.isCanceled()).isTrue();
		assertThat(command.getCancelReason()).isIn("", "There is no input folder: name one.");
	}
}

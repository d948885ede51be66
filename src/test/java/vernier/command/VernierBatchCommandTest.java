package vernier.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Dialog;
import java.awt.Window;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleService;

import net.imglib2.img.array.ArrayImgs;
import vernier.image.CsvTable;
import vernier.image.ImageDocument;
import vernier.image.PlaneFiles;
import vernier.image.PlaneStack;
import vernier.imagej1.BatchSettings;
import vernier.imagej1.TestModels;

/** The command in a SciJava context without ImageJ2 and without windows. */
@ExtendWith(TestModels.class)
class VernierBatchCommandTest {

	private static Context context;

	@TempDir
	private Path folder;

	@BeforeAll
	static void start() {
		context = new Context();
	}

	@AfterAll
	static void stop() {
		context.dispose();
	}

	private static CommandInfo info() {
		return context.service(CommandService.class).getCommand(VernierBatchCommand.class);
	}

	@Test
	void pathAndLabelAreThoseOfPluginsConfig() {
		assertThat(info().getMenuPath().getMenuString()).isEqualTo("Plugins > Vernier > Vernier Batch...");
		assertThat(info().getMenuPath().getLeaf().getName()).isEqualTo(BatchSettings.COMMAND);
	}

	@Test
	void aScriptProcessesAFolder() throws Exception {
		final File in = folder.resolve("in").toFile();
		assertThat(in.mkdir()).isTrue();
		PlaneFiles.save(PlaneStack.of(ArrayImgs.unsignedBytes(9, 7)), "black", Map.of(), in.toPath().resolve("a.tif"));
		context.service(ModuleService.class).run(info(), true, "input", in, "output", folder.resolve("out").toFile(), "steps",
			"super-resolve model=tiny-x2\noperator operator=rof mode=Exact").get();
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
		command.setContext(context);
		final Thread run = new Thread(command);
		run.start();
		// where an ImageJ runs the sentence is shown in a dialog
		while (run.isAlive()) {
			Arrays.stream(Window.getWindows()).filter(Dialog.class::isInstance).forEach(Window::dispose);
			run.join(20);
		}
		assertThat(command.isCanceled()).isTrue();
		assertThat(command.getCancelReason()).isIn("", "There is no input folder: name one (input=[/path/to/folder]).");
	}
}

package vernier.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import vernier.image.Affine;
import vernier.image.Orientation;
import vernier.image.WorldStacks;

/** The command in a SciJava context without ImageJ2 and without windows. */
class FuseStacksCommandTest extends InSciJava {

	@TempDir
	private Path folder;

	@Test
	void aScriptFusesFiles() throws Exception {
		final Path axial = WorldStacks.write(folder.resolve("axial.nii"), 2, 1);
		final Path coronal = WorldStacks.write(folder.resolve("coronal.nii"), 1, 1.5);
		final ImagePlus fused = (ImagePlus) run(FuseStacksCommand.class, "stack1", axial.toString(),
			"stack2", coronal.toString(), "model", "cubic", "device", "CPU").getOutput("result");
		assertThat(fused.getTitle()).isEqualTo("axial-fused");
		assertThat(fused.getDimensions()).containsExactly(30, 30, 1, 30, 1);
		assertThat(Orientation.of(fused).affine()).contains(Affine.of(1, 0, 0, 10, 0, 1, 0, -20, 0, 0, 1, 30));
		assertThat(fused.getProp("Vernier model")).isEqualTo("cubic interpolation");
	}

	@Test
	void macroOptionsBecomeInputs() {
		final Map<String, Object> inputs = new FuseStacksCommand().macroInputs(
			"stack1=[axial one.nii] stack3=/data/c.nii align=false spacing=0.8 thickness=3");
		assertThat(inputs).containsEntry("stack1", "axial one.nii").containsEntry("stack2", "/data/c.nii").containsEntry(
			"stack3", "").containsEntry("align", false).containsEntry("spacing", "0.8").containsEntry("thickness", "3")
			.containsEntry("model", "Auto").containsEntry("device", "Auto").hasSize(11);
	}
}

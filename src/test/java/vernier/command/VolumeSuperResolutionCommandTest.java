package vernier.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scijava.module.Module;

import ij.IJ;
import ij.ImagePlus;

/** The command in a SciJava context without ImageJ2 and without windows. */
class VolumeSuperResolutionCommandTest extends InSciJava {

	private static ImagePlus head(final int channels, final int frames) {
		final ImagePlus head = IJ.createImage("head.nii.gz", "16-bit ramp", 24, 20, channels, 6, frames);
		head.getCalibration().pixelWidth = 0.8;
		head.getCalibration().pixelHeight = 0.8;
		head.getCalibration().pixelDepth = 2;
		head.getCalibration().setUnit("mm");
		return head;
	}

	@Test
	void aScriptRefinesEveryChannelAndFrame() throws Exception {
		final Module module = run(VolumeSuperResolutionCommand.class, "image", head(2, 3), "spacing",
			"0.8x0.8x1", "device", "CPU");
		final ImagePlus fine = (ImagePlus) module.getOutput("result");
		assertThat(fine.getTitle()).isEqualTo("head-0.8x0.8x1");
		assertThat(fine.getDimensions()).containsExactly(24, 20, 2, 12, 3);
		assertThat(fine.getBitDepth()).isEqualTo(16);
		assertThat(fine.getCalibration().pixelDepth).isCloseTo(1, within(1e-9));
		assertThat(fine.getProp("Vernier model")).startsWith("mri-through-plane");
		assertThat(fine.getProp("Vernier device")).startsWith("CPU");
	}

	@Test
	void macroOptionsBecomeInputs() {
		final Map<String, Object> inputs;
		final ImagePlus head = head(1, 1);
		ij.WindowManager.setTempCurrentImage(head);
		try {
			inputs = new VolumeSuperResolutionCommand().macroInputs("spacing=0.7x0.7x1 inplane consistency=false");
		}
		finally {
			ij.WindowManager.setTempCurrentImage(null);
		}
		assertThat(inputs).containsEntry("image", head).containsEntry("spacing", "0.7x0.7x1").containsEntry("thickness", "Auto")
			.containsEntry("voxel", "Auto").containsEntry("inplane", true).containsEntry("consistency", false).hasSize(8);
	}

	@Test
	@Timeout(60)
	void aFailureIsOneSentence() throws Exception {
		final VolumeSuperResolutionCommand command = new VolumeSuperResolutionCommand();
		command.setContext(context());
		final ImagePlus plain = IJ.createImage("plain", "8-bit ramp", 24, 20, 6);
		command.setInput("image", plain);
		runToFailure(command);
		assertThat(command.isCanceled()).isTrue();
		assertThat(command.getCancelReason()).isIn("", "\"plain\" has no voxel size: set it in Image > Properties..., or state " +
			"it (voxel, such as 0.7x0.7x3).");
	}
}

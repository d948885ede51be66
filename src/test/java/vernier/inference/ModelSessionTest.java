package vernier.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vernier.image.VernierException;

class ModelSessionTest {

	@Test
	void theCpuIsReportedAsSuch() {
		try (ModelSession session = ModelSession.open(Fixtures.model("plain"), Device.CPU, line -> {})) {
			assertThat(session.device()).isEqualTo("CPU");
		}
	}

	@Test
	void aGpuThatIsNotThereIsRefusedWithTheReason() {
		Assumptions.assumeTrue(noGpu(), "this machine has a GPU that ONNX Runtime can use");
		assertThatThrownBy(() -> ModelSession.open(Fixtures.model("plain"), Device.GPU, line -> {})) //
			.isInstanceOf(VernierException.class).hasMessageStartingWith("No GPU can be used: ") //
			.hasMessageContaining("device Auto or CPU");
	}

	@Test
	void automaticFallsBackToTheCpu() {
		Assumptions.assumeTrue(noGpu(), "this machine has a GPU that ONNX Runtime can use");
		final List<String> log = new ArrayList<>();
		try (ModelSession session = ModelSession.open(Fixtures.model("plain"), Device.AUTO, log::add)) {
			assertThat(session.device()).isEqualTo("CPU");
		}
	}

	private static boolean noGpu() {
		try (ModelSession session = ModelSession.open(Fixtures.model("plain"), Device.GPU, line -> {})) {
			return false;
		}
		catch (final VernierException e) {
			return true;
		}
	}

	@Test
	void aWrongOutputShapeIsAnErrorNotGarbage() {
		try (ModelSession session = ModelSession.open(Fixtures.model("residual-x2"), Device.CPU, line -> {})) {
			final FloatBuffer in = Buffers.allocate(64);
			final FloatBuffer out = Buffers.allocate(64);
			assertThatThrownBy(() -> session.run(in, new long[] { 1, 1, 8, 8 }, out, new long[] { 1, 1, 8, 8 })) //
				.isInstanceOf(VernierException.class).hasMessage("The model gives 16 x 16 pixels for 8 x 8, but 8 x 8 are needed: " +
					"export it with padding, or choose another model.");
		}
	}

	@Test
	void sessionsCanBeOpenedAndClosedOverAndOver() {
		for (int i = 0; i < 50; i++)
			ModelSession.open(Fixtures.model("plain"), Device.CPU, line -> {}).close();
	}

	@Test
	void closingTwiceIsHarmless() {
		final ModelSession session = ModelSession.open(Fixtures.model("plain"), Device.CPU, line -> {});
		session.close();
		session.close();
	}

	@Test
	void anOlderRuntimeInTheSameProcessIsNamed() {
		final Throwable linker = new UnsatisfiedLinkError("libonnxruntime.so.1: version `VERS_1.29.0' not found " +
			"(required by libonnxruntime4j_jni.so)");
		assertThat(OnnxRuntime.explain(new ExceptionInInitializerError(linker))).contains("older ONNX Runtime")
			.contains("Remove the other file onnxruntime*.jar").contains("onnxruntime-");
		assertThat(OnnxRuntime.explain(new UnsatisfiedLinkError("no onnxruntime for this platform"))) //
			.contains("does not load on this computer");
	}

	@Test
	void aFolderThatCannotTakeTheLibraryIsNamed(@TempDir final Path folder) {
		assertThat(OnnxRuntime.unwritable(folder)).isEmpty();
		assertThat(folder).isEmptyDirectory();
		final Path missing = folder.resolve("missing");
		assertThat(OnnxRuntime.unwritable(missing).orElseThrow()).contains(missing.toString(), "-Djava.io.tmpdir=");
	}

	@Test
	void devicesAreParsedInAnyCase() {
		assertThat(Device.parse(" gpu ")).isEqualTo(Device.GPU);
		final Locale before = Locale.getDefault();
		try {
			// where "i" is no upper-case "I"
			Locale.setDefault(Locale.forLanguageTag("tr"));
			assertThat(Device.parse("Auto")).isEqualTo(Device.AUTO);
		}
		finally {
			Locale.setDefault(before);
		}
		assertThatThrownBy(() -> Device.parse("TPU")).isInstanceOf(VernierException.class).hasMessageContaining("TPU");
	}
}

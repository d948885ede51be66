package vernier.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vernier.model.Model;

class OnnxRuntimeTest {

	@TempDir
	private Path folder;

	/** A long class path, as programs with many jars and development environments have it. */
	@Test
	void aLongCommandLineDoesNotEndTheProcess() throws Exception {
		run(Started.class, "-Dlong=" + "x".repeat(30_000));
	}

	/** The first session of a process is made by a thread that does not come back from it as it was. */
	@Test
	void theCallerKeepsItsDenormalNumbers() throws Exception {
		run(Denormal.class);
	}

	/** Runs a class in a process of its own, which has to end well. */
	private void run(final Class<?> main, final String... more) throws Exception {
		final Path console = folder.resolve("console");
		final List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
		line.addAll(List.of(more));
		line.add(main.getName());
		final Process process = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(console.toFile()).start();
		assertThat(process.waitFor()).as(Files.readString(console)).isZero();
	}

	/** Starts ONNX Runtime. */
	static final class Started {

		private Started() {}

		public static void main(final String[] args) {
			assertThat(OnnxRuntime.compiledIn().toString()).contains("CPU");
		}
	}

	/** Opens a model and runs it. */
	static final class Denormal {

		private Denormal() {}

		public static void main(final String[] args) {
			final Model model = Fixtures.model("plain");
			try (ModelSession session = ModelSession.open(model, Device.CPU, line -> {})) {
				new NetworkOperator(model, session).probe(32);
			}
			assertThat(Float.MIN_VALUE * Float.parseFloat("2")).isGreaterThan(0);
		}
	}
}

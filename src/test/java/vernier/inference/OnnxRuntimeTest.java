package vernier.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRuntimeTest {

	@TempDir
	private Path folder;

	/** A long class path, as programs with many jars and development environments have it. */
	@Test
	void aLongCommandLineDoesNotEndTheProcess() throws Exception {
		final Path console = folder.resolve("console");
		final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
			"-XX:TieredStopAtLevel=1", "-Dlong=" + "x".repeat(30_000), "-cp", System.getProperty("java.class.path"), Child.class
				.getName()).redirectErrorStream(true).redirectOutput(console.toFile()).start();
		assertThat(process.waitFor()).as(Files.readString(console)).isZero();
	}

	/** Starts ONNX Runtime in a process of its own. */
	static final class Child {

		private Child() {}

		public static void main(final String[] args) {
			assertThat(OnnxRuntime.compiledIn().toString()).contains("CPU");
		}
	}
}

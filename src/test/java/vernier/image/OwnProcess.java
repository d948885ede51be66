package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Java in a process of its own, with the class path of the tests. */
public final class OwnProcess {

	private OwnProcess() {}

	/**
	 * Runs a class, which has to end well.
	 *
	 * @param options of Java, such as -Xmx256m
	 * @return what it printed, errors as well
	 */
	public static String run(final List<String> options, final String main, final String... arguments) throws IOException,
		InterruptedException
	{
		final List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		line.addAll(options);
		line.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
		line.addAll(List.of(arguments));
		final Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
		final String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(printed).isZero();
		return printed;
	}
}

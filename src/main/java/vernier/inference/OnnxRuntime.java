package vernier.inference;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import vernier.image.CancelledException;
import vernier.image.OutputFile;
import vernier.image.VernierException;

/** The one ONNX Runtime of this Java process, or a sentence that says why it does not load. */
final class OnnxRuntime {

	/** Fiji keeps downloaded engines three folders deep. */
	private static final int DEPTH = 4;

	/** Bytes of the native library, about. */
	private static final int LIBRARY = 32 << 20;

	private OnnxRuntime() {}

	/**
	 * @throws VernierException if the native library does not load: another, older ONNX Runtime is in this process, or
	 *           this platform has none
	 * @throws CancelledException if the process is ending, as after Ctrl-C
	 */
	static OrtEnvironment environment() {
		try {
			final OrtEnvironment environment = OrtEnvironment.getEnvironment();
			// some of its builds write events for Microsoft unless told not to: nothing leaves this computer
			environment.setTelemetry(false);
			Ending.prepare();
			return environment;
		}
		catch (final OrtException | LinkageError | RuntimeException e) {
			throw failure(e);
		}
	}

	/** What to throw where the library does not load: nothing is wrong with it where the process is about to end. */
	static VernierException failure(final Throwable reason) {
		// what Java says when a hook, as the library has one, comes too late
		return reason instanceof IllegalStateException && "Shutdown in progress".equals(reason.getMessage())
			? new CancelledException() : new VernierException(explain(reason), reason);
	}

	/** Providers compiled into the library; whether one works is only known after running on it. */
	static Set<OrtProvider> compiledIn() {
		environment();
		return OrtEnvironment.getAvailableProviders();
	}

	static String explain(final Throwable failure) {
		final StringBuilder messages = new StringBuilder();
		for (Throwable t = failure; t != null; t = t.getCause())
			messages.append(t.getMessage()).append("; ");
		final String what = messages.toString();
		final String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
		if (what.contains("VERS_") || failure instanceof IncompatibleClassChangeError)
			return "Another plugin has already loaded an older ONNX Runtime in this program, and two of them cannot live " +
				"side by side. Remove " + others() + ", or update it to the version that Vernier brings (" + ownJar() +
				"), and restart. (" + what + ")";
		final Optional<String> folder = unwritable(Path.of(System.getProperty("java.io.tmpdir")));
		if (folder.isPresent())
			return folder.get();
		return "ONNX Runtime does not load on this computer (" + system + "): " + what + " It runs on Linux and Windows " +
			"x64, Linux arm64 and Apple-silicon Macs; on Windows it needs the Visual C++ runtime.";
	}

	/** What to say of a folder that cannot take the native library, which is unpacked into it; nothing if it can. */
	static Optional<String> unwritable(final Path folder) {
		Path file = null;
		try {
			file = Files.createTempFile(folder, "vernier", ".tmp");
			Files.write(file, new byte[LIBRARY]);
			return Optional.empty();
		}
		catch (final IOException e) {
			return Optional.of("ONNX Runtime cannot be unpacked into the folder for temporary files, " + folder + " (" + e.getClass()
				.getSimpleName() + ": " + e.getMessage() + "): free some space there, or name another folder with Java's option " +
				"-Djava.io.tmpdir=FOLDER.");
		}
		finally {
			if (file != null)
				OutputFile.discard(file);
		}
	}

	/** Other ONNX Runtime jars on the class path and in the folders of the program, or where to look for them. */
	private static String others() {
		final Set<Path> found = new TreeSet<>();
		for (final String entry : System.getProperty("java.class.path", "").split(File.pathSeparator))
			found.add(Path.of(entry));
		final Path own = ownJar();
		// Fiji.app/jars/x.jar or Fiji.app/plugins/x.jar: the program's folder is two up
		final Path program = own == null || own.getParent() == null ? null : own.getParent().getParent();
		for (final String folder : new String[] { "jars", "plugins", "engines" })
			if (program != null && Files.isDirectory(program.resolve(folder)))
				try (Stream<Path> files = Files.walk(program.resolve(folder), DEPTH)) {
					files.forEach(found::add);
				}
				catch (final IOException | UncheckedIOException e) {
					// then it is not found there
				}
		found.removeIf(file -> !file.getFileName().toString().matches("onnxruntime.*\\.jar") || file.equals(own));
		return found.isEmpty() ? "the other file onnxruntime*.jar (look in the folders jars, plugins and engines)"
			: found.stream().map(Path::toString).collect(Collectors.joining(" and "));
	}

	/** The jar that the ONNX Runtime classes here come from, or null. */
	private static Path ownJar() {
		try {
			return Path.of(OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (final LinkageError | RuntimeException | URISyntaxException e) {
			return null;
		}
	}
}

package vernier.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The files in src/test/resources/onnx; fixtures.py makes them. */
final class Fixtures {

	private Fixtures() {}

	static byte[] bytes(final String file) {
		try (InputStream stream = Fixtures.class.getResourceAsStream("/onnx/" + file)) {
			return stream.readAllBytes();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	static OnnxGraph graph(final String file) {
		return OnnxGraph.parse(bytes(file), file);
	}

	/** The file's place; test resources lie in a folder, never in a jar. */
	static Path path(final String file) {
		try {
			return Path.of(Fixtures.class.getResource("/onnx/" + file).toURI());
		}
		catch (final URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}
}

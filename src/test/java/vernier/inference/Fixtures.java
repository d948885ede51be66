package vernier.inference;

import java.net.URISyntaxException;
import java.nio.file.Path;

import vernier.model.Model;
import vernier.model.ModelCatalog;

/** The small random networks of the test resources. */
public final class Fixtures {

	private Fixtures() {}

	public static Path file(final String name) {
		try {
			return Path.of(Fixtures.class.getResource("/onnx/" + name + ".onnx").toURI());
		}
		catch (final URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}

	public static Model model(final String name) {
		return ModelCatalog.bundled().load(file(name).toString());
	}
}

package vernier.operators;

import java.net.URISyntaxException;
import java.nio.file.Path;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import vernier.model.ModelCatalog;

/** The tiny models of known results in the test resources, see make_models.py there; as an extension, the user's own. */
public final class OperatorModels implements BeforeAllCallback, AfterAllCallback {

	private static final String PROPERTY = "vernier.models";

	/** Their folder. */
	public static Path folder() {
		try {
			return Path.of(OperatorModels.class.getResource("/operators/models").toURI());
		}
		catch (final URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}

	/** Them, and no others. */
	static ModelCatalog catalog() {
		return ModelCatalog.ofFolder(folder());
	}

	@Override
	public void beforeAll(final ExtensionContext context) {
		System.setProperty(PROPERTY, folder().toString());
	}

	@Override
	public void afterAll(final ExtensionContext context) {
		System.clearProperty(PROPERTY);
	}
}

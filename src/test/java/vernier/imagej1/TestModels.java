package vernier.imagej1;

import java.net.URISyntaxException;
import java.nio.file.Path;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Makes two tiny models, "tiny-x2" and "tiny-x3", the user's own; see make_models.py. */
public final class TestModels implements BeforeAllCallback, AfterAllCallback {

	private static final String PROPERTY = "vernier.models";

	@Override
	public void beforeAll(final ExtensionContext context) throws URISyntaxException {
		System.setProperty(PROPERTY, Path.of(TestModels.class.getResource("/imagej1/models").toURI()).toString());
	}

	@Override
	public void afterAll(final ExtensionContext context) {
		System.clearProperty(PROPERTY);
	}
}

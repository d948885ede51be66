package vernier.counting;

import java.util.HashMap;
import java.util.Map;

import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.inference.ModelSession;
import vernier.model.Model;
import vernier.model.ModelCatalog;

/**
 * The networks that {@link ObjectCounter} has opened, kept from image to image: which one counts depends on the size of the
 * objects. One thread at a time.
 */
public final class DensityNetworks implements AutoCloseable {

	private record Named(ModelCatalog catalog, String name) {}

	private record Opened(Model model, Device device) {}

	private final Map<Named, Model> models = new HashMap<>();
	private final Map<Opened, ModelSession> sessions = new HashMap<>();

	/** @throws VernierException if there is no such model, or it does not count */
	Model model(final CountOptions options) {
		final String name = CountingModels.name(options.catalog(), options.model(), options.objectSize());
		return models.computeIfAbsent(new Named(options.catalog(), name), named -> CountingModels.load(named.catalog, named.name));
	}

	/** @throws VernierException if the device is not to be had */
	ModelSession session(final Model model, final CountOptions options) {
		return sessions.computeIfAbsent(new Opened(model, options.device()), opened -> ModelSession.open(opened.model,
			opened.device, options.log()));
	}

	@Override
	public void close() {
		sessions.values().forEach(ModelSession::close);
		sessions.clear();
		models.clear();
	}
}

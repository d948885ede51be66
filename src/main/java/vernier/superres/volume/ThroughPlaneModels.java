package vernier.superres.volume;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

import vernier.image.VernierException;
import vernier.model.Footprint;
import vernier.model.Model;
import vernier.model.ModelCatalog;
import vernier.model.ModelDescription;

/** Chooses the network for the direction through the slices. */
public final class ThroughPlaneModels {

	/** The name that stands for the bundled network. */
	public static final String AUTO = "Auto";

	/** The name of interpolation without a network, to compare with. */
	public static final String CUBIC = "cubic";

	private static final String TASK = "through-plane";

	private ThroughPlaneModels() {}

	/** What a user can choose from: Auto, the models by name, cubic. */
	public static List<String> choices(final ModelCatalog catalog) {
		final LinkedHashSet<String> names = new LinkedHashSet<>(List.of(AUTO));
		catalog.list(TASK).forEach(model -> names.add(model.id()));
		names.add(CUBIC);
		return List.copyOf(names);
	}

	/**
	 * @return nothing for {@link #CUBIC}
	 * @throws VernierException if the name is unknown or the model is no through-plane network
	 */
	static Optional<Model> choose(final ModelCatalog catalog, final String name) {
		if (name.equalsIgnoreCase(CUBIC))
			return Optional.empty();
		final Model model = catalog.load(name.equalsIgnoreCase(AUTO) ? automatic(catalog) : name, choices(catalog));
		final Footprint footprint = model.footprint();
		if (footprint.inputChannels() != ThroughPlaneNetwork.CHANNELS || footprint.outputChannels() != 1 ||
			footprint.scale() != 1)
			throw new VernierException("The model \"" + model.description().id() + "\" takes " + footprint.inputChannels() +
				" channels and enlarges by " + footprint.scale() + "; a through-plane model takes " +
				ThroughPlaneNetwork.CHANNELS + " and gives 1 of the same size: choose Auto or another of that task.");
		return Optional.of(model);
	}

	private static String automatic(final ModelCatalog catalog) {
		return catalog.list(TASK).stream().map(ModelDescription::id).findFirst().orElseThrow(() -> new VernierException(
			"There is no through-plane model in the catalog: reinstall the plugin, or name a model file."));
	}
}

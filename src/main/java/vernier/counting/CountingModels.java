package vernier.counting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import vernier.image.VernierException;
import vernier.model.Model;
import vernier.model.ModelCatalog;
import vernier.model.ModelDescription;

/** Chooses the network that counts. */
public final class CountingModels {

	private static final String TASK = "counting";

	private CountingModels() {}

	/** What a user can choose from: Auto, then the counting models by id. */
	public static List<String> choices(final ModelCatalog catalog) {
		final List<String> names = new ArrayList<>(List.of(CountOptions.AUTO));
		catalog.list(TASK).forEach(model -> names.add(model.id()));
		return List.copyOf(names);
	}

	/**
	 * The name itself; for Auto, the model whose range of object sizes is nearest to the size, by factor.
	 *
	 * @throws VernierException if there is none
	 */
	static String name(final ModelCatalog catalog, final String name, final double objectSize) {
		return name.equalsIgnoreCase(CountOptions.AUTO) ? automatic(catalog, objectSize) : name;
	}

	/** @throws VernierException if there is no such model, or it does not count */
	static Model load(final ModelCatalog catalog, final String name) {
		final Model model = catalog.load(name, choices(catalog));
		final ModelDescription description = model.description();
		final int planes = CountingSettings.planes(description).size();
		if (!description.task().isEmpty() && !description.task().equals(TASK))
			throw new VernierException("The model \"" + description.id() + "\" is for " + description.task() +
				", not for counting: choose " + String.join(", ", choices(catalog)) + ".");
		if (model.footprint().inputChannels() != 1 + planes || model.footprint().scale() != 1 || model.footprint()
			.reduction() > 1)
			throw new VernierException("The model \"" + description.id() + "\" takes " + model.footprint().inputChannels() +
				" channel(s) and gives " + size(model) + "; a counting model takes " + (1 + planes) +
				" and gives a density of the input's size: choose another model.");
		return model;
	}

	private static String size(final Model model) {
		return model.footprint().scale() > 1 ? "a larger image" : model.footprint().reduction() > 1 ? "a smaller image"
			: "an image of the same size";
	}

	private static String automatic(final ModelCatalog catalog, final double objectSize) {
		return catalog.list(TASK).stream().min(Comparator.comparingDouble(model -> CountingSettings.of(model).distance(
			objectSize))).map(ModelDescription::id).orElseThrow(() -> new VernierException(
				"There is no counting model in the catalog: choose the method LoG, or name a model file."));
	}
}

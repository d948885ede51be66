package vernier.superres;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import vernier.image.VernierException;
import vernier.model.Footprint;
import vernier.model.Model;
import vernier.model.ModelCatalog;
import vernier.model.ModelDescription;

/**
 * Chooses the networks for a scale. Models of one family (`config: vernier: family` in their description) are one
 * method at several integer scales and are offered under the family's name.
 */
public final class Networks {

	/**
	 * The name that stands for the bundled family for every day: the fast one, whose result is a tenth of a decibel from
	 * that of the other at an eighth of the time.
	 */
	public static final String AUTO = "Auto";

	private static final String TASK = "super-resolution";
	/** Steps that come to what is done anyway: pixel values from 0 to 1 in, pixel values clipped to their type out. */
	private static final Set<String> SCALINGS = Set.of("scale_range", "scale_linear", "clip");
	private static final List<String> PREFERRED = List.of("sr-fast", "sr-quality");

	private Networks() {}

	/** What a user can choose from: Auto, then families and single models by name. */
	public static List<String> choices(final ModelCatalog catalog) {
		final LinkedHashSet<String> names = new LinkedHashSet<>(List.of(AUTO));
		for (final ModelDescription model : catalog.list(TASK))
			names.add(family(model));
		return List.copyOf(names);
	}

	/**
	 * The networks whose scales, multiplied, reach the wanted scale, in the order in which to run them; or the one network
	 * of the family that is told the factor, if it has one for this.
	 *
	 * @throws VernierException if the name is unknown or the model does not enlarge one-channel images
	 */
	static List<Model> choose(final ModelCatalog catalog, final String name, final Scale scale) {
		final Map<Integer, String> byScale = new TreeMap<>();
		final String wanted = name.equalsIgnoreCase(AUTO) ? automatic(catalog) : name;
		for (final ModelDescription model : catalog.list(TASK))
			if (family(model).equalsIgnoreCase(wanted)) {
				final Optional<FactorRange> factors = FactorRange.of(model);
				// a network trained for just the whole number does better at it
				if (factors.isPresent() && factors.get().holds(scale) && !scale.isWhole())
					return List.of(checked(catalog.load(model.id())));
				// bundled ones come first: a model of the user's does not take their place unseen
				if (factors.isEmpty())
					byScale.putIfAbsent(model.scale(), model.id());
			}
		final List<Model> networks = new ArrayList<>();
		if (byScale.isEmpty()) {
			final Model single = checked(catalog.load(wanted, choices(catalog)));
			final Optional<FactorRange> factors = FactorRange.of(single.description());
			if (factors.isPresent() && !factors.get().holds(scale))
				throw new VernierException("The model \"" + single.description().id() + "\" is for one factor from " +
					factors.get() + " along x and y, not for " + scale + ": use another model, or Auto.");
			for (final int ignored : ScaleLadder.of(Math.max(scale.x(), scale.y()), List.of(single.footprint().scale())))
				networks.add(single);
			return networks;
		}
		// a network that runs twice is one model, and one session
		final Map<Integer, Model> loaded = new HashMap<>();
		for (final int step : ScaleLadder.of(Math.max(scale.x(), scale.y()), byScale.keySet())) {
			final Model model = loaded.computeIfAbsent(step, s -> checked(catalog.load(byScale.get(s))));
			if (model.footprint().scale() != step)
				throw new VernierException("The model \"" + model.description().id() + "\" enlarges by " +
					model.footprint().scale() + ", but by its description it should by " + step +
					": state the scale in its rdf.yaml (config: vernier: scale).");
			networks.add(model);
		}
		return networks;
	}

	private static String automatic(final ModelCatalog catalog) {
		final List<String> available = choices(catalog);
		return PREFERRED.stream().filter(available::contains).findFirst().orElseThrow(() -> new VernierException(
			"There is no super-resolution model in the catalog: reinstall the plugin, or name a model file."));
	}

	private static String family(final ModelDescription model) {
		return String.valueOf(model.settings().getOrDefault("family", model.id()));
	}

	private static Model checked(final Model model) {
		final Footprint footprint = model.footprint();
		final String id = model.description().id();
		final int needed = FactorRange.of(model.description()).isPresent() ? 2 : 1;
		if (footprint.inputChannels() != needed || footprint.outputChannels() != 1)
			throw new VernierException("The model \"" + id + "\" takes " + footprint.inputChannels() + " and gives " +
				(footprint.outputChannels() == 0 ? "an unknown number of" : footprint.outputChannels()) +
				" channels; super-resolution needs a model from 1 channel to 1" + (needed == 2
					? ", or from 2 where its description states factors" : "") + ": use another model.");
		if (footprint.scale() == 0)
			throw new VernierException("How much the model \"" + id + "\" enlarges cannot be told from its graph" +
				(footprint instanceof Footprint.WholeImage whole ? " (" + whole.reason() + ")" : "") + ": use another model.");
		if (footprint.scale() < 2)
			throw new VernierException("The model \"" + id + "\" gives an image of the size of its input; " +
				"super-resolution needs one that enlarges by 2 or more: use another model.");
		final List<String> steps = new ArrayList<>(model.description().preprocessing());
		steps.addAll(model.description().postprocessing());
		steps.removeAll(SCALINGS);
		if (!steps.isEmpty())
			throw new VernierException("The model \"" + id + "\" wants " + String.join(", ", steps) + " before or after it; " +
				"super-resolution gives a model pixel values scaled to the range 0 to 1 and no more: use one trained so.");
		return model;
	}
}

package vernier.operators;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.model.Footprint;
import vernier.model.Model;
import vernier.model.ModelCatalog;
import vernier.model.ModelDescription;
import vernier.operators.exact.Conditioning;
import vernier.operators.exact.ExactOperator;

/**
 * A network that imitates an operator. Its input planes are red, green and blue, the place of the strength on its slider,
 * those that {@code config: vernier: globals} names, and, if it knows several operators, one for each of
 * {@code operators}, which is 1 for the one to imitate; its output planes are red, green and blue.
 *
 * @param model the network
 * @param planes input planes from the fifth on
 */
record OperatorNetwork(Model model, List<InputPlane> planes) {

	/** The name that stands for the network of this operator alone, or else one that knows it among others. */
	static final String AUTO = "Auto";

	private static final String TASK = "operator";
	private static final int COLOURS_AND_SLIDER = 4;

	/** Models that know the operator; those that know it alone first. */
	private static List<ModelDescription> of(final ModelCatalog catalog, final ExactOperator operator) {
		return catalog.list(TASK).stream().filter(model -> operators(model).contains(operator.info().id())) //
			.sorted(Comparator.comparing(model -> operators(model).size() > 1)).toList();
	}

	/** Why its description says that the exact operator is the better choice, after "its network"; empty if it is not. */
	private static Optional<String> ratherExact(final ModelDescription model) {
		return Optional.ofNullable(model.settings().get("rather_exact")).map(String::valueOf);
	}

	/**
	 * Chooses between network and exact operator, and loads the network.
	 *
	 * @return nothing for the exact operator
	 * @throws VernierException if the model is unknown or does not know the operator, or neither does what is asked
	 */
	static Optional<OperatorNetwork> choose(final OperatorOptions options) {
		final ExactOperator operator = options.operator();
		final String name = operator.info().name();
		if (options.mode() == Mode.EXACT || isBetterExact(options)) {
			checkExact(options);
			return Optional.empty();
		}
		final Optional<OperatorNetwork> chosen = choose(options.catalog(), options.model(), operator);
		if (chosen.isEmpty())
			throw new VernierException(options.map().isPresent() ? "A strength map needs a network, and none knows " + name +
				": use one strength for the whole image." : "There is no network that knows " + name +
					": choose mode Exact or Auto.");
		return chosen;
	}

	private static boolean isBetterExact(final OperatorOptions options) {
		if (!isOpen(options))
			return false;
		final Optional<ModelDescription> first = of(options.catalog(), options.operator()).stream().findFirst();
		final Optional<String> reason = first.flatMap(OperatorNetwork::ratherExact);
		if (first.isPresent() && reason.isEmpty())
			return false;
		options.log().accept(options.operator().info().name() + " is computed exactly: " + reason.map(why -> "its network " + why +
			".").orElse("no network knows it."));
		return true;
	}

	/** True if neither network nor exact operator is asked for. */
	private static boolean isOpen(final OperatorOptions options) {
		return options.mode() == Mode.AUTO && options.model().equalsIgnoreCase(AUTO) && options.map().isEmpty();
	}

	/**
	 * Whether planes that are nearly of two values are left to the exact operator, from which the network is far there by its
	 * description.
	 */
	boolean leavesTwoValues(final OperatorOptions options) {
		return isOpen(options) && options.device() != Device.GPU && Boolean.TRUE.equals(model.description().settings().get(
			"exact_of_two_values"));
	}

	private static void checkExact(final OperatorOptions options) {
		if (options.map().isPresent())
			throw new VernierException("The exact operator has one strength for the whole image: use mode Learned for a " +
				"strength map.");
		if (options.device() == Device.GPU)
			throw new VernierException("Exact operators run on the CPU only: choose device Auto or CPU" +
				(options.mode() == Mode.EXACT ? ", or mode Learned." : ", or mode Learned where a network knows " + options
					.operator().info().name() + "."));
	}

	/** @param name {@link #AUTO}, a family, an id or a path */
	private static Optional<OperatorNetwork> choose(final ModelCatalog catalog, final String name,
		final ExactOperator operator)
	{
		final boolean automatic = name.equalsIgnoreCase(AUTO);
		for (final ModelDescription model : of(catalog, operator))
			if (automatic || name.equalsIgnoreCase(model.id()) || name.equalsIgnoreCase(family(model)))
				return Optional.of(load(catalog.load(model.id()), operator));
		return automatic ? Optional.empty() : Optional.of(load(catalog.load(name, choices(catalog, operator)), operator));
	}

	/** What a user can choose from: Auto, then networks by family and id. */
	static List<String> choices(final ModelCatalog catalog, final ExactOperator operator) {
		return Stream.concat(Stream.of(AUTO), of(catalog, operator).stream().flatMap(model -> Stream.concat(Stream.of(model
			.settings().get("family")).filter(String.class::isInstance).map(String.class::cast), Stream.of(model.id()))))
			.distinct().toList();
	}

	private static String family(final ModelDescription model) {
		return String.valueOf(model.settings().get("family"));
	}

	private static OperatorNetwork load(final Model model, final ExactOperator operator) {
		final ModelDescription description = model.description();
		final List<String> known = operators(description);
		final String id = operator.info().id();
		if (!known.contains(id))
			throw new VernierException("The model \"" + description.id() + "\" does not know " + id + (known.isEmpty()
				? ", nor any other operator" : ", but " + String.join(", ", known)) + ": choose another model, or mode Exact.");
		final Conditioning conditioning = Conditioning.of(operator);
		final List<InputPlane> planes = new ArrayList<>();
		for (final String name : texts(description, "globals"))
			planes.add(InputPlane.named(name, conditioning));
		if (!texts(description, "operators").isEmpty())
			for (final String other : known)
				planes.add(new InputPlane.Constant(other.equals(id) ? 1 : 0));
		check(model, COLOURS_AND_SLIDER + planes.size());
		return new OperatorNetwork(model, List.copyOf(planes));
	}

	private static void check(final Model model, final int channels) {
		final Footprint footprint = model.footprint();
		final String id = model.description().id();
		if (footprint.inputChannels() != channels || footprint.outputChannels() != 3)
			throw new VernierException("The model \"" + id + "\" takes " + footprint.inputChannels() + " and gives " +
				footprint.outputChannels() + " channels, but by its description " + channels + " and 3 are expected: correct its " +
				"rdf.yaml (config: vernier: globals, operators), or use another model.");
		if (footprint.scale() != 1 || footprint.reduction() != 1)
			throw new VernierException("The model \"" + id + "\" gives an image of another size than its input; " +
				"an operator needs one of the same size.");
	}

	private static List<String> operators(final ModelDescription model) {
		final List<String> several = texts(model, "operators");
		return several.isEmpty() && model.settings().get("operator") instanceof String one ? List.of(one) : several;
	}

	private static List<String> texts(final ModelDescription model, final String key) {
		return model.settings().get(key) instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
	}
}

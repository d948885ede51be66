package vernier.operators;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import vernier.image.PlaneStack;
import vernier.inference.Device;
import vernier.inference.MemoryBudget;
import vernier.model.ModelCatalog;
import vernier.operators.exact.ExactOperator;
import vernier.operators.exact.ExactOperators;

/**
 * What {@link LearnedOperator} is asked for. Start from {@link #of} and change what differs:
 *
 * <pre>
 * OperatorOptions.of("l0-smoothing").withStrength(0.02).withMode(Mode.EXACT)
 * </pre>
 *
 * @param operator what to do
 * @param strength the operator's parameter, in its own unit; not used if there is a map
 * @param map a strength for each pixel: real-valued, of the image's width and height, one plane or as many as the image
 * @param mode by a network or exactly
 * @param catalog where models are looked up
 * @param model {@link OperatorNetwork#AUTO}, the name of a family such as "operator-all", the id of one model, or a path
 *          to one
 * @param device where to run; exact operators know the CPU only
 * @param budget memory for tiles, besides input and output
 * @param tile largest width and height of a tile, or 0 to derive it from the budget
 * @param log takes lines worth telling, such as why no GPU is used
 */
public record OperatorOptions(ExactOperator operator, double strength, Optional<PlaneStack> map, Mode mode,
	ModelCatalog catalog, String model, Device device, MemoryBudget budget, int tile, Consumer<String> log)
{

	/**
	 * The operator at the strength that shows what it is for; automatic mode, model and device, no log.
	 *
	 * @param id such as "l0-smoothing"
	 * @throws vernier.image.VernierException if there is no such operator
	 */
	public static OperatorOptions of(final String id) {
		final ExactOperator operator = ExactOperators.get(id);
		return new OperatorOptions(operator, operator.info().initial(), Optional.empty(), Mode.AUTO, ModelCatalog.standard(),
			OperatorNetwork.AUTO, Device.AUTO, MemoryBudget.ofFreeMemory(), 0, line -> {});
	}

	/** The models of the catalog that know the operator, by family and id, after {@link OperatorNetwork#AUTO}. */
	public List<String> models() {
		return OperatorNetwork.choices(catalog, operator);
	}

	public OperatorOptions withStrength(final double other) {
		return new OperatorOptions(operator, other, map, mode, catalog, model, device, budget, tile, log);
	}

	public OperatorOptions withMap(final PlaneStack other) {
		return new OperatorOptions(operator, strength, Optional.of(other), mode, catalog, model, device, budget, tile, log);
	}

	public OperatorOptions withMode(final Mode other) {
		return new OperatorOptions(operator, strength, map, other, catalog, model, device, budget, tile, log);
	}

	public OperatorOptions withCatalog(final ModelCatalog other) {
		return new OperatorOptions(operator, strength, map, mode, other, model, device, budget, tile, log);
	}

	public OperatorOptions withModel(final String other) {
		return new OperatorOptions(operator, strength, map, mode, catalog, other, device, budget, tile, log);
	}

	public OperatorOptions withDevice(final Device other) {
		return new OperatorOptions(operator, strength, map, mode, catalog, model, other, budget, tile, log);
	}

	public OperatorOptions withBudget(final MemoryBudget other) {
		return new OperatorOptions(operator, strength, map, mode, catalog, model, device, other, tile, log);
	}

	public OperatorOptions withTile(final int other) {
		return new OperatorOptions(operator, strength, map, mode, catalog, model, device, budget, other, log);
	}

	public OperatorOptions withLog(final Consumer<String> other) {
		return new OperatorOptions(operator, strength, map, mode, catalog, model, device, budget, tile, other);
	}
}

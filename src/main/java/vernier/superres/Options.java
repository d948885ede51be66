package vernier.superres;

import java.util.function.Consumer;

import vernier.inference.Device;
import vernier.inference.MemoryBudget;
import vernier.model.ModelCatalog;

/**
 * What a super-resolution run is asked for. Start from {@link #defaults()} and change what differs:
 *
 * <pre>
 * Options.defaults().withScale(Scale.parse("2x1.5")).withModel("sr-fast")
 * </pre>
 *
 * @param catalog where models are looked up
 * @param model {@link Networks#AUTO}, the name of a family such as "sr-fast", the id of one model, or a path to one
 * @param scale enlargement in x and y
 * @param device where to run
 * @param consistent true to project the result so that, reduced again, it gives the input
 * @param residual true to report what the result, reduced again, misses of the input
 * @param budget memory for tiles, besides input and output
 * @param tile largest width and height of a tile in target pixels, or 0 to derive it from the budget
 * @param log takes lines worth telling, such as why no GPU is used
 */
public record Options(ModelCatalog catalog, String model, Scale scale, Device device, boolean consistent,
	boolean residual, MemoryBudget budget, int tile, Consumer<String> log) {

	/** Automatic model and device, scale 2, neither consistency nor residual, a quarter of the free memory, no log. */
	public static Options defaults() {
		return new Options(ModelCatalog.standard(), Networks.AUTO, Scale.of(2), Device.AUTO, false, false,
			MemoryBudget.ofFreeMemory(), 0, line -> {});
	}

	public Options withCatalog(final ModelCatalog other) {
		return new Options(other, model, scale, device, consistent, residual, budget, tile, log);
	}

	public Options withModel(final String other) {
		return new Options(catalog, other, scale, device, consistent, residual, budget, tile, log);
	}

	public Options withScale(final Scale other) {
		return new Options(catalog, model, other, device, consistent, residual, budget, tile, log);
	}

	public Options withDevice(final Device other) {
		return new Options(catalog, model, scale, other, consistent, residual, budget, tile, log);
	}

	public Options withConsistency(final boolean other) {
		return new Options(catalog, model, scale, device, other, residual, budget, tile, log);
	}

	public Options withResidual(final boolean other) {
		return new Options(catalog, model, scale, device, consistent, other, budget, tile, log);
	}

	public Options withBudget(final MemoryBudget other) {
		return new Options(catalog, model, scale, device, consistent, residual, other, tile, log);
	}

	public Options withTile(final int other) {
		return new Options(catalog, model, scale, device, consistent, residual, budget, other, log);
	}

	public Options withLog(final Consumer<String> other) {
		return new Options(catalog, model, scale, device, consistent, residual, budget, tile, other);
	}
}

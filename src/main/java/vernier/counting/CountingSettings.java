package vernier.counting;

import java.util.List;
import java.util.Map;
import java.util.Set;

import vernier.image.VernierException;
import vernier.model.ModelDescription;

/**
 * What a counting model says about itself under {@code config: vernier:}.
 *
 * @param objectSize diameter that images are resampled to, px
 * @param smallest diameter from which on they are not resampled
 * @param largest diameter up to which they are not resampled
 * @param planes names of the global numbers it takes as constant planes after the image
 * @param varianceScale factor of the variance that it gives
 * @param relativeError standard deviation of the whole count, relative to it
 * @param densityError standard deviation of an error that all pixels share, objects per pixel of the model's grid: what is
 *          counted where there is nothing
 */
record CountingSettings(double objectSize, double smallest, double largest, List<String> planes, double varianceScale,
	double relativeError, double densityError)
{

	static final String SIZE = "log_object_size";
	static final String NOISE = "log_noise";
	static final String DISPERSION = "log_dispersion";
	static final String BRIGHT = "fraction_bright";

	private static final Set<String> PLANES = Set.of(SIZE, NOISE, DISPERSION, BRIGHT);

	/** @throws VernierException if a number is no number, or a plane is unknown */
	static CountingSettings of(final ModelDescription model) {
		final double size = number(model, "object_size", 0);
		return new CountingSettings(size, number(model, "object_size_min", size), number(model, "object_size_max", size),
			planes(model), number(model, "variance_scale", 1), number(model, "relative_error", 0), number(model,
				"density_error", 0));
	}

	static List<String> planes(final ModelDescription model) {
		if (!(model.settings().get("planes") instanceof List<?> names))
			return List.of();
		for (final Object name : names)
			if (!PLANES.contains(name))
				throw new VernierException("The model \"" + model.id() + "\" wants a plane \"" + name + "\"; known are " +
					String.join(", ", PLANES.stream().sorted().toList()) + ": correct its rdf.yaml (config: vernier: planes).");
		return names.stream().map(Object::toString).toList();
	}

	private static double number(final ModelDescription model, final String key, final double otherwise) {
		final Object value = model.settings().getOrDefault(key, otherwise);
		if (value instanceof Number number && number.doubleValue() >= 0 && Double.isFinite(number.doubleValue()))
			return number.doubleValue();
		throw new VernierException("The model \"" + model.id() + "\" states " + key + " \"" + value +
			"\" where a number of at least 0 is expected: correct its rdf.yaml (config: vernier: " + key + ").");
	}

	/** How far a size is from the range, as a logarithm; 0 inside. */
	double distance(final double size) {
		if (objectSize == 0)
			return 0;
		return Math.max(0, Math.max(Math.log(smallest / size), Math.log(size / largest)));
	}

	/** By which factor an image has to be enlarged. */
	double resampling(final double size) {
		return objectSize == 0 || size >= smallest && size <= largest ? 1 : objectSize / size;
	}

	/** The value of each plane. */
	double[] numbers(final PlaneStatistics statistics, final double sizeInModel) {
		final Map<String, Double> known = Map.of(SIZE, Math.log(sizeInModel) / Math.log(2), NOISE, statistics.logNoise(),
			DISPERSION, statistics.logDispersion(), BRIGHT, statistics.fractionBright());
		return planes.stream().mapToDouble(known::get).toArray();
	}
}

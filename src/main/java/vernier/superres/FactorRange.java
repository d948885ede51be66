package vernier.superres;

import java.util.List;
import java.util.Optional;

import vernier.image.VernierException;
import vernier.model.ModelDescription;

/**
 * The factors that a factor-aware network was trained for ({@code config: vernier: factors} in its description). Such a
 * network takes a second plane, 1 / factor everywhere, and enlarges by a whole number; it expects that its result is
 * then reduced to the factor.
 *
 * @param from smallest factor
 * @param to largest factor, at most what the network enlarges by
 */
record FactorRange(double from, double to) {

	/**
	 * @return nothing for an ordinary network
	 * @throws VernierException if the description states something else than two numbers in order
	 */
	static Optional<FactorRange> of(final ModelDescription model) {
		final Object stated = model.settings().get("factors");
		if (stated == null)
			return Optional.empty();
		if (stated instanceof List<?> pair && pair.size() == 2 && pair.get(0) instanceof Number from &&
			pair.get(1) instanceof Number to && from.doubleValue() < to.doubleValue())
			return Optional.of(new FactorRange(from.doubleValue(), to.doubleValue()));
		throw new VernierException("The model \"" + model.id() + "\" states the factors " + stated +
			"; the smallest and the largest are expected, such as [1.1, 2], under config: vernier: in its rdf.yaml.");
	}

	/** True for one factor along x and y that lies within. */
	boolean holds(final Scale scale) {
		return scale.x() == scale.y() && scale.x() >= from && scale.x() <= to;
	}

	@Override
	public String toString() {
		return from + " to " + to;
	}
}

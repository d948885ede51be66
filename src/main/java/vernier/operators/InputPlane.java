package vernier.operators;

import java.util.List;

import vernier.image.VernierException;
import vernier.operators.exact.Conditioning;
import vernier.operators.exact.ExactOperators;

/** What a plane of a network's input holds, after the colours and the place of the slider. */
sealed interface InputPlane {

	/** One of {@link vernier.operators.exact.Conditions#numbers}, at every pixel. */
	record Number(int index) implements InputPlane {}

	/** One of {@link vernier.operators.exact.Conditions#guides}. */
	record Guide(int index) implements InputPlane {}

	/** The same at every pixel: 1 for the operator that runs, 0 for another one. */
	record Constant(float value) implements InputPlane {}

	/**
	 * A plane by its name in a model's description: that of a number or guide, which holds for every operator that has
	 * one, or "operator/name", which holds for one operator and is 0 for all others.
	 *
	 * @throws VernierException if no operator has such a number or guide
	 */
	static InputPlane named(final String name, final Conditioning running) {
		final String own = running.info().id() + "/";
		final String bare = name.substring(name.indexOf('/') + 1);
		final boolean meant = bare.equals(name) || name.equals(own + bare);
		if (meant && running.numbers().contains(bare))
			return new Number(running.numbers().indexOf(bare));
		if (meant && running.guides().contains(bare))
			return new Guide(running.guides().indexOf(bare));
		final boolean known = ExactOperators.list().stream().map(Conditioning::of).anyMatch(other -> List.of(bare, other.info()
			.id() + "/" + bare).contains(name) && (other.numbers().contains(bare) || other.guides().contains(bare)));
		if (!known)
			throw new VernierException("The model wants to know \"" + name + "\" of the picture, which no operator knows: " +
				"correct its rdf.yaml (config: vernier: globals), or use another model.");
		return new Constant(0);
	}
}

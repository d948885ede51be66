package vernier.inference;

import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.function.Consumer;

import vernier.image.VernierException;
import vernier.model.Model;
import vernier.model.NpyTensor;
import vernier.model.Tolerance;

/** Runs a model on the test tensors it ships with and compares, as bioimage.io's own model test does. */
public final class ModelVerification {

	/**
	 * What came of it.
	 *
	 * @param id model
	 * @param device where it ran
	 * @param maxDifference absolute difference from the stored output where it takes most of what is allowed there
	 * @param tolerance what is allowed there
	 * @param passed difference within tolerance
	 */
	public record Outcome(String id, String device, double maxDifference, double tolerance, boolean passed) {

		@Override
		public String toString() {
			return String.format(Locale.ROOT, "%s on %s: largest difference %.2g, allowed %.2g: %s", id, device,
				maxDifference, tolerance, passed ? "as published" : "NOT as published");
		}
	}

	private ModelVerification() {}

	/**
	 * @param log takes the reason when a GPU was wanted and is not used
	 * @throws VernierException if the model brings no test tensors or cannot run
	 */
	public static Outcome verify(final Model model, final Device device, final Consumer<String> log) {
		final String id = model.description().id();
		if (model.description().testInputs().size() != 1 || model.description().testOutputs().size() != 1)
			throw new VernierException("The model \"" + id + "\" brings " + model.description().testInputs().size() +
				" test inputs and " + model.description().testOutputs().size() + " outputs; one of each is needed to verify it.");
		final NpyTensor input = model.testInput(0);
		final NpyTensor expected = model.testOutput(0);
		final FloatBuffer source = buffer(input);
		final FloatBuffer target = Buffers.allocate(expected.values().length);
		try (ModelSession session = ModelSession.open(model, device, log)) {
			session.run(source, input.shape(), target, expected.shape());
			return compare(id, session.device(), target, expected.values(), model.description().testTolerance());
		}
	}

	static Outcome compare(final String id, final String device, final FloatBuffer found, final float[] published,
		final Tolerance tolerance)
	{
		double worst = 0, difference = 0, allowed = tolerance.of(0);
		for (int i = 0; i < published.length; i++) {
			final double apart = Math.abs(found.get(i) - (double) published[i]);
			final double here = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart;
			final double most = tolerance.of(published[i]);
			// a tolerance of nothing allows no difference
			final double part = here == 0 ? 0 : here / most;
			if (part > worst) {
				worst = part;
				difference = here;
				allowed = most;
			}
		}
		return new Outcome(id, device, difference, allowed, worst <= 1);
	}

	private static FloatBuffer buffer(final NpyTensor tensor) {
		final FloatBuffer buffer = Buffers.allocate(tensor.values().length);
		for (int i = 0; i < buffer.capacity(); i++)
			buffer.put(i, (float) tensor.values()[i]);
		return buffer;
	}
}

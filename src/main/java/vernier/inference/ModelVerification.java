package vernier.inference;

import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.function.Consumer;

import vernier.image.VernierException;
import vernier.model.Model;
import vernier.model.NpyTensor;

/** Runs a model on the test tensors it ships with and compares, as bioimage.io's own model test does. */
public final class ModelVerification {

	/**
	 * What came of it.
	 *
	 * @param id model
	 * @param device where it ran
	 * @param maxDifference absolute difference to the stored output, of the value that is farthest for what it is allowed
	 * @param tolerance what is allowed of this value
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
			double largest = 0;
			double allowed = model.description().testTolerance().of(0);
			for (int i = 0; i < target.capacity(); i++) {
				final double value = expected.values()[i];
				final double difference = Math.abs(target.get(i) - value);
				final double tolerance = model.description().testTolerance().of(value);
				if (Double.isNaN(difference))
					return new Outcome(id, session.device(), Double.POSITIVE_INFINITY, tolerance, false);
				if (difference * allowed > largest * tolerance) {
					largest = difference;
					allowed = tolerance;
				}
			}
			return new Outcome(id, session.device(), largest, allowed, largest <= allowed);
		}
	}

	private static FloatBuffer buffer(final NpyTensor tensor) {
		final FloatBuffer buffer = Buffers.allocate(tensor.values().length);
		for (int i = 0; i < buffer.capacity(); i++)
			buffer.put(i, (float) tensor.values()[i]);
		return buffer;
	}
}

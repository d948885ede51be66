package vernier.model;

import java.util.List;

import vernier.image.VernierException;

/** A model that was read and checked, ready to be run. */
public final class Model {

	private static final int MAX_TEST_BYTES = 256 << 20;

	private final ModelDescription description;
	private final byte[] weights;
	private final OnnxGraph graph;
	private final Footprint footprint;
	private final ModelFiles files;

	Model(final ModelDescription description, final byte[] weights, final OnnxGraph graph, final Footprint footprint,
		final ModelFiles files)
	{
		this.description = description;
		this.weights = weights;
		this.graph = graph;
		this.footprint = footprint;
		this.files = files;
	}

	/** What it is; the checksum is that of the weights at hand. */
	public ModelDescription description() {
		return description;
	}

	/** The .onnx file's content; not copied, not to be changed. */
	public byte[] weights() {
		return weights;
	}

	/** The network's operations. */
	public OnnxGraph graph() {
		return graph;
	}

	/** Which input pixels an output pixel reads. */
	public Footprint footprint() {
		return footprint;
	}

	/**
	 * An input that the model ships with, shape (batch, channel, y, x).
	 *
	 * @throws VernierException if there is none or it cannot be read
	 */
	public NpyTensor testInput(final int index) {
		return tensor(description.testInputs(), index, "input");
	}

	/**
	 * The output that the test inputs give, shape (batch, channel, y, x).
	 *
	 * @throws VernierException if there is none or it cannot be read
	 */
	public NpyTensor testOutput(final int index) {
		return tensor(description.testOutputs(), index, "output");
	}

	private NpyTensor tensor(final List<String> names, final int index, final String kind) {
		if (index >= names.size())
			throw new VernierException("The model \"" + description.id() + "\" brings no test " + kind + " " + index +
				": it cannot be verified.");
		return NpyTensor.parse(files.read(names.get(index), MAX_TEST_BYTES), "The file \"" + names.get(index) + "\" of " +
			files.where());
	}
}

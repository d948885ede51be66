package vernier.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import vernier.image.VernierException;

/**
 * An ONNX network as a list of operations (IR specification, github.com/onnx/onnx/blob/main/docs/IR.md), without its
 * weights. Read with a reader of our own, because protobuf libraries of other versions are common in Fiji.
 *
 * @param irVersion version of the file format
 * @param opsets operator set version by domain; the ONNX standard's domain is the empty string
 * @param producer program that wrote the file
 * @param name name of the graph
 * @param nodes operations, each after those it reads from
 * @param initializers constant tensors by name
 * @param inputs inputs without those that are initializers
 * @param outputs outputs
 * @param functions operations inside the model's own functions, each as a graph without inputs
 * @param functionNames "domain:name" of the model's own functions
 */
public record OnnxGraph(long irVersion, Map<String, Long> opsets, String producer, String name, List<OnnxNode> nodes,
	Map<String, OnnxInitializer> initializers, List<OnnxValue> inputs, List<OnnxValue> outputs,
	List<OnnxGraph> functions, Set<String> functionNames)
{

	/** Largest file, bytes. */
	public static final int MAX_BYTES = 512 << 20;

	/**
	 * Reads a graph.
	 *
	 * @param bytes content of a .onnx file
	 * @param what name of the file for error messages
	 * @throws VernierException if the bytes are no ONNX model
	 */
	public static OnnxGraph parse(final byte[] bytes, final String what) {
		if (bytes.length > MAX_BYTES)
			throw new VernierException(what + " has " + (bytes.length >> 20) + " MiB; models of up to " +
				(MAX_BYTES >> 20) + " MiB are accepted.");
		return new OnnxReader().model(new ProtoReader(bytes, what));
	}

	/** Version of the ONNX standard's operator set. */
	public long opset() {
		return opsets.getOrDefault("", 0L);
	}

	/** Names of tensors that this graph, as a part of an operation, reads and does not define. */
	Set<String> captured() {
		final Set<String> names = new LinkedHashSet<>();
		nodes.forEach(node -> names.addAll(node.reads()));
		outputs.forEach(value -> names.add(value.name()));
		nodes.forEach(node -> names.removeAll(node.outputs()));
		inputs.forEach(value -> names.remove(value.name()));
		names.removeAll(initializers.keySet());
		names.remove("");
		return names;
	}

	/**
	 * The input that takes the image: the first with four dimensions (batch, channel, y, x).
	 *
	 * @throws VernierException if there is none
	 */
	public OnnxValue imageInput() {
		if (inputs.isEmpty())
			throw new VernierException("The network has no input; one with four dimensions (batch, channel, y, x) is needed.");
		return inputs.stream().filter(input -> input.rank() == 4).findFirst().orElseThrow(() -> {
			final OnnxValue first = inputs.get(0);
			return new VernierException("The network's input \"" + first.name() + "\" has " + (first.shape() == null
				? "no stated shape" : first.rank() + " dimension(s) " + first.shape()) +
				"; four (batch, channel, y, x) are needed: use a model that takes images.");
		});
	}
}

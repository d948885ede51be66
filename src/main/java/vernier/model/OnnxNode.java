package vernier.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One operation of an ONNX graph.
 *
 * @param name its name, often empty
 * @param op operator type, such as Conv
 * @param domain operator set that it is of; empty for the ONNX standard
 * @param inputs names of the tensors it reads; empty where an optional one is left out
 * @param outputs names of the tensors it makes
 * @param attributes by name
 */
public record OnnxNode(String name, String op, String domain, List<String> inputs, List<String> outputs,
	Map<String, OnnxAttribute> attributes)
{

	/** An int attribute. */
	long integer(final String attribute, final long otherwise) {
		final OnnxAttribute value = attributes.get(attribute);
		return value == null ? otherwise : value.integer();
	}

	/** A string attribute. */
	String text(final String attribute, final String otherwise) {
		final OnnxAttribute value = attributes.get(attribute);
		return value == null ? otherwise : value.text();
	}

	/** An ints attribute, or null. */
	long[] integers(final String attribute) {
		final OnnxAttribute value = attributes.get(attribute);
		return value == null ? null : value.integers().stream().mapToLong(Long::longValue).toArray();
	}

	/** True if the input at an index is given. */
	boolean hasInput(final int index) {
		return index < inputs.size() && !inputs.get(index).isEmpty();
	}

	/** Names of the tensors that its subgraphs (If, Loop, Scan) take from the graph it is in. */
	Set<String> captured() {
		final Set<String> names = new LinkedHashSet<>();
		for (final OnnxAttribute attribute : attributes.values())
			for (final OnnxGraph subgraph : attribute.graphs())
				names.addAll(subgraph.captured());
		return names;
	}

	/** Names of all the tensors it reads: inputs, empty where an optional one is left out, and what its subgraphs take. */
	List<String> reads() {
		final Set<String> captured = captured();
		return captured.isEmpty() ? inputs : Stream.concat(inputs.stream(), captured.stream()).toList();
	}

	/** How error messages call this node. */
	String label() {
		return name.isEmpty() ? op : op + " (node \"" + name + "\")";
	}
}

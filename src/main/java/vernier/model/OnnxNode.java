package vernier.model;

import java.util.List;
import java.util.Map;

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

	/** How error messages call this node. */
	String label() {
		return name.isEmpty() ? op : op + " (node \"" + name + "\")";
	}
}

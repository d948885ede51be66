package vernier.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import vernier.model.GraphTensor.Field;

/** Counts the tensors that are alive at each node, as if all were float32. */
final class LiveMemory {

	private static final int BYTES = 4;

	private final Map<String, OnnxNode> lastUse = new HashMap<>();
	private final Map<String, Double> alive = new HashMap<>();
	private double now;
	private double peak;

	/**
	 * @param nodes operations in their order
	 * @param output tensor that lives to the end
	 */
	LiveMemory(final List<OnnxNode> nodes, final String output) {
		for (final OnnxNode node : nodes)
			node.reads().forEach(name -> lastUse.put(name, node));
		lastUse.remove(output);
	}

	/** A tensor comes to life. */
	void add(final String name, final GraphTensor tensor) {
		final double bytes = tensor instanceof Field field ? field.elementsPerPixel() * BYTES : 0;
		now += bytes;
		alive.put(name, bytes);
	}

	/** A node has run: gives the names of what nobody reads any more. */
	List<String> done(final OnnxNode node) {
		final List<String> dead = new ArrayList<>();
		double freed = 0, largest = 0;
		for (final String name : node.reads())
			if (lastUse.get(name) == node) {
				dead.add(name);
				final Double bytes = alive.remove(name);
				freed += bytes == null ? 0 : bytes;
				largest = Math.max(largest, bytes == null ? 0 : bytes);
			}
		// an element-wise operation writes over an input that is not needed any more
		final boolean inPlace = Elementwise.UNARY.contains(node.op()) || Elementwise.BROADCAST.contains(node.op());
		peak = Math.max(peak, now - (inPlace ? largest : 0));
		now -= freed;
		return dead;
	}

	/** Most bytes alive at one time, per input pixel. */
	long peakBytesPerPixel() {
		return (long) Math.ceil(peak);
	}
}

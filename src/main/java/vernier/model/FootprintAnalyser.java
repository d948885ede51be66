package vernier.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import vernier.image.VernierException;
import vernier.model.AxisMap.NotLocal;
import vernier.model.Footprint.Geometry;
import vernier.model.Footprint.Local;
import vernier.model.Footprint.WholeImage;
import vernier.model.GraphTensor.Field;
import vernier.model.GraphTensor.Fixed;
import vernier.model.GraphTensor.Spatial;

/** Walks a graph from the image to the output and keeps, for every tensor, which pixels its elements read. */
final class FootprintAnalyser {

	private final OnnxGraph graph;
	private final OnnxValue image;
	private final String output;
	private final int channels;
	private final List<OnnxNode> nodes;

	FootprintAnalyser(final OnnxGraph graph) {
		this.graph = graph;
		image = graph.imageInput();
		if (graph.outputs().isEmpty())
			throw new VernierException("The network has no output; one with four dimensions (batch, channel, y, x) is needed.");
		output = graph.outputs().get(0).name();
		channels = channels();
		nodes = needed();
	}

	/** Channels of the image; where they are not stated, those that the first convolution takes. */
	private int channels() {
		final OnnxValue.Dimension stated = image.shape().get(1);
		if (!stated.isFree())
			return (int) Math.min(Integer.MAX_VALUE, stated.size());
		return graph.nodes().stream().filter(node -> node.op().equals("Conv") && node.hasInput(1) && //
			node.inputs().get(0).equals(image.name())).map(node -> channels(node)).filter(count -> count > 0).findFirst()
			.orElse(1);
	}

	private int channels(final OnnxNode convolution) {
		final OnnxInitializer weights = graph.initializers().get(convolution.inputs().get(1));
		if (weights == null || weights.dims().length != 4)
			return 0;
		return (int) (weights.dims()[1] * convolution.integer("group", 1));
	}

	/** The nodes that the output depends on. */
	private List<OnnxNode> needed() {
		final Set<String> wanted = new HashSet<>(Set.of(output));
		final List<OnnxNode> result = new ArrayList<>();
		for (int i = graph.nodes().size() - 1; i >= 0; i--) {
			final OnnxNode node = graph.nodes().get(i);
			if (node.outputs().stream().anyMatch(wanted::contains)) {
				wanted.addAll(node.reads());
				result.add(node);
			}
		}
		Collections.reverse(result);
		return result;
	}

	Footprint analyse() {
		final ImageSpace space = space(false);
		final Walk walk = new Walk(space);
		final Field result = walk.run();
		if (result == null)
			return new WholeImage(geometry(null, 0), space.reason());
		final Geometry geometry = geometry(result, walk.memory.peakBytesPerPixel());
		if (space.reason() != null)
			return new WholeImage(geometry, space.reason());
		Field exact = result;
		if (space.mirrors()) {
			final ImageSpace symmetric = space(true);
			exact = new Walk(symmetric).run();
			if (exact == null)
				return new WholeImage(geometry, symmetric.reason());
		}
		final AxisMap y = ((Spatial) exact.dims().get(2)).map(), x = ((Spatial) exact.dims().get(3)).map();
		return new Local(geometry, x.before(), x.after(), y.before(), y.after());
	}

	private ImageSpace space(final boolean symmetric) {
		return new ImageSpace(image.shape().get(2).size(), image.shape().get(3).size(), graph.opset(), symmetric);
	}

	private Geometry geometry(final Field result, final long bytesPerPixel) {
		final int width = fixed(image.shape().get(3)), height = fixed(image.shape().get(2));
		if (result == null)
			return new Geometry(channels, 0, 0, 0, 1, 0, width, height);
		final AxisMap y = ((Spatial) result.dims().get(2)).map(), x = ((Spatial) result.dims().get(3)).map();
		final int multiple = y.period() / AxisMap.gcd(y.period(), x.period()) * x.period();
		return new Geometry(channels, (int) result.dims().get(1).size(), Math.max(1, y.elements() / y.period()), //
			Math.max(1, y.period() / y.elements()), multiple, bytesPerPixel, width, height);
	}

	private static int fixed(final OnnxValue.Dimension dimension) {
		return (int) Math.max(0, Math.min(Integer.MAX_VALUE, dimension.size()));
	}

	/** One pass over the nodes. */
	private final class Walk {

		private final ImageSpace space;
		private final LiveMemory memory = new LiveMemory(nodes, output);
		private final Map<String, GraphTensor> tensors = new HashMap<>();

		Walk(final ImageSpace space) {
			this.space = space;
		}

		/** The output, or null if it is not known what it is; the reason is then in the image space. */
		Field run() {
			OnnxNode current = null;
			try {
				start();
				for (final OnnxNode node : nodes) {
					current = node;
					step(node);
				}
				return checked(tensors.get(output));
			}
			catch (final NotLocal e) {
				space.whole(e.getMessage());
			}
			catch (final RuntimeException e) {
				// a graph that breaks the rules of its operators; the runtime will say more when it loads it
				space.whole((current == null ? "the graph" : current.label()) + " is not as the ONNX standard has it");
			}
			return null;
		}

		private void start() {
			graph.initializers().forEach((name, tensor) -> tensors.put(name, Operators.tensor(tensor)));
			for (final OnnxValue input : graph.inputs())
				tensors.put(input.name(), input.shape() == null || input.shape().stream().anyMatch(
					OnnxValue.Dimension::isFree) ? Field.UNKNOWN : Field.fixed(input.shape().stream().mapToLong(
						OnnxValue.Dimension::size).toArray()));
			final Field pixels = new Field(List.of(new Fixed(Math.max(1, image.shape().get(0).size())), //
				new Fixed(channels), space.image(0), space.image(1)));
			tensors.put(image.name(), pixels);
			memory.add(image.name(), pixels);
		}

		private void step(final OnnxNode node) {
			for (final String name : node.reads())
				if (!name.isEmpty() && !tensors.containsKey(name))
					throw new NotLocal(node.label() + " reads \"" + name + "\", which no operation before it gives");
			if (node.captured().stream().anyMatch(name -> tensors.get(name) instanceof Field field && field.isSpatial()))
				throw new NotLocal("the pixels that operator " + node.op() + " reads are not known");
			final List<GraphTensor> inputs = new ArrayList<>();
			node.inputs().forEach(name -> inputs.add(name.isEmpty() ? null : tensors.get(name)));
			final List<? extends GraphTensor> results = Operators.apply(new OpCall(node, inputs, space));
			for (int i = 0; i < Math.min(results.size(), node.outputs().size()); i++) {
				tensors.put(node.outputs().get(i), results.get(i));
				memory.add(node.outputs().get(i), results.get(i));
			}
			memory.done(node).forEach(tensors::remove);
		}

		private Field checked(final GraphTensor tensor) {
			if (!(tensor instanceof Field field) || !field.isSpatial() || field.rank() != 4)
				throw new NotLocal("its output is no image");
			if (!(field.dims().get(1) instanceof Fixed) || !(field.dims().get(2) instanceof Spatial y && y.axis() == 0) ||
				!(field.dims().get(3) instanceof Spatial x && x.axis() == 1))
				throw new NotLocal("its output has not the axes batch, channel, y, x");
			if (!y.map().hasScaleOf(x.map()) || y.map().elements() % y.map().period() != 0 && //
				y.map().period() % y.map().elements() != 0)
				throw new NotLocal("its output is not the image enlarged or reduced by a whole number");
			if (space.offset(y) != 0 || space.offset(x) != 0)
				space.whole("its output differs in size from the enlarged image by " + space.offset(y) + " rows and " +
					space.offset(x) + " columns");
			return field;
		}
	}
}

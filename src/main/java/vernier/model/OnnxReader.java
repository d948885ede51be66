package vernier.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes an {@link OnnxGraph} of ONNX messages; field numbers are those of onnx.proto3. */
final class OnnxReader {

	/** Graphs within graphs; real ones have two or three. */
	private static final int MAX_DEPTH = 16;

	private final Map<String, Long> opsets = new LinkedHashMap<>();
	private int depth;

	/** Reads ModelProto. */
	OnnxGraph model(final ProtoReader reader) {
		long irVersion = 0;
		String producer = "";
		OnnxGraph graph = null;
		final List<OnnxGraph> functions = new ArrayList<>();
		final Set<String> functionNames = new LinkedHashSet<>();
		while (reader.next())
			switch (reader.field()) {
				case 1 -> irVersion = reader.integer();
				case 2 -> producer = reader.text();
				case 7 -> {
					// what is read and checked would be the last one, what is run all of them
					if (graph != null)
						throw reader.malformed("it has two graphs");
					graph = graph(reader.message());
				}
				case 8 -> opset(reader.message());
				case 25 -> functions.add(function(reader.message(), functionNames));
				default -> reader.skip();
			}
		if (graph == null)
			throw reader.malformed("it has no graph");
		if (irVersion <= 0 || opsets.isEmpty())
			throw reader.malformed("it states no version");
		return new OnnxGraph(irVersion, Collections.unmodifiableMap(opsets), producer, graph.name(), graph.nodes(), //
			graph.initializers(), graph.inputs(), graph.outputs(), List.copyOf(functions), //
			Collections.unmodifiableSet(functionNames));
	}

	private void opset(final ProtoReader reader) {
		String domain = "";
		long version = 0;
		while (reader.next())
			switch (reader.field()) {
				case 1 -> domain = reader.text();
				case 2 -> version = reader.integer();
				default -> reader.skip();
			}
		// the standard's domain has two spellings
		opsets.put(domain.equals("ai.onnx") ? "" : domain, version);
	}

	private OnnxGraph function(final ProtoReader reader, final Set<String> names) {
		String name = "", domain = "";
		final List<OnnxNode> nodes = new ArrayList<>();
		while (reader.next())
			switch (reader.field()) {
				case 1 -> name = reader.text();
				case 7 -> nodes.add(node(reader.message()));
				case 10 -> domain = reader.text();
				default -> reader.skip();
			}
		names.add(domain + ":" + name);
		return new OnnxGraph(0, Map.of(), "", name, nodes, Map.of(), List.of(), List.of(), List.of(), Set.of());
	}

	private OnnxGraph graph(final ProtoReader reader) {
		if (++depth > MAX_DEPTH)
			throw reader.malformed("graphs within graphs, " + depth + " deep");
		String name = "";
		final List<OnnxNode> nodes = new ArrayList<>();
		final Map<String, OnnxInitializer> initializers = new LinkedHashMap<>();
		final List<OnnxValue> inputs = new ArrayList<>(), outputs = new ArrayList<>();
		while (reader.next())
			switch (reader.field()) {
				case 1 -> nodes.add(node(reader.message()));
				case 2 -> name = reader.text();
				case 5 -> {
					final OnnxInitializer tensor = tensor(reader.message());
					initializers.put(tensor.name(), tensor);
				}
				case 15 -> {
					final OnnxInitializer tensor = sparse(reader.message());
					initializers.put(tensor.name(), tensor);
				}
				case 11 -> inputs.add(value(reader.message()));
				case 12 -> outputs.add(value(reader.message()));
				default -> reader.skip();
			}
		depth--;
		// files before IR version 4 list every initializer as an input, too
		inputs.removeIf(input -> initializers.containsKey(input.name()));
		return new OnnxGraph(0, Map.of(), "", name, Collections.unmodifiableList(nodes), //
			Collections.unmodifiableMap(initializers), List.copyOf(inputs), List.copyOf(outputs), List.of(), Set.of());
	}

	private OnnxNode node(final ProtoReader reader) {
		String name = "", op = "", domain = "";
		final List<String> inputs = new ArrayList<>(), outputs = new ArrayList<>();
		final Map<String, OnnxAttribute> attributes = new LinkedHashMap<>();
		while (reader.next())
			switch (reader.field()) {
				case 1 -> inputs.add(reader.text());
				case 2 -> outputs.add(reader.text());
				case 3 -> name = reader.text();
				case 4 -> op = reader.text();
				case 5 -> {
					final OnnxAttribute attribute = attribute(reader.message());
					attributes.put(attribute.name(), attribute);
				}
				case 7 -> domain = reader.text();
				default -> reader.skip();
			}
		return new OnnxNode(name, op, domain.equals("ai.onnx") ? "" : domain, List.copyOf(inputs), //
			List.copyOf(outputs), attributes.isEmpty() ? Map.of() : Collections.unmodifiableMap(attributes));
	}

	private OnnxAttribute attribute(final ProtoReader reader) {
		String name = "", text = "";
		long integer = 0;
		double number = 0;
		final List<Long> integers = new ArrayList<>();
		final List<Double> numbers = new ArrayList<>();
		final List<OnnxInitializer> tensors = new ArrayList<>();
		final List<OnnxGraph> graphs = new ArrayList<>();
		while (reader.next())
			switch (reader.field()) {
				case 1 -> name = reader.text();
				case 2 -> number = reader.number();
				case 3 -> integer = reader.integer();
				case 4 -> text = reader.text();
				case 5, 10 -> tensors.add(tensor(reader.message()));
				case 6, 11 -> graphs.add(graph(reader.message()));
				case 7 -> reader.numbers(numbers);
				case 8 -> reader.integers(integers);
				case 22, 23 -> tensors.add(sparse(reader.message()));
				default -> reader.skip();
			}
		return new OnnxAttribute(name, integer, number, text, integers, numbers, tensors, graphs);
	}

	private static OnnxValue value(final ProtoReader reader) {
		String name = "";
		final int[] type = { 0 };
		List<OnnxValue.Dimension> shape = null;
		while (reader.next())
			switch (reader.field()) {
				case 1 -> name = reader.text();
				case 2 -> shape = type(reader.message(), type);
				default -> reader.skip();
			}
		return new OnnxValue(name, type[0], shape);
	}

	private static List<OnnxValue.Dimension> type(final ProtoReader reader, final int[] type) {
		List<OnnxValue.Dimension> shape = null;
		while (reader.next())
			if (reader.field() == 1) {
				final ProtoReader tensor = reader.message();
				while (tensor.next())
					switch (tensor.field()) {
						case 1 -> type[0] = (int) tensor.integer();
						case 2 -> shape = shape(tensor.message());
						default -> tensor.skip();
					}
			}
			else
				reader.skip();
		return shape;
	}

	private static List<OnnxValue.Dimension> shape(final ProtoReader reader) {
		final List<OnnxValue.Dimension> shape = new ArrayList<>();
		while (reader.next())
			if (reader.field() == 1) {
				final ProtoReader dimension = reader.message();
				long size = -1;
				String symbol = "";
				while (dimension.next())
					switch (dimension.field()) {
						case 1 -> size = dimension.integer();
						case 2 -> symbol = dimension.text();
						default -> dimension.skip();
					}
				shape.add(new OnnxValue.Dimension(Math.max(-1, size), symbol));
			}
			else
				reader.skip();
		return List.copyOf(shape);
	}

	private static OnnxInitializer tensor(final ProtoReader reader) {
		return new TensorReader().read(reader);
	}

	/** Reads SparseTensorProto: the elements that are not zero and where they are; both may lie in other files. */
	private static OnnxInitializer sparse(final ProtoReader reader) {
		String name = "";
		int type = 0;
		String file = null;
		final List<Long> dims = new ArrayList<>();
		while (reader.next())
			switch (reader.field()) {
				case 1, 2 -> {
					final boolean values = reader.field() == 1;
					final OnnxInitializer part = tensor(reader.message());
					file = part.externalFile() == null ? file : part.externalFile();
					name = values ? part.name() : name;
					type = values ? part.dataType() : type;
				}
				case 3 -> reader.integers(dims);
				default -> reader.skip();
			}
		return new OnnxInitializer(name, dims.stream().mapToLong(Long::longValue).toArray(), type, null, file);
	}
}

package vernier.model;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import vernier.model.AxisMap.NotLocal;
import vernier.model.GraphTensor.Field;
import vernier.model.GraphTensor.Numbers;

/** What each ONNX operator does to shapes and to the pixels that are read. */
final class Operators {

	/** Operators of ONNX Runtime's own set that are understood. */
	private static final Set<String> CONTRIBUTED = Set.of("BiasGelu", "FastGelu", "FusedConv", "Gelu", "QuickGelu");

	private static final Set<String> RANDOM = Set.of("Bernoulli", "Multinomial", "RandomNormal", "RandomNormalLike",
		"RandomUniform", "RandomUniformLike");

	private Operators() {}

	/** The outputs of a node. */
	static List<? extends GraphTensor> apply(final OpCall call) {
		final OnnxNode node = call.node();
		final boolean known = node.domain().isEmpty() || node.domain().equals("com.microsoft") && //
			CONTRIBUTED.contains(node.op());
		if (!known)
			throw new NotLocal("operator " + node.domain() + "." + node.op() + " is not known");
		if (RANDOM.contains(node.op()))
			throw new NotLocal(node.label() + " gives other numbers in every tile");
		final Numbers numbers = NumberOps.apply(call);
		if (numbers != null) {
			call.space().spend(numbers.values().length);
			return List.of(numbers);
		}
		return switch (node.op()) {
			case "Shape" -> List.of(shape(call));
			case "Constant" -> List.of(constant(node));
			case "Split" -> LayoutOps.split(call);
			case "Dropout" -> List.of(call.field(0), Field.UNKNOWN);
			case "BatchNormalization" -> List.of(WholeOps.batchNormalization(call));
			case "DynamicQuantizeLinear" -> {
				if (!call.isUniform())
					call.whole("takes its scale from the whole image");
				yield List.of(call.field(0), Field.fixed(), Field.fixed());
			}
			default -> List.of(call.isUniform() ? uniform(call) : spatial(call));
		};
	}

	/** A tensor without image axes: its shape matters only where pixels meet it. */
	private static Field uniform(final OpCall call) {
		try {
			return spatial(call);
		}
		catch (final NotLocal e) {
			return Field.UNKNOWN;
		}
	}

	private static Field spatial(final OpCall call) {
		final String op = call.node().op();
		if (Elementwise.UNARY.contains(op))
			return Elementwise.unary(call);
		if (Elementwise.BROADCAST.contains(op))
			return Elementwise.broadcast(call);
		if (op.startsWith("Reduce"))
			return WholeOps.reduce(call);
		return switch (op) {
			case "Conv", "FusedConv", "ConvInteger" -> WindowOps.convolution(call, 1);
			case "QLinearConv" -> WindowOps.convolution(call, 3);
			case "ConvTranspose" -> WindowOps.transposed(call);
			case "MaxPool", "AveragePool", "LpPool" -> WindowOps.pooling(call);
			case "SpaceToDepth" -> WindowOps.spaceToDepth(call);
			case "DepthToSpace" -> WindowOps.depthToSpace(call);
			case "Resize", "Upsample" -> ResizeOp.apply(call);
			case "Reshape" -> ReshapeOp.apply(call);
			case "Flatten" -> ReshapeOp.flatten(call);
			case "Transpose" -> LayoutOps.transpose(call);
			case "Concat" -> LayoutOps.concat(call);
			case "Slice" -> LayoutOps.slice(call);
			case "Pad" -> LayoutOps.pad(call);
			case "Squeeze" -> LayoutOps.squeeze(call);
			case "Unsqueeze" -> LayoutOps.unsqueeze(call);
			case "Gather" -> LayoutOps.gather(call);
			case "Expand" -> LayoutOps.expand(call);
			// the zero points and scales are constants
			case "QuantizeLinear", "DequantizeLinear" -> call.field(0);
			case "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool" -> WholeOps.globalPool(call);
			case "InstanceNormalization", "GroupNormalization" -> WholeOps.instanceNormalization(call);
			case "LayerNormalization", "RMSNormalization" -> WholeOps.layerNormalization(call);
			case "MeanVarianceNormalization" -> WholeOps.along(call, 0, 2, 3);
			case "LRN" -> WholeOps.along(call, 1);
			case "LpNormalization" -> WholeOps.along(call, call.axis(call.node().integer("axis", -1), call.field(0).rank()));
			case "CumSum" -> WholeOps.along(call, call.axis(call.numbers(1, "axis").integers()[0], call.field(0).rank()));
			case "Softmax", "LogSoftmax", "Hardmax" -> WholeOps.softmax(call);
			case "ArgMax", "ArgMin" -> WholeOps.argument(call);
			case "MatMul" -> WholeOps.matrixProduct(call);
			default -> throw new NotLocal("the pixels that operator " + op + " reads are not known");
		};
	}

	private static GraphTensor shape(final OpCall call) {
		final Field field = call.field(0);
		if (!field.isSpatial() && field.equals(Field.UNKNOWN))
			return Field.UNKNOWN;
		final long[] shape = field.shape();
		final int start = clamped(call.node().integer("start", 0), shape.length);
		final int end = clamped(call.node().integer("end", shape.length), shape.length);
		final long[] part = Arrays.copyOfRange(shape, start, Math.max(start, end));
		return Numbers.of(true, Arrays.stream(part).asDoubleStream().toArray());
	}

	private static int clamped(final long index, final int rank) {
		return (int) Math.max(0, Math.min(rank, index < 0 ? index + rank : index));
	}

	private static GraphTensor constant(final OnnxNode node) {
		for (final OnnxAttribute value : node.attributes().values())
			switch (value.name()) {
				case "value" -> {
					return tensor(value.tensors().get(0));
				}
				case "value_int" -> {
					return new Numbers(new long[0], new double[] { value.integer() }, true);
				}
				case "value_float" -> {
					return new Numbers(new long[0], new double[] { value.number() }, false);
				}
				case "value_ints" -> {
					return Numbers.of(true, value.integers().stream().mapToDouble(Long::doubleValue).toArray());
				}
				case "value_floats" -> {
					return Numbers.of(false, value.numbers().stream().mapToDouble(Double::doubleValue).toArray());
				}
				default -> {}
			}
		return Field.UNKNOWN;
	}

	/** A constant tensor. */
	static GraphTensor tensor(final OnnxInitializer tensor) {
		return tensor.values() == null ? Field.fixed(tensor.dims()) //
			: new Numbers(tensor.dims(), tensor.values(), tensor.isInteger());
	}
}

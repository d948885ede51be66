package vernier.model;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

import vernier.model.GraphTensor.Numbers;

/**
 * Arithmetic of shapes: exporters compute the sizes for Reshape and Resize by small integer tensors. Scalars and lists
 * only; null where a result is not computed.
 */
final class NumberOps {

	private NumberOps() {}

	/** The result of an operation on known numbers, or null. */
	static Numbers apply(final OpCall call) {
		final OnnxNode node = call.node();
		if (call.inputs().isEmpty() || !(call.inputs().get(0) instanceof Numbers a))
			return null;
		final Numbers b = call.has(1) && call.inputs().get(1) instanceof Numbers numbers ? numbers : null;
		return switch (node.op()) {
			case "Identity" -> a;
			case "Cast" -> cast(a, node.integer("to", 0));
			case "Floor" -> map(a, Math::floor);
			case "Ceil" -> map(a, Math::ceil);
			case "Neg" -> map(a, value -> -value);
			case "Sqrt" -> map(a, Math::sqrt);
			case "Squeeze" -> reshaped(a, LayoutOps.squeeze(call));
			case "Unsqueeze" -> reshaped(a, LayoutOps.unsqueeze(call));
			case "Reshape" -> reshaped(a, ReshapeOp.apply(call));
			case "Add" -> combine(a, b, (x, y) -> x + y);
			case "Sub" -> combine(a, b, (x, y) -> x - y);
			case "Mul" -> combine(a, b, (x, y) -> x * y);
			case "Div" -> combine(a, b, a.integer() ? (x, y) -> (long) x / (long) y : (x, y) -> x / y);
			case "Mod" -> combine(a, b, (x, y) -> x - Math.floor(x / y) * y);
			case "Max" -> call.inputs().size() == 2 ? combine(a, b, Math::max) : null;
			case "Min" -> call.inputs().size() == 2 ? combine(a, b, Math::min) : null;
			case "Equal" -> combine(a, b, (x, y) -> x == y ? 1 : 0);
			case "Where" -> where(a, b, call.has(2) ? call.inputs().get(2) : null);
			case "Concat" -> concat(call);
			case "Gather" -> b == null || !a.isList() ? null : gather(a, b);
			case "Slice" -> a.isList() ? slice(call, a) : null;
			case "ConstantOfShape" -> constantOfShape(node, a);
			default -> null;
		};
	}

	private static Numbers map(final Numbers a, final DoubleUnaryOperator operator) {
		return new Numbers(a.shape(), Arrays.stream(a.values()).map(operator).toArray(), a.integer());
	}

	private static Numbers reshaped(final Numbers a, final GraphTensor.Field shape) {
		return new Numbers(shape.shape(), a.values(), a.integer());
	}

	private static Numbers cast(final Numbers a, final long type) {
		final boolean integer = type != 1 && type != 10 && type != 11;
		return new Numbers(a.shape(), integer ? Arrays.stream(a.values()).map(value -> (long) value).toArray() //
			: a.values(), integer);
	}

	private static Numbers combine(final Numbers a, final Numbers b, final DoubleBinaryOperator operator) {
		// anything else is broadcast by shape alone
		if (b == null || !Arrays.equals(a.shape(), b.shape()) && !a.isSingleFor(b) && !b.isSingleFor(a))
			return null;
		final Numbers larger = a.isSingleFor(b) ? b : a;
		final double[] values = new double[larger.values().length];
		Arrays.setAll(values, i -> operator.applyAsDouble(at(a, i), at(b, i)));
		return new Numbers(larger.shape(), values, a.integer());
	}

	private static double at(final Numbers numbers, final int index) {
		return numbers.values()[numbers.values().length == 1 ? 0 : index];
	}

	private static Numbers where(final Numbers condition, final Numbers yes, final GraphTensor otherwise) {
		if (yes == null || !(otherwise instanceof Numbers no) || !Arrays.equals(condition.shape(), yes.shape()) || //
			!Arrays.equals(no.shape(), yes.shape()))
			return null;
		final double[] values = new double[yes.values().length];
		Arrays.setAll(values, i -> condition.values()[i] != 0 ? yes.values()[i] : no.values()[i]);
		return new Numbers(yes.shape(), values, yes.integer());
	}

	private static Numbers concat(final OpCall call) {
		if (!call.inputs().stream().allMatch(part -> part instanceof Numbers numbers && numbers.isList()))
			return null;
		final double[] values = call.inputs().stream().flatMapToDouble(part -> Arrays.stream(((Numbers) part).values()))
			.toArray();
		return values.length > OnnxInitializer.MAX_VALUES ? null
			: Numbers.of(((Numbers) call.inputs().get(0)).integer(), values);
	}

	private static Numbers gather(final Numbers a, final Numbers indices) {
		final int size = a.values().length;
		return new Numbers(indices.shape(), Arrays.stream(indices.values()).map(i -> a.values()[(int) (i < 0 ? i + size
			: i)]).toArray(), a.integer());
	}

	private static Numbers slice(final OpCall call, final Numbers a) {
		final long start = call.integers("starts", 1, "range")[0], end = call.integers("ends", 2, "range")[0];
		final long step = call.has(4) ? call.numbers(4, "steps").integers()[0] : 1;
		final int size = a.values().length;
		final int count = (int) LayoutOps.sliced(size, start, end, step);
		final long first = Math.max(0, Math.min(step > 0 ? size : size - 1L, start < 0 ? start + size : start));
		final double[] values = new double[count];
		Arrays.setAll(values, i -> a.values()[(int) (first + i * step)]);
		return Numbers.of(a.integer(), values);
	}

	private static Numbers constantOfShape(final OnnxNode node, final Numbers shape) {
		long count = 1;
		for (final long size : shape.integers())
			count = Math.multiplyExact(count, size);
		if (count < 0 || count > OnnxInitializer.MAX_VALUES)
			return null;
		final OnnxAttribute value = node.attributes().get("value");
		final double[] values = new double[(int) count];
		final double[] fill = value == null || value.tensors().isEmpty() ? null : value.tensors().get(0).values();
		Arrays.fill(values, fill == null || fill.length == 0 ? 0 : fill[0]);
		return new Numbers(shape.integers(), values, value != null && fill != null && value.tensors().get(0).isInteger());
	}
}

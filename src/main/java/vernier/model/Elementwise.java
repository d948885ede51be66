package vernier.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import vernier.model.AxisMap.NotLocal;
import vernier.model.GraphTensor.Dim;
import vernier.model.GraphTensor.Field;
import vernier.model.GraphTensor.Fixed;
import vernier.model.GraphTensor.Spatial;

/** Operations that compute each element from those at the same place. */
final class Elementwise {

	/** With one tensor of the image's shape; further inputs are small constants. */
	static final Set<String> UNARY = Set.of("Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "Cast", "Ceil",
		"Celu", "Clip", "Cos", "Cosh", "Elu", "Erf", "Exp", "Floor", "Gelu", "HardSigmoid", "HardSwish", "Identity",
		"ImageScaler", "IsInf", "IsNaN", "LeakyRelu", "Log", "Mish", "Neg", "Not", "QuickGelu", "Reciprocal", "Relu",
		"Round", "Selu", "Shrink", "Sigmoid", "Sign", "Sin", "Sinh", "Softplus", "Softsign", "Sqrt", "Swish", "Tan",
		"Tanh", "ThresholdedRelu");

	/** Broadcast over all inputs. */
	static final Set<String> BROADCAST = Set.of("Add", "And", "BiasGelu", "BitShift", "Div", "Equal", "FastGelu",
		"Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Max", "Mean", "Min", "Mod", "Mul", "Or", "Pow", "PRelu",
		"Sub", "Sum", "Where", "Xor");

	private Elementwise() {}

	/** The first input; the others, such as the bounds of Clip, are the same for all pixels. */
	static Field unary(final OpCall call) {
		final Field field = call.field(0);
		for (int i = 1; i < call.inputs().size(); i++)
			if (field.isSpatial() && call.has(i) && (call.field(i).equals(Field.UNKNOWN) || call.field(i).isSpatial()))
				throw new NotLocal(call.node().label() + " takes its input " + i + " from what may differ from place to place");
		return field;
	}

	/** The result of all given inputs, broadcast. */
	static Field broadcast(final OpCall call) {
		Field result = null;
		for (int i = 0; i < call.inputs().size(); i++)
			if (call.has(i))
				result = result == null ? call.field(i) : merged(call, result, call.field(i));
		return result;
	}

	/** Two tensors broadcast together; where both lie along the image, the result reads what both read. */
	static Field merged(final OpCall call, final Field a, final Field b) {
		final List<Dim> x = new ArrayList<>(a.dims()), y = new ArrayList<>(b.dims());
		while (x.size() < y.size())
			x.add(0, Fixed.ONE);
		while (y.size() < x.size())
			y.add(0, Fixed.ONE);
		final List<Dim> result = new ArrayList<>();
		for (int i = 0; i < x.size(); i++)
			result.add(merged(call, x.get(i), y.get(i)));
		return new Field(Collections.unmodifiableList(result));
	}

	private static Dim merged(final OpCall call, final Dim a, final Dim b) {
		if (b.equals(Fixed.ONE))
			return a;
		if (a.equals(Fixed.ONE))
			return b;
		if (a instanceof Spatial p && b instanceof Spatial q) {
			if (p.axis() == q.axis() && p.size() == q.size() && p.map().hasScaleOf(q.map()))
				return new Spatial(p.axis(), p.size(), call.space().union(p.map(), q.map()));
		}
		else if (a.size() == b.size()) {
			if (a instanceof Fixed && b instanceof Fixed)
				return a;
			call.whole("uses a constant map of the image's size");
			return a instanceof Spatial ? a : b;
		}
		throw new NotLocal(call.node().label() + " joins tensors of " + a.size() + " and " + b.size() + " elements");
	}
}

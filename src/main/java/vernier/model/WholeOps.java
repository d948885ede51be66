package vernier.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import vernier.model.AxisMap.NotLocal;
import vernier.model.GraphTensor.Dim;
import vernier.model.GraphTensor.Field;
import vernier.model.GraphTensor.Fixed;
import vernier.model.GraphTensor.Spatial;

/** Operations that read all of an axis: reductions, normalisations, matrix products. Along channels they are local. */
final class WholeOps {

	private WholeOps() {}

	/** Global pooling over all axes but batch and channel. */
	static Field globalPool(final OpCall call) {
		final Field field = call.field(0);
		return reduced(call, field, IntStream.range(2, field.rank()).toArray(), true);
	}

	/** ReduceMean, ReduceMax and so on. */
	static Field reduce(final OpCall call) {
		final Field field = call.field(0);
		final long[] axes = call.integers("axes", 1, "axes");
		if ((axes == null || axes.length == 0) && call.node().integer("noop_with_empty_axes", 0) == 1)
			return field;
		return reduced(call, field, call.axes(axes == null || axes.length == 0 ? null : axes, field.rank()),
			call.node().integer("keepdims", 1) == 1);
	}

	/** ArgMax and ArgMin. */
	static Field argument(final OpCall call) {
		final Field field = call.field(0);
		return reduced(call, field, new int[] { call.axis(call.node().integer("axis", 0), field.rank()) }, //
			call.node().integer("keepdims", 1) == 1);
	}

	private static Field reduced(final OpCall call, final Field field, final int[] axes, final boolean keep) {
		if (OpCall.anySpatial(field, axes))
			call.whole("combines all pixels of the image");
		final List<Dim> dims = new ArrayList<>();
		for (int i = 0; i < field.rank(); i++) {
			final int axis = i;
			if (Arrays.stream(axes).noneMatch(a -> a == axis))
				dims.add(field.dims().get(i));
			else if (keep)
				dims.add(Fixed.ONE);
		}
		return new Field(dims);
	}

	/** An operation that keeps the shape and combines elements along some axes. */
	static Field along(final OpCall call, final int... axes) {
		final Field field = call.field(0);
		if (OpCall.anySpatial(field, axes))
			call.whole("combines all pixels of the image");
		return field;
	}

	/** Softmax and its kin: one axis, or before operator set 13 all axes from it on. */
	static Field softmax(final OpCall call) {
		final boolean old = call.space().opset() < 13;
		final int rank = call.field(0).rank();
		final int axis = call.axis(call.node().integer("axis", old ? 1 : -1), rank);
		return along(call, old ? IntStream.range(axis, rank).toArray() : new int[] { axis });
	}

	/** Layer normalisation: over the last axes. */
	static Field layerNormalization(final OpCall call) {
		final int rank = call.field(0).rank();
		return along(call, IntStream.range(call.axis(call.node().integer("axis", -1), rank), rank).toArray());
	}

	/** Instance and group normalisation: over all axes but batch and channel. */
	static Field instanceNormalization(final OpCall call) {
		return along(call, IntStream.range(2, call.field(0).rank()).toArray());
	}

	/** Batch normalisation is a scale and shift per channel, except in training. */
	static Field batchNormalization(final OpCall call) {
		return call.node().integer("training_mode", 0) == 1 ? along(call, 0, 2, 3) : call.field(0);
	}

	/** Matrix product with weights along the last axis: a linear layer for each pixel. */
	static Field matrixProduct(final OpCall call) {
		final Field left = call.field(0), right = call.field(1);
		if (right.isSpatial() || left.dims().get(left.rank() - 1) instanceof Spatial)
			throw new NotLocal(call.node().label() + " multiplies pixels with pixels (attention)");
		if (right.rank() != 2 && left.isSpatial())
			throw new NotLocal(call.node().label() + " is no linear layer");
		return right.rank() == 2 ? left.with(left.rank() - 1, right.dims().get(1)) : Field.UNKNOWN;
	}
}

package vernier.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import vernier.model.AxisMap.NotLocal;
import vernier.model.GraphTensor.Dim;
import vernier.model.GraphTensor.Field;
import vernier.model.GraphTensor.Numbers;
import vernier.model.GraphTensor.Spatial;

/**
 * A node with the tensors it reads.
 *
 * @param node the node
 * @param inputs its inputs; null where one is left out
 * @param space the image axes
 */
record OpCall(OnnxNode node, List<GraphTensor> inputs, ImageSpace space) {

	/** True if the input at an index is given. */
	boolean has(final int index) {
		return index < inputs.size() && inputs.get(index) != null;
	}

	GraphTensor input(final int index) {
		if (!has(index))
			throw new NotLocal(node.label() + " lacks its input " + index);
		return inputs.get(index);
	}

	Field field(final int index) {
		return GraphTensor.field(input(index));
	}

	/** True if no input has an image axis. */
	boolean isUniform() {
		return inputs.stream().noneMatch(tensor -> tensor instanceof Field field && field.isSpatial());
	}

	/** The input as known numbers; what says what they are for. */
	Numbers numbers(final int index, final String what) {
		if (input(index) instanceof Numbers numbers)
			return numbers;
		throw new NotLocal(node.label() + " takes its " + what + " from the image or from another input");
	}

	/** Integers that older operator sets have as attribute and newer ones as input; null if neither is given. */
	long[] integers(final String attribute, final int index, final String what) {
		final long[] given = node.integers(attribute);
		if (given != null)
			return given;
		return has(index) ? numbers(index, what).integers() : null;
	}

	/** Axes, counted from 0; what is given by default if none are named. */
	int[] axes(final long[] axes, final int rank) {
		return axes == null ? IntStream.range(0, rank).toArray() : Arrays.stream(axes).mapToInt(a -> axis(a, rank))
			.toArray();
	}

	/** An axis that may be counted from the end. */
	int axis(final long axis, final int rank) {
		final long positive = axis < 0 ? axis + rank : axis;
		if (positive < 0 || positive >= rank)
			throw new NotLocal(node.label() + " names axis " + axis + " of " + rank);
		return (int) positive;
	}

	/** A number of the graph that must be small. */
	int bounded(final long value, final long least, final long most) {
		if (value < least || value > most)
			throw new NotLocal(node.label() + " has the value " + value + " where " + least + " to " + most + " is expected");
		return (int) value;
	}

	/** The image axis at an index. */
	Spatial spatial(final Field field, final int index) {
		if (index < field.rank() && field.dims().get(index) instanceof Spatial spatial)
			return spatial;
		throw new NotLocal(node.label() + " works along an axis that is not one of the image's");
	}

	/** Notes that the node reads the whole image. */
	void whole(final String how) {
		space.whole(node.label() + " " + how);
	}

	/** True if any of the dimensions is along an image axis. */
	static boolean anySpatial(final Field field, final int[] axes) {
		return Arrays.stream(axes).mapToObj(field.dims()::get).anyMatch(Spatial.class::isInstance);
	}

	/** The field with another size of a dimension that is not along an image axis. */
	Field resized(final Field field, final int axis, final long size) {
		final Dim dim = field.dims().get(axis);
		if (dim instanceof Spatial)
			throw new NotLocal(node.label() + " changes an image axis in a way that depends on the image's size");
		return field.with(axis, new GraphTensor.Fixed(size));
	}
}

package vernier.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import vernier.model.AxisMap.NotLocal;
import vernier.model.GraphTensor.Dim;
import vernier.model.GraphTensor.Field;
import vernier.model.GraphTensor.Fixed;
import vernier.model.GraphTensor.Spatial;

/** Operations that move elements without computing: transpose, concatenate, split, slice, pad. */
final class LayoutOps {

	private static final int MAX_SHIFT = 1 << 20;

	private LayoutOps() {}

	static Field transpose(final OpCall call) {
		final Field field = call.field(0);
		final long[] order = call.node().integers("perm");
		final List<Dim> dims = new ArrayList<>();
		for (int i = 0; i < field.rank(); i++)
			dims.add(field.dims().get(order == null ? field.rank() - 1 - i : call.axis(order[i], field.rank())));
		return new Field(dims);
	}

	static Field unsqueeze(final OpCall call) {
		final Field field = call.field(0);
		final long[] given = call.integers("axes", 1, "axes");
		final int[] axes = call.axes(given, field.rank() + given.length);
		final List<Dim> dims = new ArrayList<>(field.dims());
		Arrays.sort(axes);
		for (final int axis : axes)
			dims.add(axis, Fixed.ONE);
		return new Field(dims);
	}

	static Field squeeze(final OpCall call) {
		final Field field = call.field(0);
		final int[] axes = call.axes(call.integers("axes", 1, "axes"), field.rank());
		final List<Dim> dims = new ArrayList<>();
		for (int i = 0; i < field.rank(); i++) {
			final int axis = i;
			if (!(field.dims().get(i).equals(Fixed.ONE) && Arrays.stream(axes).anyMatch(a -> a == axis)))
				dims.add(field.dims().get(i));
		}
		return new Field(dims);
	}

	static Field concat(final OpCall call) {
		Field result = call.field(0);
		final int axis = call.axis(call.node().integer("axis", 1), result.rank());
		long size = 0;
		for (int i = 0; i < call.inputs().size(); i++) {
			final Field field = call.field(i);
			if (field.dims().get(axis) instanceof Spatial)
				throw new NotLocal(call.node().label() + " joins images side by side");
			size += field.dims().get(axis).size();
			result = Elementwise.merged(call, result.with(axis, Fixed.ONE), field.with(axis, Fixed.ONE));
		}
		return result.with(axis, new Fixed(size));
	}

	static List<Field> split(final OpCall call) {
		final Field field = call.field(0);
		final int axis = call.axis(call.node().integer("axis", 0), field.rank());
		final int parts = call.node().outputs().size();
		final long[] sizes = call.integers("split", 1, "sizes");
		final long whole = field.dims().get(axis).size();
		final long each = (whole + parts - 1) / parts;
		final List<Field> result = new ArrayList<>();
		for (int i = 0; i < parts; i++)
			result.add(call.resized(field, axis, sizes == null ? Math.min(each, whole - i * each) : sizes[i]));
		return result;
	}

	static Field slice(final OpCall call) {
		Field field = call.field(0);
		final long[] starts = call.integers("starts", 1, "range"), ends = call.integers("ends", 2, "range");
		final int[] axes = call.axes(call.integers("axes", 3, "axes"), field.rank());
		final long[] steps = call.has(4) ? call.numbers(4, "steps").integers() : null;
		for (int i = 0; i < starts.length; i++) {
			final long step = steps == null ? 1 : steps[i];
			final Dim dim = field.dims().get(axes[i]);
			field = field.with(axes[i], dim instanceof Spatial spatial ? slice(call, spatial, starts[i], ends[i], step)
				: new Fixed(sliced(dim.size(), starts[i], ends[i], step)));
		}
		return field;
	}

	private static Spatial slice(final OpCall call, final Spatial dim, final long start, final long end,
		final long step)
	{
		if (start < 0 || end > 0 && end < dim.size() || step < 1)
			throw new NotLocal(call.node().label() + " cuts out a part that depends on the image's size");
		final int first = call.bounded(start, 0, MAX_SHIFT), stride = call.bounded(step, 1, 1024);
		return call.space().next(dim, 1, stride, sliced(dim.size(), start, end, step), //
			index -> new long[] { index * stride + first });
	}

	/** Size after slicing, by the rules of the ONNX operator. */
	static long sliced(final long size, final long start, final long end, final long step) {
		if (step == 0)
			throw new ArithmeticException("step 0");
		final long least = step > 0 ? 0 : -1, most = step > 0 ? size : size - 1;
		final long from = Math.max(step > 0 ? 0 : -1, Math.min(most, start < 0 ? Math.max(start, -size) + size : start));
		final long to = Math.max(least, Math.min(most, end < 0 ? Math.max(end, -size - 1) + size : end));
		return Math.max(0, -Math.floorDiv(step > 0 ? from - to : to - from, Math.abs(step)));
	}

	/** Padding; mirrored borders make the reads symmetric. */
	static Field pad(final OpCall call) {
		Field field = call.field(0);
		final OnnxNode node = call.node();
		final long[] old = node.integers("paddings");
		final long[] pads = old != null ? old : call.integers("pads", 1, "widths");
		final int[] axes = call.axes(call.has(3) ? call.numbers(3, "axes").integers() : null, field.rank());
		final String mode = node.text("mode", "constant");
		for (int i = 0; i < axes.length; i++) {
			final int before = call.bounded(pads[i], -MAX_SHIFT, MAX_SHIFT);
			final int after = call.bounded(pads[i + axes.length], -MAX_SHIFT, MAX_SHIFT);
			if (before == 0 && after == 0)
				continue;
			final Dim dim = field.dims().get(axes[i]);
			final long size = dim.size() + before + after;
			if (dim instanceof Spatial spatial)
				field = field.with(axes[i], call.space().next(spatial, 1, 1, size, index -> new long[] { index - before }));
			else
				field = field.with(axes[i], new Fixed(size));
			if (mode.equals("reflect"))
				call.space().mirror();
			else if (!mode.equals("constant") && !mode.equals("edge"))
				call.whole("continues the image from its other side");
		}
		return field;
	}

	static Field gather(final OpCall call) {
		final Field field = call.field(0);
		final int axis = call.axis(call.node().integer("axis", 0), field.rank());
		call.resized(field, axis, 1);
		final List<Dim> dims = new ArrayList<>(field.dims());
		dims.remove(axis);
		dims.addAll(axis, call.field(1).dims());
		return new Field(dims);
	}

	/** Repeats elements along axes of size 1: to a shape. */
	static Field expand(final OpCall call) {
		final long[] shape = call.numbers(1, "shape").integers();
		final Field field = call.field(0);
		final List<Dim> dims = new ArrayList<>(field.dims());
		while (dims.size() < shape.length)
			dims.add(0, Fixed.ONE);
		for (int i = 0; i < shape.length; i++) {
			final int axis = dims.size() - shape.length + i;
			if (shape[i] != 1 && shape[i] != dims.get(axis).size()) {
				if (!dims.get(axis).equals(Fixed.ONE))
					throw new NotLocal(call.node().label() + " has shapes that do not fit");
				dims.set(axis, call.space().constantAlong(dims.size() == 4 ? axis - 2 : -1, shape[i]));
			}
		}
		return new Field(dims);
	}
}

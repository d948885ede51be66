package vernier.model;

import java.util.ArrayList;
import java.util.List;

import vernier.model.AxisMap.NotLocal;
import vernier.model.GraphTensor.Dim;
import vernier.model.GraphTensor.Field;
import vernier.model.GraphTensor.Fixed;
import vernier.model.GraphTensor.Spatial;

/**
 * Reshape: old and new dimensions are matched in groups of equal products. A group may hold one image axis, which is
 * cut into blocks (pixel unshuffle) or merged with the parts of its elements (pixel shuffle); joining two image axes
 * makes a list of pixels, which cannot be cut into tiles.
 */
final class ReshapeOp {

	private final OpCall call;
	private final List<Dim> result = new ArrayList<>();

	private ReshapeOp(final OpCall call) {
		this.call = call;
	}

	static Field apply(final OpCall call) {
		final Field field = call.field(0);
		final long[] target = call.integers("shape", 1, "shape");
		return new ReshapeOp(call).reshape(field.dims(), resolved(call, field, target));
	}

	static Field flatten(final OpCall call) {
		final Field field = call.field(0);
		final long start = call.node().integer("axis", 1);
		final int axis = start == field.rank() ? field.rank() : call.axis(start, field.rank());
		final long[] shape = { 1, 1 };
		for (int i = 0; i < field.rank(); i++)
			shape[i < axis ? 0 : 1] = Math.multiplyExact(shape[i < axis ? 0 : 1], field.dims().get(i).size());
		return new ReshapeOp(call).reshape(field.dims(), shape);
	}

	/** The shape with its 0 (as before) and -1 (what is left) replaced. */
	private static long[] resolved(final OpCall call, final Field field, final long[] target) {
		final long[] shape = target.clone();
		long rest = 1, product = 1;
		for (final long size : field.shape())
			rest = Math.multiplyExact(rest, size);
		int open = -1;
		for (int i = 0; i < shape.length; i++) {
			if (shape[i] == 0 && call.node().integer("allowzero", 0) == 0)
				shape[i] = field.dims().get(i).size();
			if (shape[i] == -1)
				open = i;
			else
				product = Math.multiplyExact(product, shape[i]);
		}
		if (open >= 0)
			shape[open] = rest / product;
		return shape;
	}

	private Field reshape(final List<Dim> from, final long[] to) {
		int i = 0, j = 0;
		while (i < from.size() || j < to.length) {
			final List<Dim> old = new ArrayList<>();
			final List<Long> next = new ArrayList<>();
			long have = 1, want = 1;
			do {
				// sizes of 1 on either side join the group at hand
				if (i < from.size() && (have <= want || j == to.length)) {
					have = Math.multiplyExact(have, from.get(i).size());
					old.add(from.get(i++));
				}
				else if (j < to.length) {
					want = Math.multiplyExact(want, to[j]);
					next.add(to[j++]);
				}
				else
					throw new NotLocal(call.node().label() + " has shapes that do not fit");
			}
			while (have != want || i < from.size() && old.isEmpty() || j < to.length && next.isEmpty());
			group(old, next);
		}
		return new Field(List.copyOf(result));
	}

	private void group(final List<Dim> old, final List<Long> next) {
		final List<Dim> axes = old.stream().filter(Spatial.class::isInstance).toList();
		if (axes.isEmpty()) {
			next.forEach(size -> result.add(new Fixed(size)));
			return;
		}
		if (axes.size() > 1)
			throw new NotLocal(call.node().label() + " makes a list of all pixels");
		final Spatial axis = (Spatial) axes.get(0);
		final List<Dim> parts = old.stream().filter(dim -> dim.size() != 1).toList();
		final List<Long> sizes = next.stream().filter(size -> size != 1).toList();
		final Spatial changed;
		if (sizes.equals(parts.stream().map(Dim::size).toList()))
			changed = axis;
		else if (parts.get(0) == axis && sizes.size() == 1)
			changed = WindowOps.fine(call, axis, call.bounded(sizes.get(0) / axis.size(), 1, 1024));
		else if (parts.size() == 1 && axis.size() % sizes.get(0) == 0)
			changed = WindowOps.coarse(call, axis, call.bounded(axis.size() / sizes.get(0), 1, 1024));
		else
			throw new NotLocal(call.node().label() + " cuts the image in a way that tiles cannot follow");
		// sizes that are no image axis stay as they are
		int matched = 0;
		final int place = changed == axis ? parts.indexOf(axis) : 0;
		for (final long size : next)
			result.add(size == 1 ? Fixed.ONE : matched++ == place ? changed : new Fixed(size));
	}
}

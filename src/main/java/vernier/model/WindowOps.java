package vernier.model;

import static java.lang.Math.floorDiv;
import static java.lang.Math.floorMod;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import vernier.model.AxisMap.NotLocal;
import vernier.model.GraphTensor.Dim;
import vernier.model.GraphTensor.Field;
import vernier.model.GraphTensor.Fixed;
import vernier.model.GraphTensor.Spatial;

/** Convolutions, transposed convolutions and pooling: operations that slide a window. */
final class WindowOps {

	private static final int MAX_KERNEL = 1024;

	private WindowOps() {}

	/**
	 * A window along one axis.
	 *
	 * @param size taps
	 * @param stride elements it moves
	 * @param dilation elements from tap to tap
	 * @param before elements padded before
	 * @param after elements padded after
	 */
	private record Window(int size, int stride, int dilation, int before, int after) {

		int span() {
			return (size - 1) * dilation + 1;
		}
	}

	/** Convolution; the weights (out, in / group, y, x) are the input at an index. */
	static Field convolution(final OpCall call, final int weightInput) {
		final Field image = image(call);
		final long[] weights = call.field(weightInput).shape();
		final Field result = call.resized(image, 1, weights[0]);
		return slide(call, result, Arrays.copyOfRange(weights, 2, weights.length), false);
	}

	/** Maximum or average pooling. */
	static Field pooling(final OpCall call) {
		return slide(call, image(call), null, call.node().integer("ceil_mode", 0) == 1);
	}

	/** Transposed convolution; weights (in, out / group, y, x). */
	static Field transposed(final OpCall call) {
		final Field image = image(call);
		final OnnxNode node = call.node();
		final long[] weights = call.field(1).shape();
		if (node.integers("output_shape") != null)
			throw new NotLocal(node.label() + " has an output of fixed size");
		Field result = call.resized(image, 1, weights[1] * call.bounded(node.integer("group", 1), 1, 1 << 20));
		final long[] extra = node.integers("output_padding");
		for (int axis = 0; axis < 2; axis++) {
			final Spatial dim = call.spatial(image, axis + 2);
			final int more = extra == null ? 0 : call.bounded(extra[axis], 0, MAX_KERNEL);
			Window window = window(call, axis, weights[axis + 2], dim.size());
			if (node.text("auto_pad", "NOTSET").startsWith("SAME"))
				window = padded(node, window, window.span() + more - window.stride);
			final long size = window.stride * (dim.size() - 1) + more + window.span() - window.before - window.after;
			final Window w = window;
			result = result.with(axis + 2, call.space().next(dim, w.stride, 1, size, index -> spread(w, index)));
		}
		return result;
	}

	/** Elements that reach an element of a transposed convolution. */
	private static long[] spread(final Window window, final long index) {
		return IntStream.range(0, window.size).mapToLong(tap -> index + window.before - (long) tap * window.dilation)
			.filter(place -> floorMod(place, window.stride) == 0).map(place -> floorDiv(place, (long) window.stride))
			.toArray();
	}

	private static Field image(final OpCall call) {
		final Field image = call.field(0);
		if (image.rank() != 4)
			throw new NotLocal(call.node().label() + " works on " + image.rank() + " dimensions, not on images");
		return image;
	}

	private static Field slide(final OpCall call, final Field channels, final long[] kernel, final boolean ceil) {
		Field result = channels;
		for (int axis = 0; axis < 2; axis++) {
			final Dim dim = channels.dims().get(axis + 2);
			final Window w = window(call, axis, kernel == null ? 0 : kernel[axis], dim.size());
			final long room = dim.size() + w.before + w.after - w.span();
			long size = (ceil ? -floorDiv(-room, (long) w.stride) : floorDiv(room, (long) w.stride)) + 1;
			// a window that would start in the padding behind the image is left out
			if (ceil && (size - 1) * w.stride >= dim.size() + w.before)
				size--;
			result = result.with(axis + 2, dim instanceof Spatial spatial ? call.space().next(spatial, 1, w.stride, size,
				index -> LongStream.range(0, w.size).map(tap -> index * w.stride - w.before + tap * w.dilation).toArray())
				: new Fixed(size));
		}
		return result;
	}

	private static Window window(final OpCall call, final int axis, final long weightSize, final long size) {
		final OnnxNode node = call.node();
		final long[] kernel = node.integers("kernel_shape"), strides = node.integers("strides");
		final long[] dilations = node.integers("dilations"), pads = node.integers("pads");
		if (kernel == null && weightSize == 0)
			throw new NotLocal(node.label() + " has no kernel_shape");
		final Window window = new Window(call.bounded(kernel == null ? weightSize : kernel[axis], 1, MAX_KERNEL), //
			strides == null ? 1 : call.bounded(strides[axis], 1, MAX_KERNEL), //
			dilations == null ? 1 : call.bounded(dilations[axis], 1, MAX_KERNEL), //
			pads == null ? 0 : call.bounded(pads[axis], 0, 1 << 20), //
			pads == null ? 0 : call.bounded(pads[axis + 2], 0, 1 << 20));
		return switch (node.text("auto_pad", "NOTSET")) {
			case "SAME_UPPER", "SAME_LOWER" -> {
				final long out = -floorDiv(-size, (long) window.stride);
				yield node.op().equals("ConvTranspose") ? window
					: padded(node, window, (out - 1) * window.stride + window.span() - size);
			}
			case "VALID" -> padded(node, window, 0);
			default -> window;
		};
	}

	private static Window padded(final OnnxNode node, final Window window, final long total) {
		final int pad = (int) Math.max(0, total);
		final int before = node.text("auto_pad", "").equals("SAME_LOWER") ? pad - pad / 2 : pad / 2;
		return new Window(window.size, window.stride, window.dilation, before, pad - before);
	}

	/** Blocks of b x b pixels become channels: (c, y, x) to (c b b, y / b, x / b). */
	static Field spaceToDepth(final OpCall call) {
		final Field image = image(call);
		final int block = call.bounded(call.node().integer("blocksize", 0), 1, MAX_KERNEL);
		Field result = call.resized(image, 1, image.dims().get(1).size() * block * block);
		for (int axis = 2; axis < 4; axis++)
			result = result.with(axis, coarse(call, call.spatial(image, axis), block));
		return result;
	}

	/** Channels become blocks of b x b pixels: (c b b, y, x) to (c, y b, x b). */
	static Field depthToSpace(final OpCall call) {
		final Field image = image(call);
		final int block = call.bounded(call.node().integer("blocksize", 0), 1, MAX_KERNEL);
		Field result = image.with(1, new Fixed(image.dims().get(1).size() / block / block));
		for (int axis = 2; axis < 4; axis++)
			result = result.with(axis, fine(call, call.spatial(image, axis), block));
		return result;
	}

	/** The axis whose elements are blocks of elements. */
	static Spatial coarse(final OpCall call, final Spatial dim, final int block) {
		if (dim.size() % block != 0)
			throw new NotLocal(call.node().label() + " cuts an axis of " + dim.size() + " into blocks of " + block);
		return call.space().next(dim, 1, block, dim.size() / block, //
			index -> LongStream.range(index * block, (index + 1) * block).toArray());
	}

	/** The axis whose elements are parts of elements. */
	static Spatial fine(final OpCall call, final Spatial dim, final int block) {
		return call.space().next(dim, block, 1, dim.size() * block, index -> new long[] { floorDiv(index, (long) block) });
	}
}

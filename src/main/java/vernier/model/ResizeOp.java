package vernier.model;

import static java.lang.Math.floorDiv;
import static java.lang.Math.floorMod;

import java.util.stream.LongStream;

import vernier.model.AxisMap.NotLocal;
import vernier.model.GraphTensor.Dim;
import vernier.model.GraphTensor.Field;
import vernier.model.GraphTensor.Spatial;

/** Resize and Upsample by constant factors. */
final class ResizeOp {

	private static final int MAX_DENOMINATOR = 64;

	private final OpCall call;
	private final boolean old;
	private final String mode;
	private final String coordinates;
	private final String rounding;

	private ResizeOp(final OpCall call) {
		this.call = call;
		final OnnxNode node = call.node();
		// before operator set 11, coordinates were asymmetric and nearest took the floor
		old = node.op().equals("Upsample") || call.space().opset() < 11;
		mode = node.text("mode", "nearest");
		coordinates = node.text("coordinate_transformation_mode", old ? "asymmetric" : "half_pixel");
		rounding = node.text("nearest_mode", old ? "floor" : "round_prefer_floor");
	}

	static Field apply(final OpCall call) {
		return new ResizeOp(call).resize();
	}

	private Field resize() {
		final OnnxNode node = call.node();
		if (!node.text("keep_aspect_ratio_policy", "stretch").equals("stretch"))
			throw new NotLocal(node.label() + " keeps an aspect ratio that depends on the image's size");
		Field result = call.field(0);
		final int[] axes = call.axes(node.integers("axes"), result.rank());
		final double[] scales = scales();
		final long[] sizes = scales == null ? call.numbers(3, "target size").integers() : null;
		for (int i = 0; i < axes.length; i++) {
			final Dim dim = result.dims().get(axes[i]);
			final double scale = scales == null ? (double) sizes[i] / dim.size() : scales[i];
			if (scale == 1)
				continue;
			final long size = scales == null ? sizes[i] : (long) Math.floor(dim.size() * scale);
			if (dim instanceof Spatial spatial)
				result = result.with(axes[i], resize(spatial, scale, size));
			else
				throw new NotLocal(node.label() + " resizes an axis that is not one of the image's");
		}
		return result;
	}

	/** Factors by axis; null if sizes are given instead. */
	private double[] scales() {
		final OnnxAttribute attribute = call.node().attributes().get("scales");
		if (attribute != null)
			return attribute.numbers().stream().mapToDouble(Double::doubleValue).toArray();
		final double[] scales = call.has(old ? 1 : 2) ? call.numbers(old ? 1 : 2, "scale").values() : new double[0];
		return scales.length == 0 ? null : scales;
	}

	private Spatial resize(final Spatial dim, final double scale, final long size) {
		int divide = 1;
		// scales are 32-bit floats, so a third is only nearly one
		while (Math.abs(scale * divide - Math.rint(scale * divide)) > 1e-6 * scale * divide && divide < MAX_DENOMINATOR)
			divide++;
		final int multiply = call.bounded(Math.round(scale * divide), 1, 1024);
		final long expected = dim.size() * multiply / divide;
		if (Math.abs(scale * divide - multiply) > 1e-6 * multiply || Math.abs(size - expected) > 1 + expected * 1e-6)
			throw new NotLocal(call.node().label() + " resizes to a size that is not a constant multiple of the image's");
		final int mul = multiply, div = divide;
		return call.space().next(dim, mul, div, expected, index -> reads(index, mul, div));
	}

	/** Elements read by an element; its place in the source is place / unit. */
	private long[] reads(final long index, final int multiply, final int divide) {
		final long unit = 2L * multiply;
		final long place = switch (coordinates) {
			case "half_pixel", "pytorch_half_pixel", "half_pixel_symmetric" -> (2 * index + 1) * divide - multiply;
			case "asymmetric" -> 2 * index * divide;
			default -> throw new NotLocal(call.node().label() + " places pixels by the image's size (" + coordinates + ")");
		};
		final long floor = floorDiv(place, unit);
		if (mode.equals("nearest"))
			return new long[] { nearest(place, unit) };
		final int radius = switch (mode) {
			case "linear", "bilinear" -> 1;
			case "cubic" -> 2;
			default -> throw new NotLocal(call.node().label() + " has the unknown mode " + mode);
		};
		if (call.node().integer("antialias", 0) == 1 && divide > multiply) {
			final long wide = -floorDiv(-(long) radius * divide, (long) multiply);
			return LongStream.rangeClosed(floor - wide, floor + wide + 1).toArray();
		}
		// in the middle of a pixel the weights of all others are 0
		if (floorMod(place, unit) == 0)
			return new long[] { floor };
		return LongStream.rangeClosed(floor - radius + 1, floor + radius).toArray();
	}

	private long nearest(final long place, final long unit) {
		return switch (rounding) {
			case "floor" -> floorDiv(place, unit);
			case "ceil" -> -floorDiv(-place, unit);
			case "round_prefer_ceil" -> floorDiv(2 * place + unit, 2 * unit);
			default -> -floorDiv(unit - 2 * place, 2 * unit);
		};
	}
}

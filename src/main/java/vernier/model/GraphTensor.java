package vernier.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import vernier.model.AxisMap.NotLocal;

/** What the analyser knows of a tensor. */
sealed interface GraphTensor {

	/**
	 * Numbers that are the same for every image, or depend on its size alone: shapes, scales, scalars.
	 *
	 * @param shape shape
	 * @param values elements in C order
	 * @param integer true for whole numbers, whose division rounds towards 0
	 */
	record Numbers(long[] shape, double[] values, boolean integer) implements GraphTensor {

		static Numbers of(final boolean integer, final double... values) {
			return new Numbers(new long[] { values.length }, values, integer);
		}

		/** True for one dimension. */
		boolean isList() {
			return shape.length == 1;
		}

		/** True if this is one value, which the other's shape absorbs. */
		boolean isSingleFor(final Numbers other) {
			return values.length == 1 && shape.length <= other.shape.length;
		}

		/** The elements as whole numbers. */
		long[] integers() {
			return Arrays.stream(values).mapToLong(value -> (long) value).toArray();
		}
	}

	/**
	 * A tensor of pixels, of weights, or of what is computed from them.
	 *
	 * @param dims dimensions; null if unknown, which only a tensor without image axes may be
	 */
	record Field(List<Dim> dims) implements GraphTensor {

		static final Field UNKNOWN = new Field(null);

		private static final int MAX_RANK = 64;

		public Field {
			if (dims != null && dims.size() > MAX_RANK)
				throw new NotLocal("one of its tensors has " + dims.size() + " dimensions");
		}

		static Field fixed(final long... shape) {
			return new Field(Arrays.stream(shape).mapToObj(size -> (Dim) new Fixed(size)).toList());
		}

		/** True if it has an image axis. */
		boolean isSpatial() {
			return dims != null && dims.stream().anyMatch(Spatial.class::isInstance);
		}

		/** Number of dimensions. */
		int rank() {
			return dims().size();
		}

		@Override
		public List<Dim> dims() {
			if (dims == null)
				throw new NotLocal("the shape of one of its tensors cannot be told from the graph");
			return dims;
		}

		/** Its shape in the analysed image size. */
		long[] shape() {
			return dims().stream().mapToLong(Dim::size).toArray();
		}

		/** This tensor with another dimension at an index. */
		Field with(final int index, final Dim dim) {
			final List<Dim> changed = new ArrayList<>(dims());
			changed.set(index, dim);
			return new Field(changed);
		}

		/** Elements per image pixel, batch included. */
		double elementsPerPixel() {
			if (!isSpatial())
				return 0;
			double product = 1;
			for (final Dim dim : dims)
				product *= dim instanceof Spatial s ? (double) s.map().elements() / s.map().period() : dim.size();
			return product;
		}
	}

	/** One dimension of a tensor. */
	sealed interface Dim {

		/** Elements, for the analysed image size. */
		long size();
	}

	/**
	 * A dimension that does not grow with the image: batch, channels.
	 *
	 * @param size elements
	 */
	record Fixed(long size) implements Dim {

		static final Fixed ONE = new Fixed(1);
	}

	/**
	 * A dimension along an image axis.
	 *
	 * @param axis 0 for y, 1 for x
	 * @param size elements
	 * @param map which pixels each element reads
	 */
	record Spatial(int axis, long size, AxisMap map) implements Dim {}

	/** Any tensor as a field: numbers keep only their shape. */
	static Field field(final GraphTensor tensor) {
		return tensor instanceof Numbers numbers ? Field.fixed(numbers.shape()) : (Field) tensor;
	}
}

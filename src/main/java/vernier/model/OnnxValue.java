package vernier.model;

import java.util.List;

/**
 * An input or output of an ONNX graph.
 *
 * @param name its name
 * @param elementType number of {@code TensorProto.DataType}: 1 float32, 10 float16, 11 float64; 0 if it is no tensor
 * @param shape its dimensions, null if none are stated
 */
public record OnnxValue(String name, int elementType, List<Dimension> shape) {

	/**
	 * A dimension.
	 *
	 * @param size its size, or -1 if it is free
	 * @param symbol name of a free size, may be empty
	 */
	public record Dimension(long size, String symbol) {

		/** True if any size is accepted. */
		public boolean isFree() {
			return size < 0;
		}

		@Override
		public String toString() {
			return isFree() ? symbol.isEmpty() ? "?" : symbol : Long.toString(size);
		}
	}

	/** Number of dimensions, -1 if not stated. */
	public int rank() {
		return shape == null ? -1 : shape.size();
	}
}

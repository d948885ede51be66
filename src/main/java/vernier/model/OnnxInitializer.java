package vernier.model;

/**
 * A constant tensor of an ONNX graph.
 *
 * @param name name that nodes use
 * @param dims shape; empty for a scalar
 * @param dataType element type, number of {@code TensorProto.DataType}: 1 float32, 6 int32, 7 int64, 10 float16
 * @param values elements in C order if there are few of them and they are numbers, else null
 * @param externalFile file beside the model that holds the elements, or null if they are in the model
 */
public record OnnxInitializer(String name, long[] dims, int dataType, double[] values, String externalFile) {

	/** Most elements for which values are kept: shapes, scales and scalars, never kernels. */
	static final int MAX_VALUES = 4096;

	/** True for whole numbers. */
	boolean isInteger() {
		return dataType != 1 && dataType != 10 && dataType != 11;
	}
}

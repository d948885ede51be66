package vernier.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

import vernier.image.Region;

/** Direct float buffers, which ONNX Runtime reads and writes without a copy. */
public final class Buffers {

	/** ONNX Runtime's Java tensors hold at most 2 GiB. */
	static final long MAX_FLOATS = Integer.MAX_VALUE / Float.BYTES;

	private Buffers() {}

	/** @throws OutOfMemoryError if it does not fit, or is more than one buffer can hold */
	public static FloatBuffer allocate(final long floats) {
		if (floats > MAX_FLOATS)
			throw new OutOfMemoryError("A block of " + floats + " values is larger than a buffer can be");
		return ByteBuffer.allocateDirect((int) floats * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
	}

	/** The given buffer if it is large enough, else a new one. */
	public static FloatBuffer atLeast(final FloatBuffer buffer, final long floats) {
		return buffer != null && buffer.capacity() >= floats ? buffer : allocate(floats);
	}

	/**
	 * Copies a part of a block.
	 *
	 * @param from channels x height x width values of the region {@code whole}
	 * @param part region within {@code whole}
	 * @param to receives channels x height x width values of the part
	 */
	static void crop(final FloatBuffer from, final Region whole, final FloatBuffer to, final Region part, final int channels) {
		final int dx = (int) (part.x() - whole.x());
		final int dy = (int) (part.y() - whole.y());
		for (int c = 0; c < channels; c++)
			for (int y = 0; y < part.height(); y++) {
				final int start = (c * whole.height() + y + dy) * whole.width() + dx;
				to.put((c * part.height() + y) * part.width(), from, start, part.width());
			}
	}
}

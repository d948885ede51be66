package vernier.inference;

import java.util.List;
import java.util.Locale;

/** Tells a shortage of memory, which a smaller tile cures, from other failures. */
public final class OutOfMemory {

	/** Of ONNX Runtime's arena, of the C++ library, of CUDA, of cuDNN and cuBLAS, and of DirectML. */
	private static final List<String> WORDS = List.of("failed to allocate", "bad_alloc", "bad allocation", "out of memory",
		"memory allocation failed", "alloc_failed", "allocation_failed", "e_outofmemory", "8007000e");

	private OutOfMemory() {}

	/** True if this failure, or one that caused it, says that memory ran out. */
	public static boolean is(final Throwable failure) {
		for (Throwable t = failure; t != null; t = t.getCause()) {
			if (t instanceof OutOfMemoryError)
				return true;
			final String message = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
			if (WORDS.stream().anyMatch(message::contains))
				return true;
		}
		return false;
	}
}

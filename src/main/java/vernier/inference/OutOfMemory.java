package vernier.inference;

import java.util.Locale;

/** Tells a shortage of memory, which a smaller tile cures, from other failures. */
final class OutOfMemory {

	private OutOfMemory() {}

	static boolean is(final Throwable failure) {
		for (Throwable t = failure; t != null; t = t.getCause()) {
			if (t instanceof OutOfMemoryError)
				return true;
			final String message = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
			// the words of the CPU arena, of the C++ library and of CUDA
			if (message.contains("failed to allocate") || message.contains("bad_alloc") || message.contains("bad allocation") ||
				message.contains("out of memory") || message.contains("memory allocation failed"))
				return true;
		}
		return false;
	}
}

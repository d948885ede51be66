package vernier.inference;

import java.util.Set;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import vernier.image.VernierException;

/** The one ONNX Runtime of this Java process, or a sentence that says why it does not load. */
final class OnnxRuntime {

	private OnnxRuntime() {}

	/**
	 * @throws VernierException if the native library does not load: another, older ONNX Runtime is in this process, or
	 *           this platform has none
	 */
	static OrtEnvironment environment() {
		try {
			return OrtEnvironment.getEnvironment();
		}
		catch (final LinkageError | RuntimeException e) {
			throw new VernierException(explain(e), e);
		}
	}

	/** Providers compiled into the library; whether one works is only known after running on it. */
	static Set<OrtProvider> compiledIn() {
		environment();
		return OrtEnvironment.getAvailableProviders();
	}

	static String explain(final Throwable failure) {
		final StringBuilder messages = new StringBuilder();
		for (Throwable t = failure; t != null; t = t.getCause())
			messages.append(t.getMessage()).append("; ");
		final String what = messages.toString();
		final String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
		if (what.contains("VERS_") || failure instanceof NoSuchMethodError || failure instanceof IncompatibleClassChangeError)
			return "Another plugin has already loaded an older ONNX Runtime in this program (" + where() +
				"), and two of them cannot live side by side. Remove that jar, or update it to the version that Vernier " +
				"brings, and restart. (" + what + ")";
		return "ONNX Runtime does not load on this computer (" + system + "): " + what + " It runs on Linux and Windows " +
			"x64, Linux arm64 and Apple-silicon Macs; on Windows it needs the Visual C++ runtime.";
	}

	/** The jar that the ONNX Runtime classes come from. */
	private static String where() {
		try {
			return String.valueOf(OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation());
		}
		catch (final LinkageError | RuntimeException e) {
			return "its jar could not be determined";
		}
	}
}

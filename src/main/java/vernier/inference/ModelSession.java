package vernier.inference;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import vernier.image.CancelledException;
import vernier.image.VernierException;
import vernier.model.Model;

/**
 * A model ready to run on one device. A GPU is used only after it ran the model once and agreed with the CPU; what is
 * reported is what runs.
 *
 * <pre>
 * try (ModelSession session = ModelSession.open(model, Device.AUTO, log::info)) {
 *   session.run(input, new long[] { 1, 1, h, w }, output, new long[] { 1, 1, 2 * h, 2 * w });
 * }
 * </pre>
 */
public final class ModelSession implements AutoCloseable {

	/** Largest difference to the CPU, as a part of the CPU's largest absolute value, that a GPU may show. */
	private static final float AGREEMENT = 1e-2f;
	private static final int PROBE_SIZE = 32;

	/** Heights and widths, of what was wanted and of what the model gives. */
	private static final Pattern MISFIT = Pattern.compile("has shape \\{\\d+,\\d+,(\\d+),(\\d+)} but the computed output " +
		"shape for this run is \\{\\d+,\\d+,(\\d+),(\\d+)}");

	private final OrtEnvironment environment;
	private final SessionOptions options;
	private final OrtSession session;
	private final String input;
	private final String output;
	private final String device;
	private boolean closed;

	private ModelSession(final OrtEnvironment environment, final SessionOptions options, final OrtSession session,
		final String device)
	{
		this.environment = environment;
		this.options = options;
		this.session = session;
		this.input = session.getInputNames().iterator().next();
		this.output = session.getOutputNames().iterator().next();
		this.device = device;
	}

	/**
	 * @param model a checked model with one image input
	 * @param device where to run; see {@link Device}
	 * @param log takes one line when a GPU was wanted and is not used, with the reason
	 * @throws VernierException if the model cannot be run, or if {@link Device#GPU} was demanded and none is usable
	 */
	public static ModelSession open(final Model model, final Device device, final Consumer<String> log) {
		final ModelSession cpu = onCpu(model);
		if (device == Device.CPU)
			return cpu;
		ModelSession chosen = null;
		try {
			chosen = choose(model, device, log, cpu);
			return chosen;
		}
		finally {
			if (chosen != cpu)
				cpu.close();
		}
	}

	/** A GPU that computes what the CPU does, or else the CPU. */
	private static ModelSession choose(final Model model, final Device device, final Consumer<String> log,
		final ModelSession cpu)
	{
		final List<String> reasons = new ArrayList<>();
		for (final Accelerator accelerator : Accelerator.values()) {
			if (!accelerator.isCompiledIn())
				continue;
			try {
				return onGpu(model, accelerator, cpu);
			}
			catch (final CancelledException e) {
				throw e;
			}
			catch (final OrtException | RuntimeException | LinkageError e) {
				reasons.add(accelerator.label() + ": " + firstLine(e));
			}
		}
		final String why = reasons.isEmpty() ? "the ONNX Runtime library installed has no GPU support (see README, " +
			"\"GPU\", for the one that has)" : String.join("; ", reasons);
		if (device == Device.GPU)
			throw new VernierException("No GPU can be used: " + why + ". Choose device Auto or CPU to run on the CPU.");
		if (!reasons.isEmpty())
			log.accept("Running on the CPU: " + why);
		return cpu;
	}

	/** What this session runs on, e.g. "CPU" or "NVIDIA GPU (CUDA)". */
	public String device() {
		return device;
	}

	/**
	 * Runs the model once.
	 *
	 * @param source direct, native order; values from index 0
	 * @param sourceShape N, C, H, W
	 * @param target direct, native order; filled from index 0
	 * @param targetShape N, C, H, W
	 * @throws VernierException if the model fails or gives another shape
	 * @throws CancelledException if the Java process is ending, or a {@link CancelWatch} of this thread has stopped it
	 */
	public void run(final FloatBuffer source, final long[] sourceShape, final FloatBuffer target,
		final long[] targetShape)
	{
		Ending.Run run = null;
		try (OnnxTensor in = tensor(source, sourceShape); OnnxTensor out = tensor(target, targetShape)) {
			run = Ending.begin();
			// the output tensor is pinned to the target buffer: there is nothing to fetch
			session.run(Map.of(input, in), Set.of(), Map.of(output, out), run.options()).close();
		}
		catch (final OrtException e) {
			if (run != null && Ending.isStopped(run))
				throw new CancelledException();
			throw new VernierException(misfit(String.valueOf(e.getMessage()), sourceShape).orElse("The model failed while " +
				"running on " + device + ": " + firstLine(e)), e);
		}
		finally {
			if (run != null)
				Ending.end(run);
		}
	}

	/** What to say where ONNX Runtime says that the model gives another size than was asked for. */
	private static Optional<String> misfit(final String message, final long[] source) {
		final Matcher shapes = MISFIT.matcher(message);
		return shapes.find() ? Optional.of("The model gives " + shapes.group(4) + " x " + shapes.group(3) + " pixels for " +
			source[3] + " x " + source[2] + ", but " + shapes.group(2) + " x " + shapes.group(1) + " are needed: export it with " +
			"padding, or choose another model.") : Optional.empty();
	}

	private OnnxTensor tensor(final FloatBuffer buffer, final long[] shape) throws OrtException {
		long size = 1;
		for (final long n : shape)
			size *= n;
		// a slice starts at position 0 and has exactly the elements of the shape; nothing is copied
		return OnnxTensor.createTensor(environment, buffer.slice(0, Math.toIntExact(size)), shape);
	}

	private static ModelSession onCpu(final Model model) {
		final OrtEnvironment environment = OnnxRuntime.environment();
		final SessionOptions options = new SessionOptions();
		try {
			common(options);
			return new ModelSession(environment, options, created(environment, model, options), "CPU");
		}
		catch (final RuntimeException | Error e) {
			options.close();
			throw e;
		}
		catch (final OrtException e) {
			options.close();
			throw new VernierException("ONNX Runtime cannot run the model \"" + model.description().id() + "\": " +
				firstLine(e), e);
		}
	}

	private static ModelSession onGpu(final Model model, final Accelerator accelerator, final ModelSession cpu)
		throws OrtException
	{
		final OrtEnvironment environment = OnnxRuntime.environment();
		final SessionOptions options = new SessionOptions();
		ModelSession session = null;
		try {
			common(options);
			accelerator.addTo(options);
			// without this, ONNX Runtime runs on the CPU what the GPU refuses and tells nobody
			options.addConfigEntry("session.disable_cpu_ep_fallback", "1");
			session = new ModelSession(environment, options, created(environment, model, options), accelerator.label());
			probe(session, cpu, model);
			return session;
		}
		catch (final OrtException | RuntimeException | Error e) {
			if (session != null)
				session.close();
			else
				options.close();
			throw e;
		}
	}

	/**
	 * Creates the session in a thread of its own: that of the first session in a process is left without denormal numbers,
	 * for good, and the caller's would compute otherwise than Java says.
	 */
	private static OrtSession created(final OrtEnvironment environment, final Model model, final SessionOptions options)
		throws OrtException
	{
		final FutureTask<OrtSession> creation = new FutureTask<>(() -> environment.createSession(model.weights(), options));
		final Thread thread = new Thread(creation, "Vernier opens a model");
		thread.setDaemon(true);
		thread.start();
		Tasks.settle(creation);
		try {
			return Tasks.await(creation);
		}
		catch (final IllegalStateException e) {
			if (e.getCause() instanceof OrtException failure)
				throw failure;
			throw e;
		}
	}

	private static void common(final SessionOptions options) throws OrtException {
		options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
		// the background of many scientific images is exactly 0, where denormal numbers would be slow
		options.addConfigEntry("session.set_denormal_as_zero", "1");
		// planned memory is one fresh block a run, whose pages cost up to a quarter of a tile's time; the arena's are warm
		options.setMemoryPatternOptimization(false);
	}

	/** Runs one small tile on both; "available" proves nothing, and a broken driver gives black or NaN. */
	private static void probe(final ModelSession gpu, final ModelSession cpu, final Model model) {
		final NetworkOperator onCpu = new NetworkOperator(model, cpu);
		final NetworkOperator onGpu = new NetworkOperator(model, gpu);
		final float[] expected = onCpu.probe(PROBE_SIZE);
		final float[] found = onGpu.probe(PROBE_SIZE);
		float largest = 0;
		float difference = 0;
		for (int i = 0; i < expected.length; i++) {
			largest = Math.max(largest, Math.abs(expected[i]));
			final float d = Math.abs(expected[i] - found[i]);
			difference = Float.isNaN(d) ? Float.POSITIVE_INFINITY : Math.max(difference, d);
		}
		// also false where the CPU's own values are no numbers
		if (!(difference < AGREEMENT * Math.max(largest, 1e-3f)))
			throw new VernierException("it computes other values than the CPU (they differ by " + difference + ")");
	}

	static String firstLine(final Throwable e) {
		final String message = String.valueOf(e.getMessage());
		return message.lines().findFirst().orElse(e.getClass().getSimpleName());
	}

	/** Frees what lies outside of Java's memory; a second call does nothing. */
	@Override
	public void close() {
		if (closed)
			return;
		closed = true;
		try {
			session.close();
		}
		catch (final OrtException e) {
			throw new IllegalStateException(e);
		}
		finally {
			// only now: a session uses its options as long as it lives
			options.close();
		}
	}
}

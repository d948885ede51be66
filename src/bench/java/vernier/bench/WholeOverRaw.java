package vernier.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import vernier.model.ModelCatalog;
import vernier.model.ModelDescription;
import vernier.superres.SuperResolution;

/**
 * What the whole way of an 8-bit image costs (reading, tiles with halos, network, writing 8-bit again) over the bare
 * network on the whole image as one float tensor that is already there. Both alternate in one process.
 * <p>
 * Arguments: sizes=512,1024,2048,4096 runs=5 model=ID device=CPU. Large sizes need much memory for the bare network.
 */
public final class WholeOverRaw {

	private WholeOverRaw() {}

	public static void main(final String[] args) throws OrtException {
		final Bench bench = new Bench(args);
		final ModelDescription model = bench.model();
		bench.header(model);
		System.out.println("| source | bare network, ms | whole way, ms | whole / bare |");
		System.out.println("|---|---|---|---|");
		final OrtEnvironment environment = OrtEnvironment.getEnvironment();
		try (SuperResolution sr = new SuperResolution(bench.options(model));
				SessionOptions options = new SessionOptions())
		{
			options.addConfigEntry("session.set_denormal_as_zero", "1");
			final byte[] weights = ModelCatalog.standard().load(bench.get("model", model.id())).weights();
			try (OrtSession session = environment.createSession(weights, options)) {
				for (final int size : bench.list("sizes", "512,1024,2048,4096"))
					row(size, bench.get("runs", 5), sr, environment, session);
			}
		}
		System.exit(0);
	}

	private static void row(final int size, final int runs, final SuperResolution sr, final OrtEnvironment environment,
		final OrtSession session) throws OrtException
	{
		final ArrayImg<UnsignedByteType, ByteArray> image = Bench.image(size, size);
		final FloatBuffer floats = ByteBuffer.allocateDirect(4 * size * size).order(ByteOrder.nativeOrder())
			.asFloatBuffer();
		final byte[] pixels = image.update(null).getCurrentStorageArray();
		for (int i = 0; i < pixels.length; i++)
			floats.put(i, (pixels[i] & 0xff) / 255f);
		final String input = session.getInputNames().iterator().next();
		final double[] bare = new double[runs];
		final double[] whole = new double[runs];
		try (OnnxTensor tensor = OnnxTensor.createTensor(environment, floats, new long[] { 1, 1, size, size })) {
			// one turn of each that does not count
			for (int i = -1; i < runs; i++) {
				final double a = Bench.ms(() -> run(session, Map.of(input, tensor)));
				final double b = Bench.ms(() -> sr.enlarge(image));
				if (i >= 0) {
					bare[i] = a;
					whole[i] = b;
				}
			}
			System.out.printf(Locale.ROOT, "| %d x %d | %.0f | %.0f | %.3f |%n", size, size, Bench.median(bare),
				Bench.median(whole), Bench.median(whole) / Bench.median(bare));
		}
		catch (final IllegalStateException e) {
			System.out.printf(Locale.ROOT, "| %d x %d | fails: %s | %.0f | |%n", size, size, e.getCause().getMessage(),
				Bench.enlargeMs(sr, image, 1));
		}
	}

	private static void run(final OrtSession session, final Map<String, OnnxTensor> inputs) {
		try {
			session.run(inputs).close();
		}
		catch (final OrtException e) {
			throw new IllegalStateException(e);
		}
	}
}

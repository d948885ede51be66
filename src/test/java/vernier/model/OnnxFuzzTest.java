package vernier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import vernier.image.VernierException;

/** Whatever the bytes, reading, checking and analysing end in a result or in a sentence for the user. */
class OnnxFuzzTest {

	private static final List<String> MODELS = List.of("unet", "fixed-size", "torch-shuffles", "channel-mixing",
		"cropped", "mirrored", "squeeze-excitation", "resize-linear", "strided-transposed", "attention");

	@Property(tries = 2000)
	void randomBytes(@ForAll @Size(max = 200) final byte[] bytes) {
		endsWell(bytes);
	}

	@Property(tries = 1000)
	void truncated(@ForAll @IntRange(max = 9) final int model, @ForAll final int length) {
		final byte[] bytes = Fixtures.bytes(MODELS.get(model) + ".onnx");
		final byte[] cut = Arrays.copyOf(bytes, Math.floorMod(length, bytes.length));
		assertThat(endsWell(cut)).as("cut at %d of %d", cut.length, bytes.length).isFalse();
	}

	@Property(tries = 3000)
	void mutated(@ForAll @IntRange(max = 9) final int model, @ForAll final long seed) {
		final byte[] bytes = Fixtures.bytes(MODELS.get(model) + ".onnx");
		final Random random = new Random(seed);
		for (int i = 1 + random.nextInt(8); i > 0; i--) {
			final int place = random.nextInt(bytes.length);
			bytes[place] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (bytes[place] ^ 1 << random.nextInt(8));
		}
		endsWell(bytes);
	}

	/** True if a model was read. */
	private static boolean endsWell(final byte[] bytes) {
		final OnnxGraph graph;
		try {
			graph = OnnxGraph.parse(bytes, "fuzz.onnx");
		}
		catch (final VernierException e) {
			assertThat(e.getMessage()).startsWith("fuzz.onnx is no ONNX model (");
			return false;
		}
		try {
			ModelCheck.graph(ModelDescription.ofFile("fuzz.onnx"), graph);
		}
		catch (final VernierException e) {
			assertThat(e.getMessage()).endsWith(".");
		}
		try {
			assertThat(Footprint.of(graph)).isNotNull();
		}
		catch (final VernierException e) {
			assertThat(e.getMessage()).endsWith(".");
		}
		return true;
	}
}

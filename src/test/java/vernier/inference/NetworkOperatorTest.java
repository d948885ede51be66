package vernier.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.VernierException;
import vernier.model.Model;

class NetworkOperatorTest {

	/** Networks of different shape: chains, dilations, shuffles, interpolation, grids of 2 and 4 inside, odd kernels. */
	private static final List<String> NETWORKS = List.of("plain", "dilated", "residual-x2", "residual-x3", "residual-x4",
		"espcn-x3", "unshuffle-dilated", "strided-transposed", "asymmetric", "resize-nearest", "resize-linear",
		"resize-cubic", "pools", "unet", "mirrored");

	private static final Map<String, Model> MODELS = new HashMap<>();
	private static final Map<String, ModelSession> SESSIONS = new HashMap<>();

	@AfterContainer
	static void close() {
		SESSIONS.values().forEach(ModelSession::close);
		SESSIONS.clear();
	}

	private static NetworkOperator operator(final String name) {
		final Model model = MODELS.computeIfAbsent(name, Fixtures::model);
		return new NetworkOperator(model, SESSIONS.computeIfAbsent(name, n -> ModelSession.open(model, Device.CPU, x -> {})));
	}

	private static float[] run(final BlockOperator operator, final ArrayPlane source, final int tile, final int step) {
		final ArrayPlane target = new ArrayPlane(operator.targetChannels(), operator.targetWidth(source.width),
			operator.targetHeight(source.height));
		try (TiledRun run = new TiledRun(operator, tile, step)) {
			run.run(source, target, Progress.NONE);
		}
		return target.values;
	}

	@Property(tries = 150)
	void tiledEqualsWhole(@ForAll @IntRange(min = 0, max = 14) final int network,
		@ForAll @IntRange(min = 1, max = 70) final int width, @ForAll @IntRange(min = 1, max = 70) final int height,
		@ForAll @IntRange(min = 5, max = 90) final int tile, @ForAll @IntRange(min = 1, max = 3) final int step)
	{
		// an image narrower than the margin cannot be mirrored, tiled or not
		Assume.that(!NETWORKS.get(network).equals("mirrored") || Math.min(width, height) > 2);
		final NetworkOperator operator = operator(NETWORKS.get(network));
		final ArrayPlane source = ArrayPlane.random(operator.sourceChannels(), width, height, width * 71L + height);
		assertClose(run(operator, source, tile, step), run(operator, source, 10_000, 1));
	}

	@Property(tries = 40)
	void chainsOfNetworksAreTileExactToo(@ForAll @IntRange(min = 1, max = 30) final int width,
		@ForAll @IntRange(min = 1, max = 30) final int height, @ForAll @IntRange(min = 7, max = 60) final int tile)
	{
		final BlockOperator chain = new BlockChain(List.of(operator("residual-x3"), operator("residual-x2")));
		final ArrayPlane source = ArrayPlane.random(1, width, height, width * 31L + height);
		assertClose(run(chain, source, tile, 1), run(chain, source, 10_000, 1));
	}

	@Property(tries = 60)
	void whatIsGivenBeyondTheNeededDoesNotMatter(@ForAll @IntRange(min = 0, max = 13) final int network,
		@ForAll @IntRange(max = 20) final int x, @ForAll @IntRange(max = 20) final int y,
		@ForAll @IntRange(min = 1, max = 9) final int more)
	{
		final NetworkOperator operator = operator(NETWORKS.get(network));
		final ArrayPlane plane = ArrayPlane.random(operator.sourceChannels(), 53, 51, x * 100L + y);
		final Region target = new Region(x, y, 17, 13);
		final Region needed = operator.source(target, 53, 51);
		assertClose(block(operator, plane, needed.grow(more, more + 1, 53, 51), target),
			block(operator, plane, needed, target));
	}

	private static float[] block(final BlockOperator operator, final ArrayPlane plane, final Region given,
		final Region target)
	{
		final FloatBuffer in = Buffers.allocate(given.size() * plane.channels);
		plane.read(given, in);
		final float[] values = new float[(int) target.size() * operator.targetChannels()];
		final FloatBuffer out = Buffers.allocate(values.length);
		operator.compute(new BlockOperator.Block(given, plane.width, plane.height, target), in, out);
		out.get(0, values);
		return values;
	}

	@Test
	void aNetworkOfOneSizeIsProbedAtThatSize() {
		final NetworkOperator operator = operator("fixed-size");
		assertThat(operator.probe(16)).hasSize(4 * 32 * 24);
	}

	@Test
	void theWholeIsWhatOnnxRuntimeGives() {
		final NetworkOperator operator = operator("residual-x2");
		final ArrayPlane source = ArrayPlane.random(1, 24, 16, 9);
		final FloatBuffer in = Buffers.allocate(24 * 16);
		in.put(0, source.values);
		final FloatBuffer out = Buffers.allocate(48 * 32);
		SESSIONS.get("residual-x2").run(in, new long[] { 1, 1, 16, 24 }, out, new long[] { 1, 1, 32, 48 });
		final float[] expected = new float[48 * 32];
		out.get(0, expected);
		assertThat(run(operator, source, 20, 2)).usingComparatorWithPrecision(1e-5f).containsExactly(expected);
		assertThat(expected[0]).isNotEqualTo(expected[777]);
	}

	@Test
	void networksThatReadTheWholeImageRunWhole() {
		for (final String name : List.of("squeeze-excitation", "instance-normalization")) {
			final NetworkOperator operator = operator(name);
			assertThat(operator.wholeImageReason()).isPresent();
			final ArrayPlane source = ArrayPlane.random(operator.sourceChannels(), 40, 30, 2);
			assertClose(run(operator, source, 16, 1), run(operator, source, 10_000, 1));
		}
	}

	@Test
	void aFixedSizeIsNamedWhenTheImageHasAnother() {
		final NetworkOperator operator = operator("fixed-size");
		final ArrayPlane source = ArrayPlane.random(operator.sourceChannels(), 41, 30, 2);
		assertThatThrownBy(() -> run(operator, source, 100, 1)).isInstanceOf(VernierException.class)
			.hasMessageContaining("41 x 30").hasMessageContaining(" x ");
	}

	private static void assertClose(final float[] found, final float[] expected) {
		assertThat(found).hasSameSizeAs(expected);
		float largest = 0;
		for (int i = 0; i < found.length; i++)
			largest = Math.max(largest, Math.abs(found[i] - expected[i]));
		assertThat(largest).isLessThanOrEqualTo(1e-5f);
	}

	@Test
	void valuesThatAreNoNumbersAreAnError() {
		final NetworkOperator operator = operator("bad/no-numbers");
		assertThatThrownBy(() -> run(operator, ArrayPlane.random(1, 20, 10, 1), 16, 1)).isInstanceOf(VernierException.class)
			.hasMessageStartingWith("The model \"no-numbers\" gave values that are no numbers (NaN)");
		final ArrayPlane without = new ArrayPlane(1, 20, 10);
		Arrays.fill(without.values, Float.NaN);
		assertThat(run(operator, without, 16, 1)).containsOnly(Float.NaN);
	}
}

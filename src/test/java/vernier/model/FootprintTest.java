package vernier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import vernier.model.Footprint.Geometry;
import vernier.model.Footprint.Local;
import vernier.model.Footprint.WholeImage;

/** The analysed footprint is the one that was measured by changing pixels, see fixtures.py. */
class FootprintTest {

	/** Here a margin may be wider than measured, as long as the halo, which tiles use, is the measured one. */
	private static final Set<String> WIDER = Set.of("mirrored-uneven", "cropped");

	static Stream<String> local() {
		return lines().filter(line -> line.contains(" local "));
	}

	static Stream<String> whole() {
		return lines().filter(line -> line.contains(" whole "));
	}

	private static Stream<String> lines() {
		return new String(Fixtures.bytes("footprints.txt"), StandardCharsets.UTF_8).lines();
	}

	@ParameterizedTest
	@MethodSource
	void local(final String line) {
		final String name = line.substring(0, line.indexOf(' '));
		final int[] truth = Arrays.stream(line.split(" ")).skip(2).mapToInt(Integer::parseInt).toArray();
		final Local found = (Local) Footprint.of(Fixtures.graph(name + ".onnx"));
		final Geometry geometry = found.geometry();
		assertThat(new int[] { geometry.scale(), geometry.reduction(), geometry.multiple(), geometry.inputChannels(),
			geometry.outputChannels() }).isEqualTo(Arrays.copyOfRange(truth, 4, 9));
		final int[] margins = { found.left(), found.right(), found.top(), found.bottom() };
		final int[] measured = Arrays.copyOf(truth, 4);
		if (WIDER.contains(name)) {
			assertThat(found.halo()).isEqualTo(Arrays.stream(measured).max().getAsInt());
			for (int i = 0; i < 4; i++)
				assertThat(margins[i]).isBetween(measured[i], measured[i] + 2);
		}
		else
			assertThat(margins).isEqualTo(measured);
	}

	@ParameterizedTest
	@MethodSource
	void whole(final String line) {
		final String[] words = line.split(" ");
		final Footprint found = Footprint.of(Fixtures.graph(words[0] + ".onnx"));
		assertThat(found).isInstanceOfSatisfying(WholeImage.class, it -> assertThat(it.reason()).startsWith(words[2]));
	}

	@Test
	void everyFixtureIsTried() {
		assertThat(local().count()).isEqualTo(24);
		assertThat(whole().count()).isEqualTo(3);
	}

	@Test
	void scaleIsKnownThoughTheWholeImageIsRead() {
		final Footprint found = Footprint.of(Fixtures.graph("squeeze-excitation.onnx"));
		assertThat(found.scale()).isEqualTo(2);
		assertThat(found.outputChannels()).isEqualTo(1);
		assertThat(found.activationBytesPerPixel()).isPositive();
	}

	@Test
	void fixedSizesAreReported() {
		final Footprint found = Footprint.of(Fixtures.graph("fixed-size.onnx"));
		assertThat(found.fixedHeight()).isEqualTo(24);
		assertThat(found.fixedWidth()).isEqualTo(32);
		assertThat(Footprint.of(Fixtures.graph("plain.onnx")).fixedWidth()).isZero();
	}

	/** The skip connection, the convolution's input and its output live together: 3 tensors of 4 channels. */
	@Test
	void memoryIsThatOfTheTensorsThatLiveTogether() {
		assertThat(Footprint.of(Fixtures.graph("residual-x2.onnx")).activationBytesPerPixel()).isEqualTo(3 * 4 * 4);
	}

	/** Half as many rows and columns take a quarter of the memory: 1 channel in, 4 channels at half size. */
	@Test
	void memoryCountsResolution() {
		assertThat(Footprint.of(Fixtures.graph("focus.onnx")).activationBytesPerPixel()).isEqualTo(4 + 4);
	}

	/**
	 * What a branch makes of the image, the whole sees and a tile does not: a mean of all pixels. The tensor lives as long
	 * as it is read there.
	 */
	@Test
	void subgraphsAreFollowed() {
		final OnnxNode mean = new OnnxNode("", "ReduceMean", "", List.of("pixels"), List.of("m"), Map.of());
		final OnnxNode inner = new OnnxNode("", "If", "", List.of("c"), List.of("n"), Map.of("then_branch", branch("m", mean)));
		final OnnxNode choice = new OnnxNode("", "If", "", List.of("c"), List.of("limit"), Map.of("then_branch", branch("n",
			inner)));
		final OnnxNode copy = new OnnxNode("", "Identity", "", List.of("image"), List.of("pixels"), Map.of());
		final OnnxNode clip = new OnnxNode("", "Clip", "", List.of("image", "", "limit"), List.of("out"), Map.of());
		assertThat(Footprint.of(graph(List.of(copy, choice, clip)))).isInstanceOfSatisfying(WholeImage.class, it -> assertThat(it
			.reason()).isEqualTo("the pixels that operator If reads are not known"));
		// nothing of the image is read there, but what the branch gives is of unknown shape
		final OnnxNode constant = new OnnxNode("", "Identity", "", List.of("k"), List.of("m"), Map.of());
		final OnnxNode harmless = new OnnxNode("", "If", "", List.of("c"), List.of("limit"), Map.of("then_branch", branch("m",
			constant)));
		assertThat(Footprint.of(graph(List.of(harmless, clip)))).isInstanceOfSatisfying(WholeImage.class, it -> assertThat(it
			.reason()).startsWith("Clip takes its input 2"));
		assertThat(Footprint.of(graph(List.of(new OnnxNode("", "Clip", "", List.of("image", "", "k"), List.of("out"), Map
			.of()))))).isInstanceOf(Local.class);
	}

	private static OnnxAttribute branch(final String output, final OnnxNode... nodes) {
		final OnnxGraph graph = new OnnxGraph(0, Map.of(), "", "", List.of(nodes), Map.of(), List.of(), List.of(new OnnxValue(
			output, 1, List.of())), List.of(), Set.of());
		return new OnnxAttribute("then_branch", 0, 0, "", List.of(), List.of(), List.of(), List.of(graph));
	}

	private static OnnxGraph graph(final List<OnnxNode> nodes) {
		final List<OnnxValue.Dimension> shape = Stream.of(1, 1, -1, -1).map(size -> new OnnxValue.Dimension(size, "")).toList();
		final Map<String, OnnxInitializer> constants = Stream.of("c", "k").collect(Collectors.toMap(name -> name,
			name -> new OnnxInitializer(name, new long[0], 1, new double[] { 1 }, null)));
		return new OnnxGraph(8, Map.of("", 17L), "", "", nodes, constants, List.of(new OnnxValue("image", 1, shape)), List.of(
			new OnnxValue("out", 1, shape)), List.of(), Set.of());
	}
}

package vernier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import vernier.image.VernierException;

class OnnxGraphTest {

	@Test
	void readsWhatPythonWrote() {
		final OnnxGraph graph = Fixtures.graph("residual-x2.onnx");
		assertThat(graph.irVersion()).isEqualTo(8);
		assertThat(graph.opset()).isEqualTo(17);
		assertThat(graph.producer()).isEqualTo("fixtures");
		assertThat(graph.name()).isEqualTo("fixture");
		assertThat(graph.nodes()).extracting(OnnxNode::op).containsExactly("Conv", "Conv", "LeakyRelu", "Conv", "Add",
			"Conv", "DepthToSpace");
		assertThat(graph.nodes().get(0).integers("pads")).containsExactly(1, 1, 1, 1);
		assertThat(graph.nodes().get(2).attributes().get("alpha").number()).isEqualTo(0.3f);
		assertThat(graph.nodes().get(6).text("mode", "")).isEqualTo("CRD");
		assertThat(graph.nodes().get(4).inputs()).containsExactly("t0", "t3");
		final OnnxInitializer kernel = graph.initializers().get("c0");
		assertThat(kernel.dims()).containsExactly(4, 1, 3, 3);
		assertThat(kernel.dataType()).isEqualTo(1);
		assertThat(kernel.externalFile()).isNull();
	}

	@Test
	void shapesMayBeFree() {
		final OnnxValue input = Fixtures.graph("residual-x2.onnx").imageInput();
		assertThat(input.name()).isEqualTo("x");
		assertThat(input.elementType()).isEqualTo(1);
		assertThat(input.shape()).hasToString("[1, 1, H, W]");
		assertThat(input.shape().get(2).isFree()).isTrue();
		assertThat(Fixtures.graph("fixed-size.onnx").imageInput().shape()).hasToString("[1, 1, 24, 32]");
	}

	@Test
	void smallConstantsKeepTheirValues() {
		final OnnxGraph graph = Fixtures.graph("fixed-size.onnx");
		assertThat(graph.initializers().get("c2").values()).containsExactly(1, 1, 2, 2, 24, 32);
		assertThat(Fixtures.graph("resize-x3-nearest.onnx").initializers().get("c2").values()).containsExactly(1, 1, 3, 3);
	}

	@Test
	void whatIsNoModelIsSaidSo() {
		assertThatThrownBy(() -> Fixtures.graph("bad/not-onnx.onnx")).isInstanceOf(VernierException.class)
			.hasMessageContaining("bad/not-onnx.onnx is no ONNX model");
		assertThatThrownBy(() -> Fixtures.graph("bad/truncated.onnx")).isInstanceOf(VernierException.class)
			.hasMessageMatching("bad/truncated.onnx is no ONNX model \\(truncated at byte \\d+\\): .*");
		assertThatThrownBy(() -> OnnxGraph.parse(new byte[0], "empty.onnx")).isInstanceOf(VernierException.class)
			.hasMessageContaining("it has no graph");
	}

	@Test
	void endlessNestingIsRefused() {
		// graph { node { attribute { g: graph { ... } } } }, 1000 deep
		byte[] inner = {};
		for (int i = 0; i < 1000; i++)
			inner = field(1, field(5, field(6, inner)));
		final byte[] model = field(7, inner);
		assertThatThrownBy(() -> OnnxGraph.parse(model, "deep.onnx")).isInstanceOf(VernierException.class)
			.hasMessageContaining("graphs within graphs");
	}

	/** Protobuf merges them: what runs would not be what was checked. */
	@Test
	void twoGraphsAreRefused() {
		final byte[] graph = field(7, new byte[0]);
		final byte[] model = Arrays.copyOf(graph, 2 * graph.length);
		System.arraycopy(graph, 0, model, graph.length, graph.length);
		assertThatThrownBy(() -> OnnxGraph.parse(model, "two.onnx")).isInstanceOf(VernierException.class)
			.hasMessageContaining("it has two graphs");
	}

	@Test
	void aBombOfEmptyNodesIsRefused() {
		final byte[] nodes = new byte[20_000_000];
		for (int i = 0; i < nodes.length; i += 2)
			nodes[i] = 1 << 3 | 2;
		assertThatThrownBy(() -> OnnxGraph.parse(field(7, nodes), "bomb.onnx")).isInstanceOf(VernierException.class)
			.hasMessageContaining("more parts than any network has");
	}

	/** A length-delimited protobuf field. */
	private static byte[] field(final int number, final byte[] content) {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(number << 3 | 2);
		int length = content.length;
		while (length >= 0x80) {
			out.write(length | 0x80);
			length >>>= 7;
		}
		out.write(length);
		out.writeBytes(content);
		return out.toByteArray();
	}
}

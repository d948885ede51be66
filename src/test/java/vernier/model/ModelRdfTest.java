package vernier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vernier.image.VernierException;

class ModelRdfTest {

	private static final String MINIMAL = "format_version: 0.5.4\nweights: {onnx: {source: net.onnx}}\n";

	private static ModelDescription parse(final String text) {
		return ModelRdf.parse(text, "folder", "rdf.yaml");
	}

	@Test
	void readsWhatTheRecipeWrote() {
		final ModelDescription model = parse(new String(Fixtures.bytes("models/tiny-x2/rdf.yaml"), StandardCharsets.UTF_8));
		assertThat(model.id()).isEqualTo("tiny-x2");
		assertThat(model.name()).isEqualTo("Tiny network");
		assertThat(model.version()).isEqualTo("0.1.0");
		assertThat(model.task()).isEqualTo("super-resolution");
		assertThat(model.scale()).isEqualTo(2);
		assertThat(model.channels()).isEqualTo(1);
		assertThat(model.sha256()).isEqualTo(ModelCheck.sha256(Fixtures.bytes("models/tiny-x2/weights.onnx")));
		assertThat(model.license()).isEqualTo("BSD-2-Clause");
		assertThat(model.authors()).containsExactly("The Vernier developers");
		assertThat(model.citations()).containsExactly("Vernier https://github.com/vernier-imaging/Vernier");
		assertThat(model.weightsFile()).isEqualTo("weights.onnx");
		assertThat(model.testInputs()).containsExactly("test-input.npy");
		assertThat(model.testOutputs()).containsExactly("test-output.npy");
		assertThat(model.testTolerance()).isEqualTo(new Tolerance(1e-4, 1e-3));
		assertThat(model.settings()).containsEntry("family", "tiny");
	}

	@Test
	void scaleIsThatOfTheAxesIfNotStated() {
		final String text = new String(Fixtures.bytes("models/tiny-x2/rdf.yaml"), StandardCharsets.UTF_8);
		assertThat(parse(text.replaceAll("(?s)  vernier:.*", "")).scale()).isEqualTo(2);
	}

	@Test
	void readsVersion04() {
		final ModelDescription model = parse(new String(Fixtures.bytes("rdf-0.4.yaml"), StandardCharsets.UTF_8));
		assertThat(model.id()).isEqualTo("folder");
		assertThat(model.name()).isEqualTo("Nuclei");
		assertThat(model.version()).isEqualTo("1.0");
		assertThat(model.scale()).isEqualTo(4);
		assertThat(model.task()).isEmpty();
		assertThat(model.sha256()).isEqualTo("abcdef");
		assertThat(model.weightsFile()).isEqualTo("net.onnx");
		assertThat(model.testInputs()).containsExactly("a.npy");
		assertThat(model.testOutputs()).isEmpty();
		assertThat(model.preprocessing()).containsExactly("zero_mean_unit_variance");
	}

	@Test
	void littleIsEnough() {
		final ModelDescription model = parse(MINIMAL);
		assertThat(model.id()).isEqualTo("folder");
		assertThat(model.scale()).isEqualTo(1);
		assertThat(model.settings()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/etc/passwd", "../net.onnx", "a/../../net.onnx", "C:net.onnx", "a\\\\b.onnx",
		"https://example.org/net.onnx", "file:///net.onnx" })
	void weightsAreInTheFolder(final String path) {
		assertThatThrownBy(() -> parse(MINIMAL.replace("net.onnx", '"' + path + '"'))).isInstanceOf(VernierException.class)
			.hasMessageContaining("not in the model's own folder");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "just text", "- a\n- b", "a: [", "a: 1\na: 2", "? [x]\n: y\n- z",
		"!!javax.script.ScriptEngine {}",
		"format_version: 9.9", "format_version: 0.5.4", "format_version: 0.5.4\nweights: {onnx: {source: []}}",
		"format_version: 0.5.4\nweights: {onnx: {source: n.onnx}}\nconfig: {vernier: {scale: 2.5}}", "a: &a [*a]",
		"format_version: 0.5.4\nweights: {onnx: {source: n.onnx}}\nconfig: {vernier: {family: &a [[*a]]}}" })
	void otherThingsAreRefusedInOneSentence(final String text) {
		assertThatThrownBy(() -> parse(text)).isInstanceOf(VernierException.class).hasMessageStartingWith("rdf.yaml ")
			.hasMessageEndingWith(".");
	}

	/** An alias to what is complete is a short cut, and an anchor may be given anew. */
	@Test
	void aliasesAreUnderstood() {
		final String text = MINIMAL + "config: {vernier: {a: &x [1, &y two], b: *x, c: &x {d: *y}, e: *x}}\n";
		assertThat(parse(text).settings().toString()).contains("[1, two]").contains("d=two");
	}

	@Test
	void bombsAreRefused() {
		final String deep = "a: " + "[".repeat(200_000);
		assertThatThrownBy(() -> parse(deep)).isInstanceOf(VernierException.class).hasMessageContaining("50 deep");
		final StringBuilder laughs = new StringBuilder("a0: &a0 [x, x]\n");
		for (int i = 1; i < 30; i++)
			laughs.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
		assertThatThrownBy(() -> parse(laughs.toString())).isInstanceOf(VernierException.class);
		assertThatThrownBy(() -> parse("a: " + "x".repeat(2_000_000))).isInstanceOf(VernierException.class);
	}
}

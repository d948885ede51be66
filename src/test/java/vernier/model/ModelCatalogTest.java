package vernier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vernier.image.OutputFile;
import vernier.image.VernierException;

class ModelCatalogTest {

	private static final String[] FILES = { "rdf.yaml", "weights.onnx", "test-input.npy", "test-output.npy" };

	@TempDir
	private Path folder;

	private final ModelCatalog catalog = ModelCatalog.bundled().addResources(getClass().getClassLoader(), "onnx/models");

	/** A copy of the tiny model, with the description changed. */
	private Path copy(final String name, final String from, final String to) throws IOException {
		final Path copy = Files.createDirectories(folder.resolve(name));
		for (final String file : FILES)
			Files.write(copy.resolve(file), Fixtures.bytes("models/tiny-x2/" + file));
		final String rdf = Files.readString(copy.resolve("rdf.yaml"));
		assertThat(rdf).contains(from);
		Files.writeString(copy.resolve("rdf.yaml"), rdf.replace(from, to));
		return copy;
	}

	private Path zip(final String prefix, final String extra) throws IOException {
		final Path zip = folder.resolve("package.zip");
		try (OutputStream out = Files.newOutputStream(zip); ZipOutputStream zipped = new ZipOutputStream(out)) {
			for (final String file : FILES) {
				zipped.putNextEntry(new ZipEntry(prefix + file));
				zipped.write(Fixtures.bytes("models/tiny-x2/" + file));
			}
			zipped.putNextEntry(new ZipEntry(extra));
			zipped.write("x".getBytes(StandardCharsets.UTF_8));
		}
		return zip;
	}

	@Test
	void loadsById() {
		assertThat(catalog.list("super-resolution")).extracting(ModelDescription::id).contains("tiny-x2");
		assertThat(catalog.list("counting")).extracting(ModelDescription::id).doesNotContain("tiny-x2");
		final Model model = catalog.load("tiny-x2");
		assertThat(model.description().scale()).isEqualTo(2);
		assertThat(model.footprint().halo()).isEqualTo(4);
		assertThat(model.weights()).isEqualTo(Fixtures.bytes("models/tiny-x2/weights.onnx"));
		assertThat(model.testInput(0).shape()).containsExactly(1, 1, 12, 10);
		assertThat(model.testOutput(0).shape()).containsExactly(1, 1, 24, 20);
		assertThatThrownBy(() -> model.testInput(1)).isInstanceOf(VernierException.class)
			.hasMessageContaining("no test input");
	}

	@Test
	void loadsByPath() throws IOException {
		final Path copy = copy("mine", "\"tiny-x2\"", "\"mine\"");
		for (final Path path : new Path[] { copy, copy.resolve("rdf.yaml"), zip("", "notes.txt"), //
			zip("inside/", "notes.txt") })
			assertThat(catalog.load(path.toString()).footprint().halo()).as(path.toString()).isEqualTo(4);
		final Model bare = catalog.load(copy.resolve("weights.onnx").toString());
		assertThat(bare.description().id()).isEqualTo("weights");
		assertThat(bare.description().scale()).isEqualTo(2);
		assertThat(bare.description().sha256()).isEqualTo(ModelCheck.sha256(bare.weights()));
	}

	@Test
	void addsTheUsersFolder() throws IOException {
		copy("a", "id: \"tiny-x2\"", "id: \"mine\"");
		copy("b", "id: \"tiny-x2\"", "id: \"tiny-x2\"");
		Files.createDirectories(folder.resolve("empty"));
		catalog.addFolder(folder);
		assertThat(catalog.list()).extracting(ModelDescription::id).containsOnlyOnce("tiny-x2", "mine");
		assertThat(catalog.load("mine").description().name()).isEqualTo("Tiny network");
		assertThat(catalog.problems()).hasSize(2).anySatisfy(line -> assertThat(line).contains("taken by another model"))
			.anySatisfy(line -> assertThat(line).contains("no rdf.yaml"));
	}

	@Test
	void theUsersFolderIsReadAnewWithEachCatalogOnceItIsAsked() throws IOException {
		System.setProperty("vernier.models", folder.toString());
		try {
			copy("a", "id: \"tiny-x2\"", "id: \"first\"");
			final ModelCatalog before = ModelCatalog.standard();
			copy("b", "id: \"tiny-x2\"", "id: \"second\"");
			assertThat(before.list()).extracting(ModelDescription::id).contains("first", "second");
			OutputFile.delete(folder.resolve("a"));
			assertThat(ModelCatalog.standard().list()).extracting(ModelDescription::id).contains("second").doesNotContain("first");
			assertThat(before.load("second").footprint().halo()).isEqualTo(4);
		}
		finally {
			System.clearProperty("vernier.models");
		}
		assertThat(ModelCatalog.bundled().list()).isNotEmpty().extracting(ModelDescription::id).doesNotContain("second");
	}

	@Test
	void aMissingFolderIsNoProblem() {
		assertThat(catalog.addFolder(folder.resolve("absent")).problems()).isEmpty();
	}

	@Test
	void anUnknownIdListsWhatThereIs() {
		assertThatThrownBy(() -> catalog.load("tiny-x3")).isInstanceOf(VernierException.class)
			.hasMessageContaining("tiny-x3")
			.hasMessageContaining("tiny-x2");
		for (final String odd : new String[] { "", " ", "\0", "../..//nowhere", "C:\\x\0y" })
			assertThatThrownBy(() -> catalog.load(odd)).isInstanceOf(VernierException.class);
	}

	@Test
	void theDescriptionMustFitTheWeights() throws IOException {
		final Path scale = copy("scale", "scale: 2\n", "scale: 3\n");
		assertThatThrownBy(() -> catalog.load(scale.toString())).hasMessageContaining("enlarges by 2")
			.hasMessageContaining("states 3");
		final Path checksum = copy("checksum", "name: \"Tiny network\"", "name: \"Tiny network\"");
		final byte[] weights = Fixtures.bytes("models/tiny-x2/weights.onnx");
		weights[weights.length / 2]++;
		Files.write(checksum.resolve("weights.onnx"), weights);
		assertThatThrownBy(() -> catalog.load(checksum.toString())).isInstanceOf(VernierException.class)
			.hasMessageContaining("sha256").hasMessageContaining("damaged");
		final Path channels = copy("channels", "channel_names: [\"intensity\"]", "channel_names: [\"r\", \"g\", \"b\"]");
		assertThatThrownBy(() -> catalog.load(channels.toString())).hasMessageContaining("takes 1 channel")
			.hasMessageContaining("states 3");
		Files.delete(channels.resolve("weights.onnx"));
		assertThatThrownBy(() -> catalog.load(channels.toString())).isInstanceOf(VernierException.class)
			.hasMessageContaining("has no file \"weights.onnx\"");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "not-onnx | is no ONNX model",
		"truncated | is no ONNX model (truncated at byte",
		"rank3 | has 3 dimension(s) [1, 1, H]; four", "opset99 | operator set 99", //
		"half | takes an image of float16; float32 is expected",
		"sparse-outside | file \"../../secret.bin\" outside its folder",
		"external-outside | file \"../../secret.bin\" outside its folder",
			"external-beside | separate file \"weights.bin\"",
		"custom-domain | needs the operator com.example.custom.LeakyRelu" })
	void badFilesAreRefused(final String file, final String sentence) {
		assertThatThrownBy(() -> catalog.load(Fixtures.path("bad/" + file + ".onnx").toString()))
			.isInstanceOf(VernierException.class).hasMessageContaining(sentence);
	}

	@Test
	void channelsAreReported() {
		final Model model = catalog.load(Fixtures.path("bad/rgb.onnx").toString());
		assertThat(model.footprint().inputChannels()).isEqualTo(3);
		assertThat(model.footprint().outputChannels()).isEqualTo(3);
	}

	@Test
	void packagesThatLeadOutAreRefused() throws IOException {
		for (final String entry : new String[] { "../evil.txt", "/evil.txt", "a/../../evil.txt", "a\\..\\evil.txt" }) {
			final Path zip = zip("", entry);
			assertThatThrownBy(() -> catalog.load(zip.toString())).isInstanceOf(VernierException.class)
				.hasMessageContaining("not in the model's own folder");
		}
		final Path empty = zip("deep/down/", "x");
		assertThatThrownBy(() -> catalog.load(empty.toString())).isInstanceOf(VernierException.class)
			.hasMessageContaining("has no rdf.yaml");
		final Path none = Files.writeString(folder.resolve("none.zip"), "no package");
		assertThatThrownBy(() -> catalog.load(none.toString())).isInstanceOf(VernierException.class)
			.hasMessageContaining("no readable .zip package");
	}

	@Test
	void linksOutOfTheFolderAreNotFollowed() throws IOException {
		final Path copy = copy("linked", "name: \"Tiny network\"", "name: \"Tiny network\"");
		final Path outside = Files.move(copy.resolve("weights.onnx"), folder.resolve("outside.onnx"));
		Files.createSymbolicLink(copy.resolve("weights.onnx"), outside);
		assertThatThrownBy(() -> catalog.load(copy.toString())).isInstanceOf(VernierException.class)
			.hasMessageContaining("link out of it");
	}

	@Test
	void otherFilesAreNoModels() throws IOException {
		final Path text = Files.writeString(folder.resolve("notes.txt"), "x");
		assertThatThrownBy(() -> catalog.load(text.toString())).isInstanceOf(VernierException.class)
			.hasMessageContaining("is no model: choose");
	}
}

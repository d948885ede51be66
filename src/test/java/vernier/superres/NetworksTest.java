package vernier.superres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vernier.image.VernierException;
import vernier.model.Model;
import vernier.model.ModelCatalog;

/** Models of a user's own folder, among the bundled ones. */
class NetworksTest {

	private static final String CATALOG = "vernier.models";

	@TempDir
	private Path folder;
	private String before;

	@BeforeEach
	void useTheFolder() {
		before = System.setProperty(CATALOG, folder.toString());
	}

	@AfterEach
	void restore() {
		if (before == null)
			System.clearProperty(CATALOG);
		else
			System.setProperty(CATALOG, before);
	}

	/** A copy of the tiny model that doubles the size; its description is changed. */
	private void copy(final String id, final String... changes) throws IOException, URISyntaxException {
		final Path tiny = Path.of(NetworksTest.class.getResource("/imagej1/models/tiny-x2").toURI());
		final Path copy = Files.createDirectories(folder.resolve(id));
		Files.copy(tiny.resolve("weights.onnx"), copy.resolve("weights.onnx"));
		String rdf = Files.readString(tiny.resolve("rdf.yaml")).replace("id: tiny-x2", "id: " + id);
		for (int i = 0; i < changes.length; i += 2) {
			assertThat(rdf).contains(changes[i]);
			rdf = rdf.replace(changes[i], changes[i + 1]);
		}
		Files.writeString(copy.resolve("rdf.yaml"), rdf);
	}

	private static Iterable<String> chosen(final String name, final double scale) {
		return Networks.choose(ModelCatalog.standard(), name, Scale.of(scale)).stream() //
			.map(Model::description).map(model -> model.id()).toList();
	}

	@Test
	void aFamilyIsChosenByItsName() throws Exception {
		copy("mine-x2", "family: sr-fast", "family: mine");
		assertThat(Networks.choices(ModelCatalog.standard())).startsWith(Networks.AUTO).contains("mine");
		assertThat(chosen("mine", 2)).containsExactly("mine-x2");
		assertThat(chosen("Mine", 3)).containsExactly("mine-x2", "mine-x2");
	}

	@Test
	void aUsersModelDoesNotTakeThePlaceOfABundledOne() throws Exception {
		copy("mine-x2");
		assertThat(chosen("sr-fast", 2)).containsExactly("sr-fast-x2");
		assertThat(chosen("mine-x2", 2)).containsExactly("mine-x2");
	}

	@Test
	void aModelThatEnlargesLessThanItSaysIsRefused() throws Exception {
		copy("mine-x4", ", scale: 2}", "}", "family: sr-fast", "family: mine", //
			"id: y, size: {tensor_id", "id: y, scale: 0.25, size: {tensor_id", //
			"id: x, size: {tensor_id", "id: x, scale: 0.25, size: {tensor_id");
		assertThatThrownBy(() -> chosen("mine", 4)).isInstanceOf(VernierException.class)
			.hasMessageContaining("enlarges by 2").hasMessageContaining("by 4");
	}

	@Test
	void aModelThatWantsOtherValuesThanItWouldGetIsRefused() throws Exception {
		copy("normalised", "family: sr-fast", "family: mine", "    test_tensor: {source: test-input.npy}", //
			"    preprocessing: [{id: zero_mean_unit_variance}]\n    test_tensor: {source: test-input.npy}");
		copy("scaled", "family: sr-fast", "family: other", "    test_tensor: {source: test-input.npy}", //
			"    preprocessing: [{id: ensure_dtype}, {id: scale_range}]\n    test_tensor: {source: test-input.npy}");
		assertThatThrownBy(() -> chosen("mine", 2)).isInstanceOf(VernierException.class)
			.hasMessageContaining("zero_mean_unit_variance");
		assertThat(chosen("other", 2)).containsExactly("scaled");
	}

	@Test
	void factorsBelowTwoHaveANetworkThatIsToldTheFactor() {
		assertThat(chosen(Networks.AUTO, 1.5)).containsExactly("sr-fast-below-2");
		assertThat(chosen("sr-quality", 1.1)).containsExactly("sr-quality-below-2");
		assertThat(chosen("sr-fast-below-2", 2)).containsExactly("sr-fast-below-2");
		assertThat(chosen("sr-fast-x2", 1.5)).containsExactly("sr-fast-x2");
		assertThat(chosen(Networks.AUTO, 2)).containsExactly("sr-fast-x2");
		assertThat(chosen(Networks.AUTO, 5)).containsExactly("sr-fast-x3", "sr-fast-x2");
		assertThat(Networks.choose(ModelCatalog.standard(), Networks.AUTO, Scale.parse("1.5x1.2")).get(0).description().id())
			.isEqualTo("sr-fast-x2");
		assertThatThrownBy(() -> chosen("sr-fast-below-2", 3)).isInstanceOf(VernierException.class)
			.hasMessageContaining("from 1.1 to 2").hasMessageContaining("not for 3");
	}

	@Test
	void namesAreUnderstoodInUpperCaseAndOnlyNetworksThatEnlargeAreOffered() {
		assertThat(chosen("SR-Fast", 2)).containsExactly("sr-fast-x2");
		assertThat(chosen("SR-FAST-X3", 2)).containsExactly("sr-fast-x3");
		assertThatThrownBy(() -> chosen("best", 2)).isInstanceOf(VernierException.class) //
			.hasMessageContaining("choose one of Auto, ").hasMessageContaining("sr-quality") //
			.hasMessageNotContaining("count-cells");
	}

	@Test
	void autoIsTheFastFamily() {
		assertThat(Networks.choices(ModelCatalog.bundled())).containsExactly(Networks.AUTO, "sr-fast", "sr-quality");
		assertThat(chosen(Networks.AUTO, 2)).containsExactly("sr-fast-x2");
	}

	@Test
	void factorsThatAreNoRangeAreRefused() throws Exception {
		copy("odd", "family: sr-fast", "family: mine, factors: [2]");
		assertThatThrownBy(() -> chosen("mine", 1.5)).isInstanceOf(VernierException.class).hasMessageContaining("[2]");
		copy("narrow", "family: sr-fast", "family: other, factors: [1.1, 2]");
		assertThatThrownBy(() -> chosen("other", 1.5)).isInstanceOf(VernierException.class)
			.hasMessageContaining("takes 1").hasMessageContaining("states factors");
	}
}

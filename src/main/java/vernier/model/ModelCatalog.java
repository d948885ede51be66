package vernier.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import vernier.image.NamedFile;
import vernier.image.VernierException;

/**
 * The models there are: bundled ones, and those in the user's folder ({@code ~/.vernier/models}, or what the system
 * property {@code vernier.models} names), each in a folder of its own.
 *
 * <pre>
 * final ModelCatalog catalog = ModelCatalog.standard();
 * catalog.list("super-resolution").forEach(model -&gt; log(model.id()));
 * final Model model = catalog.load("sr-fast-x2");
 * </pre>
 */
public final class ModelCatalog {

	private static final int MAX_INDEX_BYTES = 1 << 16;

	private final Map<String, ModelDescription> descriptions = new LinkedHashMap<>();
	private final Map<String, ModelFiles> files = new LinkedHashMap<>();
	private final List<String> problems = new ArrayList<>();

	/** The folder that is read when the models are first asked for, or null. */
	private Path unread;

	private ModelCatalog() {}

	/** What lies in the jar, which cannot change: its descriptions are read once. */
	private static final class Bundled {

		static final ModelCatalog MODELS = new ModelCatalog().addResources(ModelCatalog.class.getClassLoader(), "models");
	}

	/** The models that travel in the plugin. */
	public static ModelCatalog bundled() {
		final ModelCatalog catalog = new ModelCatalog();
		catalog.descriptions.putAll(Bundled.MODELS.descriptions);
		catalog.files.putAll(Bundled.MODELS.files);
		catalog.problems.addAll(Bundled.MODELS.problems);
		return catalog;
	}

	/**
	 * The bundled models and the user's own, which are read when the catalog is first asked for models. A folder that cannot
	 * be read is left out, see {@link #problems()}.
	 */
	public static ModelCatalog standard() {
		final ModelCatalog catalog = bundled();
		catalog.unread = userFolder();
		return catalog;
	}

	/** The models in the folders of one folder, and no others. */
	public static ModelCatalog ofFolder(final Path folder) {
		return new ModelCatalog().addFolder(folder);
	}

	/** Where the user's own models lie, one folder each; need not exist. */
	public static Path userFolder() {
		final String set = System.getProperty("vernier.models", "");
		return set.isEmpty() ? Path.of(System.getProperty("user.home"), ".vernier", "models") : Path.of(set);
	}

	/** Adds models of the class path: the folder's index.txt names one id per line, as a jar cannot be listed. */
	ModelCatalog addResources(final ClassLoader loader, final String folder) {
		if (loader.getResource(folder + "/index.txt") == null)
			return this;
		final byte[] index = ModelFiles.resources(loader, folder).read("index.txt", MAX_INDEX_BYTES);
		new String(index, StandardCharsets.UTF_8).lines().map(String::trim).filter(line -> !line.isEmpty()).forEach(
			id -> add(ModelFiles.resources(loader, folder + "/" + id), id));
		return this;
	}

	/** Adds the models in the folders of a folder. */
	ModelCatalog addFolder(final Path folder) {
		if (!Files.isDirectory(folder))
			return this;
		try (Stream<Path> inside = Files.list(folder)) {
			inside.filter(Files::isDirectory).sorted().forEach(model -> add(ModelFiles.folder(model), model.getFileName()
				.toString()));
		}
		catch (final IOException | UncheckedIOException e) {
			problems.add("The folder " + folder + " cannot be listed: " + e.getMessage());
		}
		return this;
	}

	private synchronized ModelCatalog read() {
		final Path folder = unread;
		unread = null;
		return folder == null ? this : addFolder(folder);
	}

	private void add(final ModelFiles model, final String folder) {
		try {
			final ModelDescription description = ModelLoader.describe(model, folder);
			if (descriptions.putIfAbsent(description.id(), description) == null)
				files.put(description.id(), model);
			else
				problems.add("The id \"" + description.id() + "\" of " + model.where() +
					" is taken by another model: change it.");
		}
		catch (final VernierException e) {
			problems.add(e.getMessage());
		}
	}

	/** All models, bundled ones first; weights are neither read nor checked. */
	public List<ModelDescription> list() {
		return List.copyOf(read().descriptions.values());
	}

	/** The models for a task, such as "super-resolution". */
	public List<ModelDescription> list(final String task) {
		return read().descriptions.values().stream().filter(model -> model.task().equals(task)).toList();
	}

	/** Why some folders are left out: one sentence each. */
	public List<String> problems() {
		return List.copyOf(read().problems);
	}

	/**
	 * Reads and checks a model.
	 *
	 * @param idOrPath id of a model in the catalog in upper or lower case, or path to a model folder, its rdf.yaml, a
	 *          bioimage.io package (.zip) or a bare .onnx file
	 * @throws VernierException if there is no such model, or it is refused
	 */
	public Model load(final String idOrPath) {
		return load(idOrPath, List.copyOf(read().descriptions.keySet()));
	}

	/**
	 * Reads and checks a model for a purpose.
	 *
	 * @param offered what the user is told to choose from if there is no such model
	 * @throws VernierException as {@link #load(String)}
	 */
	public Model load(final String idOrPath, final List<String> offered) {
		final ModelDescription known = known(idOrPath.trim());
		if (known != null)
			return ModelLoader.load(files.get(known.id()), known);
		final Optional<Path> path = NamedFile.of(idOrPath.trim());
		if (path.isPresent())
			return ModelLoader.load(path.get());
		throw missing(idOrPath, offered);
	}

	/**
	 * Looks, before anything is read, whether {@link #load(String, List)} would find a model.
	 *
	 * @throws VernierException if there is none in the catalog, among what is offered, nor at that path
	 */
	public void check(final String idOrPath, final List<String> offered) {
		final String name = idOrPath.trim();
		if (known(name) == null && offered.stream().noneMatch(name::equalsIgnoreCase) && NamedFile.of(name).isEmpty())
			throw missing(idOrPath, offered);
	}

	private VernierException missing(final String idOrPath, final List<String> offered) {
		final String choice = offered.isEmpty() ? "the path of a model, as there are none in " + userFolder() //
			: "one of " + String.join(", ", offered) + ", or the path of a model";
		final String leftOut = problems.isEmpty() ? "" : " Left out: " + String.join(" ", problems);
		return new VernierException("There is no model \"" + idOrPath + "\" and no such file: choose " + choice + "." +
			leftOut);
	}

	/**
	 * A text that changes when a model does.
	 *
	 * @param id of the model, in upper or lower case; if there is none of that id ("Auto"), the text changes with every model
	 * @throws VernierException if a description, or the weights of a model that states no checksum, cannot be read
	 */
	public String fingerprint(final String id) {
		final ModelDescription known = known(id.trim());
		final StringBuilder text = new StringBuilder();
		for (final ModelDescription model : known == null ? list() : List.of(known))
			text.append(ModelLoader.fingerprint(files.get(model.id()), model)).append('\n');
		return text.toString();
	}

	private ModelDescription known(final String id) {
		final ModelDescription exact = read().descriptions.get(id);
		return exact != null ? exact
			: descriptions.values().stream().filter(model -> model.id().equalsIgnoreCase(id)).findFirst().orElse(null);
	}
}

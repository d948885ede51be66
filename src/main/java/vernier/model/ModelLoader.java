package vernier.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import vernier.image.VernierException;

/** Reads a model and checks it. */
final class ModelLoader {

	/** Names that a description may have. */
	static final List<String> DESCRIPTIONS = List.of("rdf.yaml", "bioimageio.yaml", "model.yaml");

	private static final int MAX_DESCRIPTION_BYTES = 1 << 20;

	private ModelLoader() {}

	/**
	 * The description of the model in a folder.
	 *
	 * @param folder name of the folder, the id where none is stated
	 */
	static ModelDescription describe(final ModelFiles files, final String folder) {
		return describe(files, folder, description(files));
	}

	/** Id, and checksums of the description and of the weights, which is the stated one if one is stated. */
	static String fingerprint(final ModelFiles files, final ModelDescription stated) {
		return stated.id() + ' ' + ModelCheck.sha256(files.read(description(files), MAX_DESCRIPTION_BYTES)) + ' ' + (stated
			.sha256().isEmpty() ? ModelCheck.sha256(files.read(stated.weightsFile(), OnnxGraph.MAX_BYTES)) : stated.sha256());
	}

	/** Name of the description. */
	private static String description(final ModelFiles files) {
		for (final String name : DESCRIPTIONS)
			if (exists(files, name))
				return name;
		throw new VernierException("There is no rdf.yaml in " + files.where() +
			": a bioimage.io model description is expected.");
	}

	private static ModelDescription describe(final ModelFiles files, final String folder, final String name) {
		final String text = new String(files.read(name, MAX_DESCRIPTION_BYTES), StandardCharsets.UTF_8);
		return ModelRdf.parse(text, folder, "The file " + name + " of " + files.where());
	}

	private static boolean exists(final ModelFiles files, final String name) {
		try (InputStream stream = files.open(name)) {
			return stream != null;
		}
		catch (final IOException e) {
			throw new VernierException("The file \"" + name + "\" of " + files.where() + " cannot be read: " +
				e.getMessage(), e);
		}
	}

	/** Reads the weights of a described model and checks that they are what the description says. */
	static Model load(final ModelFiles files, final ModelDescription stated) {
		final byte[] weights = files.read(stated.weightsFile(), OnnxGraph.MAX_BYTES);
		final String checksum = ModelCheck.sha256(weights);
		ModelCheck.checksum(stated, checksum);
		final OnnxGraph graph = OnnxGraph.parse(weights, "The file \"" + stated.weightsFile() + "\" of " + files.where());
		ModelCheck.graph(stated, graph);
		final Footprint footprint = Footprint.of(graph);
		if (footprint.scale() > 0 && stated.settings().containsKey("scale") && stated.scale() != footprint.scale())
			throw new VernierException("The model \"" + stated.id() + "\" enlarges by " + footprint.scale() +
				", but its description states " + stated.scale() + ": one of the two files belongs to another model.");
		final int scale = footprint.scale() > 0 ? footprint.scale() : stated.scale();
		return new Model(stated.with(checksum, scale), weights, graph, footprint, files);
	}

	/** Reads a model from a folder, a description, a package or a bare .onnx file. */
	static Model load(final Path path) {
		final Path absolute = path.toAbsolutePath().normalize();
		final String name = String.valueOf(absolute.getFileName());
		if (Files.isDirectory(absolute))
			return load(ModelFiles.folder(absolute), describe(ModelFiles.folder(absolute), name));
		final ModelFiles beside = ModelFiles.folder(absolute.getParent());
		final String lower = name.toLowerCase(Locale.ROOT);
		if (lower.endsWith(".yaml") || lower.endsWith(".yml"))
			return load(beside, describe(beside, String.valueOf(absolute.getParent().getFileName()), name));
		if (lower.endsWith(".zip")) {
			final ModelFiles files = ModelFiles.zip(absolute);
			return load(files, describe(files, name.substring(0, name.length() - 4)));
		}
		if (lower.endsWith(".onnx"))
			return load(beside, ModelDescription.ofFile(name));
		throw new VernierException(absolute + " is no model: choose a model folder, its rdf.yaml, a .zip package or " +
			"a .onnx file.");
	}
}

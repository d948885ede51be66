package vernier.model;

import java.util.List;
import java.util.Map;

/**
 * What a model is, from its rdf.yaml (bioimage.io model description, specification 0.5 or 0.4; what only Vernier needs
 * is under {@code config: vernier:}).
 *
 * @param id how it is chosen: the name of its folder, where rdf.yaml states no id
 * @param name title
 * @param version version of the model, may be empty
 * @param task what it is for, such as "super-resolution"; empty for models that do not say
 * @param scale output pixels per input pixel along an axis, 1 if not stated
 * @param channels values per input pixel, 0 if not stated
 * @param sha256 checksum of the weights in lower-case hexadecimal; empty if not stated and not loaded
 * @param description one paragraph
 * @param license SPDX identifier, may be empty
 * @param authors names
 * @param citations text and DOI or address of what to cite
 * @param weightsFile .onnx file in the model's folder
 * @param testInputs .npy files in the model's folder, one for each input
 * @param testOutputs .npy files in the model's folder: what the test inputs give
 * @param testTolerance how far from the test output counts as equal
 * @param preprocessing ids of the steps that the model wants before it, in order, such as zero_mean_unit_variance
 * @param postprocessing ids of the steps that the model wants after it, in order
 * @param settings all of {@code config: vernier:}
 */
public record ModelDescription(String id, String name, String version, String task, int scale, int channels,
	String sha256, String description, String license, List<String> authors, List<String> citations, String weightsFile,
	List<String> testInputs, List<String> testOutputs, Tolerance testTolerance, List<String> preprocessing,
	List<String> postprocessing, Map<String, Object> settings)
{

	/** Id and, if it has one, version: what a result says that it was made by. */
	public String label() {
		return version.isEmpty() ? id : id + " " + version;
	}

	/** This description with the checksum and scale that the weights really have. */
	ModelDescription with(final String checksum, final int trueScale) {
		return new ModelDescription(id, name, version, task, trueScale, channels, checksum, description, license, authors,
			citations, weightsFile, testInputs, testOutputs, testTolerance, preprocessing, postprocessing, settings);
	}

	/** The description of a bare .onnx file. */
	static ModelDescription ofFile(final String file) {
		final String id = file.replaceFirst("(?i)\\.onnx$", "");
		return new ModelDescription(id, id, "", "", 1, 0, "", "", "", List.of(), List.of(), file, List.of(), List.of(),
			Tolerance.DEFAULT, List.of(), List.of(), Map.of());
	}
}

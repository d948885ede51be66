package vernier.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import vernier.image.VernierException;
import vernier.model.ModelCatalog;

/**
 * What a batch is asked for. Start from {@link #of} and change what differs.
 *
 * @param input folder to read, with its subfolders
 * @param output folder to write; made if it is not there
 * @param glob which files, by their path in the input folder, such as "**&#47;*.tif"; empty for all images
 * @param steps what to do with each, in this order; see {@link StepLine}
 * @param format ending of result files, such as "tif" or "nii.gz"; empty for .nii.gz of NIfTI, .ome.zarr of OME-Zarr if all
 *          steps go block by block, and .tif of all others
 * @param jobs images in work at a time, 1 to 16: one is computed while others are read and written
 * @param catalog where models are looked up
 * @param log takes lines worth telling
 */
public record BatchOptions(Path input, Path output, String glob, List<String> steps, String format, int jobs,
	ModelCatalog catalog, Consumer<String> log) {

	/** Images in work at a time that keep reader, computer and writer busy. */
	public static final int DEFAULT_JOBS = 3;

	/** Format of images that go block by block. */
	static final String ZARR = "ome.zarr";

	private static final int MAX_JOBS = 16;

	public BatchOptions {
		steps = List.copyOf(steps);
		format = format.toLowerCase(Locale.ROOT).replaceFirst("^\\.", "");
		if (format.equals("zarr"))
			format = ZARR;
		if (!format.isEmpty() && !format.matches("tiff?|nii|nii\\.gz|png|jpe?g|ome\\.zarr"))
			throw new VernierException("Results cannot be saved as \"" + format + "\": choose tif, nii.gz, nii, png, jpg or " +
				"ome.zarr.");
		if (jobs < 1 || jobs > MAX_JOBS)
			throw new VernierException(jobs + " images at a time are asked for; 1 to " + MAX_JOBS + " are possible.");
	}

	/** All images, formats as described, {@value #DEFAULT_JOBS} at a time, the standard models, no log. */
	public static BatchOptions of(final Path input, final Path output, final List<String> steps) {
		return new BatchOptions(input, output, "", steps, "", DEFAULT_JOBS, ModelCatalog.standard(), line -> {});
	}

	public BatchOptions withGlob(final String other) {
		return new BatchOptions(input, output, other, steps, format, jobs, catalog, log);
	}

	public BatchOptions withFormat(final String other) {
		return new BatchOptions(input, output, glob, steps, other, jobs, catalog, log);
	}

	public BatchOptions withJobs(final int other) {
		return new BatchOptions(input, output, glob, steps, format, other, catalog, log);
	}

	public BatchOptions withCatalog(final ModelCatalog other) {
		return new BatchOptions(input, output, glob, steps, format, jobs, other, log);
	}

	public BatchOptions withLog(final Consumer<String> other) {
		return new BatchOptions(input, output, glob, steps, format, jobs, catalog, other);
	}
}

package vernier.imagej1;

import java.util.Optional;
import java.util.function.Consumer;

import ij.ImagePlus;
import vernier.image.Geometry;
import vernier.image.ImagePlusBuilder;
import vernier.image.ImagePlusStack;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.model.ModelCatalog;
import vernier.superres.Options;
import vernier.superres.SuperResolution;

/**
 * Super-resolution of an ImageJ image, without any window. Several can run at once, on one image too.
 *
 * <pre>
 * ImagePlus large = SuperResolutionTask.run(image, SuperResolutionSettings.ofMacro("scale=2"), ModelCatalog.standard(),
 *   Progress.NONE, line -&gt; {}).image();
 * </pre>
 */
public final class SuperResolutionTask {

	/**
	 * Results that are not shown yet.
	 *
	 * @param image titled as the input without extension, then "-x2", or "-x2x1.5" for x and y
	 * @param residual 32-bit, titled as the image and "-residual", if asked for
	 */
	public record Output(ImagePlus image, Optional<ImagePlus> residual) {}

	private SuperResolutionTask() {}

	/**
	 * Enlarges an image, or the bounding box of its area selection. Pixel type, calibration and all else of the input go
	 * through; model, device, scale, tiles and time are added to the result's image properties. The input is not changed
	 * and is locked while it is read.
	 *
	 * @param progress told after every tile, asked before every tile whether to stop
	 * @param log takes lines worth telling, such as why no GPU is used
	 * @throws VernierException if settings or image do not do, with what to do about it
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	public static Output run(final ImagePlus input, final SuperResolutionSettings settings, final ModelCatalog catalog,
		final Progress progress, final Consumer<String> log)
	{
		final Options options = settings.options(catalog, log);
		CurrentImage.checkOpen(input);
		try (ReadLock lock = ReadLock.of(input); SuperResolution superResolution = new SuperResolution(options)) {
			final ImagePlusStack source = ImagePlusStack.ofSelection(input);
			final SuperResolution.Result result = superResolution.enlarge(source, progress);
			final String title = OpenImages.newTitle(input, "x" + options.scale());
			final Geometry geometry = source.geometry(options.scale().x(), options.scale().y());
			return new Output(ImagePlusBuilder.build(result.image(), input, geometry, title, result.provenance()), //
				result.residual().map(planes -> ImagePlusBuilder.build(planes, input, source.geometry(1, 1), title + "-residual",
					result.provenance())));
		}
		catch (final OutOfMemoryError e) {
			throw new VernierException("There is not enough memory for a result at scale " + options.scale() +
				": select a part of the image, use a smaller scale, or give ImageJ more with Edit > Options > Memory & " +
				"Threads...", e);
		}
	}
}

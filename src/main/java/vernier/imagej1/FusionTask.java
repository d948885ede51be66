package vernier.imagej1;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import ij.ImagePlus;
import vernier.image.Geometry;
import vernier.image.ImagePlusBuilder;
import vernier.image.ImagePlusStack;
import vernier.image.Orientation;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.model.ModelCatalog;
import vernier.superres.volume.Spacing;
import vernier.superres.volume.StackFusion;
import vernier.superres.volume.VolumeImage;
import vernier.superres.volume.VolumeOptions;

/**
 * Fusion of ImageJ images, without any window.
 *
 * <pre>
 * ImagePlus fused = FusionTask.run(List.of(axial, coronal), FusionSettings.DEFAULTS, ModelCatalog.standard(),
 *   Progress.NONE, line -&gt; {});
 * </pre>
 */
public final class FusionTask {

	private FusionTask() {}

	/** As the other {@code run}, of the stacks that the settings name. */
	public static ImagePlus run(final FusionSettings settings, final ModelCatalog catalog, final Progress progress,
		final Consumer<String> log)
	{
		return run(StackImages.find(settings.stacks()), settings, catalog, progress, log);
	}

	/**
	 * Fuses stacks, or of each the bounding box of its area selection. The result has the first one's pixel type, outline
	 * and all else; what was done is added to its image properties. The inputs are not changed and are locked while they
	 * are read.
	 *
	 * @param images two or more that know where they lie in the world
	 * @param settings their stacks are not looked at
	 * @param log takes lines worth telling, such as how far a stack was moved
	 * @return titled as the first stack without extension, then "-fused"; not shown yet
	 * @throws VernierException if settings or images do not do, with what to do about it
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	public static ImagePlus run(final List<ImagePlus> images, final FusionSettings settings, final ModelCatalog catalog,
		final Progress progress, final Consumer<String> log)
	{
		final VolumeOptions options = settings.options(catalog, log);
		images.forEach(CurrentImage::checkOpen);
		final List<ReadLock> locks = new ArrayList<>();
		try {
			for (final ImagePlus image : images)
				locks.add(ReadLock.of(image));
			return fuse(images, options, settings.align(), progress, log);
		}
		catch (final OutOfMemoryError e) {
			throw new VernierException("There is not enough memory for a result with voxels of " + settings.spacing() +
				": select a part of the first stack, ask for a larger spacing, or give ImageJ more with Edit > Options > Memory & " +
				"Threads...", e);
		}
		finally {
			locks.forEach(ReadLock::close);
		}
	}

	private static ImagePlus fuse(final List<ImagePlus> images, final VolumeOptions options, final boolean align,
		final Progress progress, final Consumer<String> log)
	{
		final List<StackFusion.Stack> stacks = images.stream().map(FusionTask::stack).toList();
		final StackFusion.Result result = new StackFusion(options).fuse(stacks, align, progress);
		result.alignments().forEach((name, moved) -> log.accept(name + " " + moved));
		final ImagePlus first = images.get(0);
		final Geometry geometry = ImagePlusStack.ofSelection(first).geometry(result.grid().factor(0), result.grid().factor(1))
			.withScaleZ(result.grid().factor(2));
		return ImagePlusBuilder.build(result.image().planes(), first, geometry, OpenImages.newTitle(first, "fused"),
			result.provenance());
	}

	private static StackFusion.Stack stack(final ImagePlus image) {
		final ImagePlusStack source = ImagePlusStack.ofSelection(image);
		final Spacing spacing = new Spacing(image.getCalibration().pixelWidth, image.getCalibration().pixelHeight, image
			.getCalibration().pixelDepth);
		return StackFusion.Stack.of(new VolumeImage(source, image.getNChannels(), image.getNFrames(), spacing), Orientation.of(
			image).rescaled(source.geometry(1, 1)), image.getTitle());
	}
}

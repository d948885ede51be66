package vernier.imagej1;

import java.util.function.Consumer;

import ij.ImagePlus;
import ij.measure.Calibration;
import vernier.image.ImagePlusBuilder;
import vernier.image.ImagePlusStack;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.model.ModelCatalog;
import vernier.superres.volume.Spacing;
import vernier.superres.volume.VolumeImage;
import vernier.superres.volume.VolumeOptions;
import vernier.superres.volume.VolumeSuperResolution;

/**
 * Volume super-resolution of an ImageJ image, without any window.
 *
 * <pre>
 * ImagePlus fine = VolumeTask.run(image, VolumeSettings.ofMacro("spacing=isotropic"), ModelCatalog.standard(),
 *   Progress.NONE, line -&gt; {});
 * </pre>
 */
public final class VolumeTask {

	private VolumeTask() {}

	/**
	 * Refines a stack, or, within every slice, the bounding box of its area selection. All else of the input goes through;
	 * what was done is added to the result's image properties. The input is not changed and is locked while it is read.
	 *
	 * @param log takes lines worth telling, such as the estimated slice thickness
	 * @return titled as the input without extension, then "-iso0.7" or "-0.7x0.7x1"; not shown yet
	 * @throws VernierException if settings or image do not do, with what to do about it
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	public static ImagePlus run(final ImagePlus input, final VolumeSettings settings, final ModelCatalog catalog,
		final Progress progress, final Consumer<String> log)
	{
		final VolumeOptions options = settings.options(catalog, log);
		CurrentImage.checkOpen(input);
		final Spacing spacing = spacing(input, settings.voxel());
		try (ReadLock lock = ReadLock.of(input); VolumeSuperResolution refiner = new VolumeSuperResolution(options)) {
			final ImagePlusStack source = ImagePlusStack.ofSelection(input);
			final VolumeSuperResolution.Result result = refiner.refine(new VolumeImage(source, input.getNChannels(), //
				input.getNFrames(), spacing), progress);
			final ImagePlus fine = ImagePlusBuilder.build(result.image().planes(), input, //
				source.geometry(result.grid().factor(0), result.grid().factor(1)).withScaleZ(result.grid().factor(2)), //
				OpenImages.newTitle(input, result.grid().suffix()), result.provenance());
			if (!VolumeSettings.isAuto(settings.voxel()))
				setVoxelSize(fine, result.image().spacing());
			return fine;
		}
		catch (final OutOfMemoryError e) {
			throw new VernierException("There is not enough memory for a result with voxels of " + settings.spacing() +
				": select a part of the image, ask for a larger spacing, or give ImageJ more with Edit > Options > Memory & " +
				"Threads...", e);
		}
	}

	/** The voxel size that is stated, or for "Auto" that of the image. */
	static Spacing spacing(final ImagePlus input, final String voxel) {
		if (!VolumeSettings.isAuto(voxel))
			return Spacing.parse(voxel, "voxel size");
		final Calibration calibration = input.getCalibration();
		if (!calibration.scaled())
			throw new VernierException("\"" + input.getTitle() + "\" has no voxel size: set it in Image > Properties..., or state " +
				"it (voxel, such as 0.7x0.7x3).");
		return new Spacing(calibration.pixelWidth, calibration.pixelHeight, calibration.pixelDepth);
	}

	/** What was stated in the place of the image's calibration holds for the result. */
	private static void setVoxelSize(final ImagePlus image, final Spacing spacing) {
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = spacing.x();
		calibration.pixelHeight = spacing.y();
		calibration.pixelDepth = spacing.z();
		if (calibration.getUnit().startsWith("pixel"))
			calibration.setUnit("mm");
	}
}

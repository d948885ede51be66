package vernier.batch;

import java.util.Optional;

import vernier.image.ImageDocument;
import vernier.image.Progress;
import vernier.image.Titles;
import vernier.inference.Device;
import vernier.superres.volume.Spacing;
import vernier.superres.volume.ThroughPlaneModels;
import vernier.superres.volume.VolumeGrid;
import vernier.superres.volume.VolumeImage;
import vernier.superres.volume.VolumeOptions;
import vernier.superres.volume.VolumeSuperResolution;

/** "volume spacing=isotropic thickness=3": as the command Volume Super-Resolution... */
final class VolumeStep implements Step {

	private static final String AUTO = "Auto";

	private final VolumeOptions options;
	/** Null for that of each image. */
	private final Spacing voxel;
	private final double growth;
	private VolumeSuperResolution superResolution;

	VolumeStep(final StepLine line, final Steps.Surroundings surroundings) {
		options = VolumeOptions.defaults().withCatalog(surroundings.catalog()).withLog(surroundings.log()) //
			.withSpacing(line.text("spacing", VolumeGrid.ISOTROPIC)).withModel(Parameters.model(line, surroundings, false, //
				ThroughPlaneModels.choices(surroundings.catalog()))) //
			.withDevice(Device.parse(line.text("device", AUTO))).withTile(Parameters.tile(line)) //
			.withThickness(line.text("thickness", AUTO).equalsIgnoreCase(AUTO) ? 0 : line.number("thickness", 0)) //
			.withInPlane(line.flag("in-plane")).withConsistency(line.flag("consistency", VolumeOptions.defaults().consistent()));
		options.checkThickness();
		final String size = line.text("voxel", AUTO);
		voxel = size.equalsIgnoreCase(AUTO) ? null : Spacing.parse(size, "voxel size");
		growth = growth(voxel, options.spacing());
	}

	/**
	 * Result voxels per voxel; the most that is possible where that is known with the image only: along one axis to become
	 * isotropic, as slices are mostly square, and else along all.
	 *
	 * @throws vernier.image.VernierException if the spacing is none, or cannot be reached from the voxel size
	 */
	private static double growth(final Spacing voxel, final String spacing) {
		final Optional<Spacing> stated = VolumeGrid.stated(spacing);
		if (voxel == null)
			return Math.pow(VolumeGrid.LARGEST_FACTOR, stated.isPresent() ? 3 : 1);
		final VolumeGrid grid = VolumeGrid.of(voxel, spacing);
		return grid.factor(0) * grid.factor(1) * grid.factor(2);
	}

	@Override
	public void open() {
		superResolution = new VolumeSuperResolution(options);
	}

	@Override
	public Result apply(final ImageDocument opened, final Progress progress) {
		final ImageDocument input = voxel == null ? opened : opened.withVoxelSize(voxel.x(), voxel.y(), voxel.z());
		final VolumeSuperResolution.Result result = superResolution.refine(VolumeImage.of(input), progress);
		return Result.ofImage(input.derive(result.image().planes(), result.grid().geometry(), Titles.withSuffix(input.title(),
			result.grid().suffix()), result.provenance()), result.provenance());
	}

	@Override
	public double growth() {
		return growth;
	}

	@Override
	public void close() {
		if (superResolution != null)
			superResolution.close();
	}
}

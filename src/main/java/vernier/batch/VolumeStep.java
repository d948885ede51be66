package vernier.batch;

import vernier.image.ImageDocument;
import vernier.image.Progress;
import vernier.image.Titles;
import vernier.inference.Device;
import vernier.superres.volume.Spacing;
import vernier.superres.volume.VolumeGrid;
import vernier.superres.volume.VolumeImage;
import vernier.superres.volume.VolumeOptions;
import vernier.superres.volume.VolumeSuperResolution;

/** "volume spacing=isotropic thickness=3": as the command Volume Super-Resolution... */
final class VolumeStep implements Step {

	private final VolumeOptions options;
	private final Spacing voxel;
	private VolumeSuperResolution superResolution;

	VolumeStep(final StepLine line, final Steps.Surroundings surroundings) {
		final boolean estimate = line.text("thickness", "Auto").equalsIgnoreCase("Auto");
		final VolumeOptions defaults = VolumeOptions.defaults();
		options = defaults.withCatalog(surroundings.catalog()).withLog(surroundings.log()) //
			.withSpacing(line.text("spacing", VolumeGrid.ISOTROPIC)).withModel(line.text("model", defaults.model())) //
			.withDevice(Device.parse(line.text("device", "Auto"))).withTile(Parameters.tile(line)) //
			.withThickness(estimate ? 0 : line.number("thickness", 0)).withInPlane(line.flag("in-plane")) //
			.withConsistency(line.flag("consistency", defaults.consistent()));
		final String size = line.text("voxel", "Auto");
		voxel = size.equalsIgnoreCase("Auto") ? null : Spacing.parse(size, "voxel size");
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
		// by how much is known with the image only
		return VolumeGrid.LARGEST_FACTOR;
	}

	@Override
	public void close() {
		if (superResolution != null)
			superResolution.close();
	}
}

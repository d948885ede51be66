package vernier.superres.volume;

import java.util.function.Consumer;

import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.inference.MemoryBudget;
import vernier.model.ModelCatalog;

/**
 * What a volume run is asked for. Start from {@link #defaults()} and change what differs:
 *
 * <pre>
 * VolumeOptions.defaults().withSpacing("0.8x0.8x0.8").withThickness(3)
 * </pre>
 *
 * @param catalog where models are looked up
 * @param model {@link ThroughPlaneModels#AUTO}, {@link ThroughPlaneModels#CUBIC}, the id of a model, or a path to one
 * @param spacing "isotropic", or one or three voxel sizes, see {@link VolumeGrid#of}
 * @param thickness of the slices in the image's unit, as full width at half maximum of their profile; 0 to estimate it
 * @param device where to run
 * @param inPlane true to refine the slices' own plane with a super-resolution network too, where it has to be refined
 * @param consistent true to correct the result until its slices are the measured ones
 * @param budget memory besides input and result
 * @param tile largest side of a block of columns in voxels of the result, or 0 to derive it from the budget
 * @param log takes lines worth telling
 */
public record VolumeOptions(ModelCatalog catalog, String model, String spacing, double thickness, Device device,
	boolean inPlane, boolean consistent, MemoryBudget budget, int tile, Consumer<String> log) {

	/** Automatic model, thickness and device, isotropic, consistent with the slices, a quarter of the free memory, no log. */
	public static VolumeOptions defaults() {
		return new VolumeOptions(ModelCatalog.standard(), ThroughPlaneModels.AUTO, VolumeGrid.ISOTROPIC, 0, Device.AUTO, false,
			true, MemoryBudget.ofFreeMemory(), 0, line -> {});
	}

	/** @throws VernierException if the thickness is none */
	public void checkThickness() {
		if (!(thickness >= 0) || Double.isInfinite(thickness))
			throw new VernierException("The slice thickness is " + thickness + "; give a positive number in the image's unit, or " +
				"leave it out to have it estimated.");
	}

	public VolumeOptions withCatalog(final ModelCatalog other) {
		return new VolumeOptions(other, model, spacing, thickness, device, inPlane, consistent, budget, tile, log);
	}

	public VolumeOptions withModel(final String other) {
		return new VolumeOptions(catalog, other, spacing, thickness, device, inPlane, consistent, budget, tile, log);
	}

	public VolumeOptions withSpacing(final String other) {
		return new VolumeOptions(catalog, model, other, thickness, device, inPlane, consistent, budget, tile, log);
	}

	public VolumeOptions withThickness(final double other) {
		return new VolumeOptions(catalog, model, spacing, other, device, inPlane, consistent, budget, tile, log);
	}

	public VolumeOptions withDevice(final Device other) {
		return new VolumeOptions(catalog, model, spacing, thickness, other, inPlane, consistent, budget, tile, log);
	}

	public VolumeOptions withInPlane(final boolean other) {
		return new VolumeOptions(catalog, model, spacing, thickness, device, other, consistent, budget, tile, log);
	}

	public VolumeOptions withConsistency(final boolean other) {
		return new VolumeOptions(catalog, model, spacing, thickness, device, inPlane, other, budget, tile, log);
	}

	public VolumeOptions withBudget(final MemoryBudget other) {
		return new VolumeOptions(catalog, model, spacing, thickness, device, inPlane, consistent, other, tile, log);
	}

	public VolumeOptions withTile(final int other) {
		return new VolumeOptions(catalog, model, spacing, thickness, device, inPlane, consistent, budget, other, log);
	}

	public VolumeOptions withLog(final Consumer<String> other) {
		return new VolumeOptions(catalog, model, spacing, thickness, device, inPlane, consistent, budget, tile, other);
	}
}

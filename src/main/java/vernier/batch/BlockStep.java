package vernier.batch;

import vernier.image.zarr.ZarrTransform;

/** A step that also goes from one OME-Zarr image to another, block by block, however large they are. */
interface BlockStep extends Step {

	/** What it does; as long as the step is open. */
	ZarrTransform.Work work();
}

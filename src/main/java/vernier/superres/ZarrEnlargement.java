package vernier.superres;

import java.util.Map;

import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.zarr.ZarrTransform;

/**
 * The enlargement of OME-Zarr images that may be larger than memory.
 *
 * @param superResolution open; stays the caller's to close
 * @param scale of it
 */
public record ZarrEnlargement(SuperResolution superResolution, Scale scale) implements ZarrTransform.Work {

	@Override
	public double scaleX() {
		return scale.x();
	}

	@Override
	public double scaleY() {
		return scale.y();
	}

	@Override
	public long width(final PlaneStack source) {
		return scale.targetWidth(source.width());
	}

	@Override
	public long height(final PlaneStack source) {
		return scale.targetHeight(source.height());
	}

	@Override
	public Map<String, String> run(final PlaneStack source, final PlaneStack target, final Progress progress) {
		return superResolution.enlarge(source, target, progress).provenance();
	}
}

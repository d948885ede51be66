package vernier.image.zarr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One resolution of an image, and where it lies: the centre of pixel i is at i x scale + translation. Axes in the order of
 * the file, the last two are y and x.
 *
 * @param shape size along each axis
 * @param scale distance of neighbours along each axis
 * @param translation of the first pixel along each axis
 */
record ZarrLevel(long[] shape, double[] scale, double[] translation) {

	/** An image that fits into this is small enough to be shown as a whole. */
	private static final int SMALLEST = 256;

	/** This and ever coarser ones, until columns and rows are at most {@value #SMALLEST}. */
	List<ZarrLevel> pyramid() {
		final List<ZarrLevel> levels = new ArrayList<>(List.of(this));
		for (ZarrLevel level = this; Math.max(level.shape[shape.length - 1], level.shape[shape.length - 2]) > SMALLEST;) {
			level = level.coarser();
			levels.add(level);
		}
		return levels;
	}

	/** Two by two pixels as one, whose centre lies between theirs; a last column or row without partner by itself. */
	private ZarrLevel coarser() {
		final ZarrLevel coarser = new ZarrLevel(shape.clone(), scale.clone(), translation.clone());
		for (int axis = shape.length - 2; axis < shape.length; axis++)
			if (shape[axis] > 1) {
				coarser.shape[axis] = (shape[axis] + 1) / 2;
				coarser.translation[axis] += scale[axis] / 2;
				coarser.scale[axis] *= 2;
			}
		return coarser;
	}

	/** The entry of the image's list of resolutions. */
	Map<String, Object> dataset(final String path) {
		final Map<String, Object> dataset = new LinkedHashMap<>();
		dataset.put("path", path);
		dataset.put("coordinateTransformations", List.of(transformation("scale", scale), transformation("translation",
			translation)));
		return dataset;
	}

	private static Map<String, Object> transformation(final String type, final double[] values) {
		final Map<String, Object> transformation = new LinkedHashMap<>();
		transformation.put("type", type);
		transformation.put(type, Arrays.stream(values).boxed().toList());
		return transformation;
	}
}

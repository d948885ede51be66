package vernier.operators;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import vernier.image.AroundReader;
import vernier.image.BlockReader;
import vernier.image.Region;
import vernier.operators.exact.Conditions;
import vernier.operators.exact.Picture;

/** A plane of an image with all else that an {@link OperatorNetwork} is given. */
final class NetworkInput extends AroundReader {

	private final Slider slider;
	private final List<InputPlane> planes;
	private final Conditions conditions;
	private final int originX, originY;

	/**
	 * @param source plane of 1 channel, which is shown as gray, or 3; maybe a part of a larger one
	 * @param planes input planes after the place of the slider
	 * @param conditions of the larger plane
	 */
	NetworkInput(final BlockReader source, final Slider slider, final List<InputPlane> planes,
		final Conditions conditions)
	{
		super(source);
		originX = source instanceof PlanePart part ? (int) part.part().x() : 0;
		originY = source instanceof PlanePart part ? (int) part.part().y() : 0;
		this.slider = slider;
		this.planes = planes;
		this.conditions = conditions;
	}

	/** Where the strength lies on its slider, pixel by pixel. */
	interface Slider {

		/** Fills values with the places of a region, row by row from index 0. */
		void read(Region region, float[] values);

		/** The place, if it is the same everywhere. */
		default Optional<Float> constant() {
			return Optional.empty();
		}
	}

	/** One strength for all. */
	record Fixed(float place) implements Slider {

		@Override
		public void read(final Region region, final float[] values) {
			Arrays.fill(values, place);
		}

		@Override
		public Optional<Float> constant() {
			return Optional.of(place);
		}
	}

	@Override
	public int channels() {
		return 4 + planes.size();
	}

	@Override
	public void read(final Region region, final FloatBuffer target) {
		final int n = (int) region.size();
		inner.read(region, target);
		final float[] values = new float[n];
		if (inner.channels() == 1) {
			target.get(0, values);
			target.put(n, values).put(2 * n, values);
		}
		final float[][] guides = guides(region, target);
		slider.read(region, values);
		target.put(3 * n, values);
		for (int k = 0; k < planes.size(); k++)
			target.put((4 + k) * n, plane(planes.get(k), guides, values));
	}

	@Override
	public Optional<float[]> constant(final Region region) {
		if (slider.constant().isEmpty() || planes.stream().anyMatch(InputPlane.Guide.class::isInstance))
			return Optional.empty();
		return inner.constant(region).map(colours -> {
			final float[] values = new float[channels()];
			for (int i = 0; i < 3; i++)
				values[i] = colours[colours.length == 1 ? 0 : i];
			values[3] = slider.constant().get();
			for (int k = 0; k < planes.size(); k++)
				values[4 + k] = number(planes.get(k));
			return values;
		});
	}

	private float[] plane(final InputPlane plane, final float[][] guides, final float[] values) {
		if (plane instanceof InputPlane.Guide guide)
			return guides[guide.index()];
		Arrays.fill(values, number(plane));
		return values;
	}

	/** What a plane other than a guide holds everywhere. */
	private float number(final InputPlane plane) {
		return plane instanceof InputPlane.Number number ? conditions.numbers()[number.index()]
			: ((InputPlane.Constant) plane).value();
	}

	private float[][] guides(final Region region, final FloatBuffer colours) {
		if (planes.stream().noneMatch(InputPlane.Guide.class::isInstance))
			return new float[0][];
		final Picture part = Picture.of(region.width(), region.height(), inner.channels());
		for (int c = 0; c < part.channels().length; c++)
			colours.get(c * part.channels()[c].length, part.channels()[c]);
		return conditions.guides(part, originX + (int) region.x(), originY + (int) region.y());
	}
}

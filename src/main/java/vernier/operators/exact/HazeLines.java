package vernier.operators.exact;

import vernier.image.Progress;

/**
 * The numbers that nonlocal dehazing needs of the whole picture: its colours lie on lines that end in the air light.
 *
 * @param air the air light
 * @param lengths for each of 1000 directions in the space of colours, the largest distance of one of its colours to
 *          the air light
 * @param reliability for each line, 0 to 1, how much its length says about the haze
 */
public record HazeLines(AirLight air, float[] lengths, float[] reliability) {

	/** Lines of fewer pixels say less. */
	private static final double ENOUGH = 50;

	/** Finds the lines of a picture of 3 channels, with the air light of {@link AirLight#of}. */
	public static HazeLines of(final Picture picture) {
		return of(picture, Progress.NONE);
	}

	/** @param progress asked again and again whether to stop */
	static HazeLines of(final Picture picture, final Progress progress) {
		final AirLight air = AirLight.of(picture, progress);
		final Colours colours = Colours.of(picture, air, progress);
		progress.checkCancelled();
		return of(colours, air);
	}

	/** Finds the lines of a picture of 3 channels (sections 3.1 and 3.2 of Berman et al., CVPR 2016). */
	public static HazeLines of(final Picture picture, final AirLight air) {
		return of(Colours.of(picture, air), air);
	}

	static HazeLines of(final Colours colours, final AirLight air) {
		final float[] lengths = new float[Directions.COUNT];
		final double[] sums = new double[Directions.COUNT], squares = new double[Directions.COUNT];
		final int[] counts = new int[Directions.COUNT];
		for (int i = 0; i < colours.radii.length; i++) {
			final int line = colours.lines[i];
			final float radius = colours.radii[i];
			lengths[line] = Math.max(lengths[line], radius);
			sums[line] += radius;
			squares[line] += (double) radius * radius;
			counts[line]++;
		}
		final double[] spread = new double[Directions.COUNT];
		double widest = 0;
		for (int k = 0; k < spread.length; k++)
			if (counts[k] > 1) {
				spread[k] = Math.sqrt(Math.max(0, squares[k] - sums[k] * sums[k] / counts[k]) / (counts[k] - 1));
				widest = Math.max(widest, spread[k]);
			}
		final float[] reliability = new float[Directions.COUNT];
		for (int k = 0; k < spread.length; k++) {
			// a line whose colours are all alike says nothing of how far it would go without haze
			final double share = widest > 0 ? spread[k] / widest : 0;
			reliability[k] = (float) (Math.min(1, counts[k] / ENOUGH) * Math.min(1, 3 * Math.max(0.001, share - 0.1)));
		}
		return new HazeLines(air, lengths, reliability);
	}

	/** Each pixel's colour as seen from the air light: its distance and which line it lies on. */
	static final class Colours {

		final float[] radii;
		final short[] lines;

		private Colours(final int n) {
			radii = new float[n];
			lines = new short[n];
		}

		static Colours of(final Picture picture, final AirLight air) {
			return of(picture, air, Progress.NONE);
		}

		static Colours of(final Picture picture, final AirLight air, final Progress progress) {
			final float[][] rgb = picture.channels();
			final Colours colours = new Colours(rgb[0].length);
			Parallel.rows(picture.height(), progress, (from, to) -> {
				for (int i = from * picture.width(); i < to * picture.width(); i++) {
					final float r = rgb[0][i] - air.red(), g = rgb[1][i] - air.green(), b = rgb[2][i] - air.blue();
					final float radius = (float) Math.sqrt(r * r + g * g + b * b);
					colours.radii[i] = radius;
					final float scale = radius > 0 ? 1 / radius : 0;
					colours.lines[i] = (short) Directions.nearest(r * scale, g * scale, b * scale);
				}
			});
			return colours;
		}
	}
}

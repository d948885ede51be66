package vernier.superres.volume;

import java.util.Locale;
import java.util.Optional;

import vernier.image.Affine;
import vernier.image.Progress;

/**
 * A small rigid movement that brings one volume to another: least squares of values (after a straight-line fit of the
 * scanners' scales) by Levenberg and Marquardt, on coarse and then finer points. Starts from what the headers say and is
 * meant for what breathing or a nod leaves over, some millimetres and degrees.
 *
 * @param rotation radians about the world's x, y, z, in that order
 * @param shift millimetres
 * @param centre the point that is turned about
 */
record RigidAlignment(double[] rotation, double[] shift, double[] centre) {

	private static final int[] STRIDES = { 6, 3 };
	/** Coarse points see the volumes smoothed, to be drawn from farther away. */
	private static final int[] WIDTHS = { 6, 1 };
	private static final int STEPS = 15;
	/** Degrees. */
	private static final double FAR = 20;
	/** Of stacks that lie exactly, a movement of some tenths of a degree explains some per cent of the squared differences. */
	private static final double CLEARLY = 1.05;

	/**
	 * @param fixed stays
	 * @param moving is to be moved; both as sharp as the other, see {@link SliceBlur}
	 * @return the movement of {@code moving} in the world; none where that does not clearly improve the fit
	 */
	static RigidAlignment of(final WorldVolume fixed, final WorldVolume moving, final Progress progress) {
		final double[] centre = fixed.toWorld().apply((fixed.size()[0] - 1) / 2.0, (fixed.size()[1] - 1) / 2.0, //
			(fixed.size()[2] - 1) / 2.0);
		double[] best = new double[6];
		double still = 0;
		double moved = 0;
		for (int level = 0; level < STRIDES.length; level++) {
			final RigidFit fit = new RigidFit(fixed, moving, centre, STRIDES[level], WIDTHS[level]);
			double damping = 1e-3;
			double error = fit.linearise(best);
			for (int step = 0; step < STEPS && damping < 1e6; step++) {
				progress.checkCancelled();
				final double[] tried = best.clone();
				final double[] change = fit.solve(damping);
				for (int i = 0; i < 6; i++)
					tried[i] += change[i];
				final double now = fit.error(tried);
				if (now < error) {
					final boolean done = now > 0.9999 * error;
					best = tried;
					error = fit.linearise(best);
					damping /= 5;
					if (done)
						break;
				}
				else
					damping *= 10;
			}
			still = fit.error(new double[6]);
			moved = error;
		}
		return of(still < CLEARLY * moved ? new double[6] : best, centre);
	}

	/** @param parameters three turns, three shifts */
	static RigidAlignment of(final double[] parameters, final double[] centre) {
		return new RigidAlignment(new double[] { parameters[0], parameters[1], parameters[2] }, new double[] { parameters[3],
			parameters[4], parameters[5] }, centre);
	}

	/** A map to the world, moved. */
	Affine apply(final Affine toWorld) {
		final double[][] turn = matrix();
		final double[] rows = new double[12];
		for (int row = 0; row < 3; row++) {
			for (int column = 0; column < 4; column++)
				for (int k = 0; k < 3; k++)
					rows[4 * row + column] += turn[row][k] * (toWorld.at(k, column) - (column == 3 ? centre[k] : 0));
			rows[4 * row + 3] += centre[row] + shift[row];
		}
		return Affine.of(rows);
	}

	/** Where a moved point came from. */
	double[] back(final double[][] turn, final double[] point) {
		final double[] result = centre.clone();
		for (int row = 0; row < 3; row++)
			for (int k = 0; k < 3; k++)
				result[row] += turn[k][row] * (point[k] - centre[k] - shift[k]);
		return result;
	}

	/** The turn, row by row. */
	double[][] matrix() {
		final double[] c = new double[3];
		final double[] s = new double[3];
		for (int d = 0; d < 3; d++) {
			c[d] = Math.cos(rotation[d]);
			s[d] = Math.sin(rotation[d]);
		}
		// about z after y after x
		return new double[][] { { c[1] * c[2], s[0] * s[1] * c[2] - c[0] * s[2], c[0] * s[1] * c[2] + s[0] * s[2] },
			{ c[1] * s[2], s[0] * s[1] * s[2] + c[0] * c[2], c[0] * s[1] * s[2] - s[0] * c[2] }, //
			{ -s[1], s[0] * c[1], c[0] * c[1] } };
	}

	/** What to know of a movement that is larger than any that this is meant for. */
	Optional<String> remark(final String name) {
		final double[][] turn = matrix();
		final double cosine = (turn[0][0] + turn[1][1] + turn[2][2] - 1) / 2;
		final double degrees = Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))));
		return degrees <= FAR ? Optional.empty() : Optional.of(String.format(Locale.ROOT, "\"%s\" was turned by %.0f degrees to " +
			"fit the first stack, more than a head moves between scans: look at the result, or fuse without alignment", name,
			degrees));
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "shifted by %.2f, %.2f, %.2f mm, turned by %.2f, %.2f, %.2f degrees", shown(shift[0]),
			shown(shift[1]), shown(shift[2]), shown(Math.toDegrees(rotation[0])), shown(Math.toDegrees(rotation[1])), //
			shown(Math.toDegrees(rotation[2])));
	}

	/** Two decimals, and never -0.00. */
	private static double shown(final double value) {
		return Math.round(value * 100) / 100.0;
	}
}

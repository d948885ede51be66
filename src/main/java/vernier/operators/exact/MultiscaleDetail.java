package vernier.operators.exact;

import vernier.image.Progress;

/**
 * Detail manipulation at two scales: Farbman, Fattal, Lischinski and Szeliski 2008, with the base left alone. Both
 * detail layers of the lightness of CIELAB ({@link DetailLayers}) go through one sigmoid, which boosts small details
 * most and keeps large ones from overshooting; colours keep their a and b.
 *
 * <p>The strength is how many times larger small details become: 1 leaves the picture as it is. Nothing is clipped.
 * Gray pictures are taken as sRGB gray.
 */
public final class MultiscaleDetail implements ExactOperator {

	private static final OperatorInfo INFO = new OperatorInfo("multiscale-detail", "Multiscale detail manipulation",
		"factor on small details", 1, 6, 3, false, false, OperatorInfo.Neutral.at(1),
		"Z. Farbman, R. Fattal, D. Lischinski, R. Szeliski: Edge-preserving decompositions for multi-scale tone and detail " +
			"manipulation, ACM Transactions on Graphics 27, 2008");

	@Override
	public OperatorInfo info() {
		return INFO;
	}

	@Override
	public Picture apply(final Picture input, final double strength, final Progress progress) {
		INFO.check(strength);
		final int width = input.width();
		final Lab lab = Lab.of(input);
		final DetailLayers layers = DetailLayers.of(width, input.height(), lab.lightness, progress.part(0, 0.9));
		progress.checkCancelled();
		final Sigmoid curve = Sigmoid.ofSlope(strength);
		final float[] lightness = new float[lab.lightness.length];
		Parallel.rows(input.height(), (from, to) -> {
			for (int i = from * width; i < to * width; i++)
				lightness[i] = (float) (layers.base()[i] + curve.at(layers.coarse()[i]) + curve.at(layers.fine()[i]));
		});
		final Picture result = lab.picture(lightness, 1);
		progress.update(1);
		return result;
	}
}

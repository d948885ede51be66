package vernier.operators.exact;

import java.util.List;

import vernier.image.Progress;

/**
 * Tone manipulation at three scales: Farbman, Fattal, Lischinski and Szeliski 2008. The layers of the
 * lightness of CIELAB ({@link DetailLayers}) are boosted or compressed by sigmoids and added up again, once with the
 * authors' values for fine, once for medium and once for coarse detail; the result is the mean of the three. Colours
 * become more saturated, by a tenth at strength 1.
 *
 * <p>The strength is a factor on the steepness of all sigmoids, and on what exposure and saturation exceed 1 by: 0
 * leaves the picture as it is, 1 gives the three presets of the authors' demonstration, 2 goes twice as far. The mean
 * is of lightnesses, where the demonstration averages clipped RGB; nothing is clipped. Gray pictures are taken as
 * sRGB gray.
 */
public final class MultiscaleTone implements ExactOperator {

	private static final OperatorInfo INFO = new OperatorInfo("multiscale-tone", "Multiscale tone manipulation",
		"factor on the steepness of the tone curves, 1 as published", 0, 2, 1, false, false, OperatorInfo.Neutral.at(0),
		"Z. Farbman, R. Fattal, D. Lischinski, R. Szeliski: Edge-preserving decompositions for multi-scale tone and detail " +
			"manipulation, ACM Transactions on Graphics 27, 2008");

	/** Steepness for the layers, and factor on the base. */
	private record Preset(double fine, double coarse, double base, double exposure) {}

	private static final List<Preset> PRESETS = List.of(new Preset(25, 1, 1, 1), new Preset(1, 40, 1, 1),
		new Preset(4, 1, 15, 1.1));
	private static final double SATURATION = 1.1;
	/** The lightness that stays. */
	private static final double MIDDLE = 0.56;

	@Override
	public OperatorInfo info() {
		return INFO;
	}

	@Override
	public Picture apply(final Picture input, final double strength, final Progress progress) {
		INFO.check(strength);
		final Lab lab = Lab.of(input);
		final DetailLayers layers = DetailLayers.of(input.width(), input.height(), lab.lightness, progress.part(0, 0.9));
		final float[] sum = new float[lab.lightness.length];
		for (final Preset preset : PRESETS) {
			progress.checkCancelled();
			add(layers, preset, strength, input.width(), input.height(), sum);
		}
		final Picture result = lab.picture(sum, 1 + (SATURATION - 1) * strength);
		progress.update(1);
		return result;
	}

	private static void add(final DetailLayers layers, final Preset preset, final double strength, final int width,
		final int height, final float[] sum)
	{
		final Sigmoid fine = new Sigmoid(strength * preset.fine);
		final Sigmoid coarse = new Sigmoid(strength * preset.coarse);
		final Sigmoid base = new Sigmoid(strength * preset.base);
		final double exposure = 1 + (preset.exposure - 1) * strength;
		Parallel.rows(height, (from, to) -> {
			for (int i = from * width; i < to * width; i++)
				sum[i] += (float) ((fine.at(layers.fine()[i]) + coarse.at(layers.coarse()[i]) +
					base.at(exposure * layers.base()[i] - MIDDLE) + MIDDLE) / PRESETS.size());
		});
	}
}

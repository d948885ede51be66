package vernier.operators.exact;

import java.util.Optional;

import vernier.image.Progress;

/**
 * Removal of haze by the dark channel: in patches of a clear outdoor picture, something is nearly black in one
 * colour; what is not black there is haze.
 * <p>
 * K. He, J. Sun, X. Tang, "Single Image Haze Removal Using Dark Channel Prior", CVPR 2009 (TPAMI 2011): transmission
 * by equation 12 with patches of 7 x 7 pixels, scene by equation 16 (22 in TPAMI) with t0 = 0.1, air light as in
 * {@link AirLight}. The transmission is refined by the same authors' guided filter (ECCV 2010) with the colours as
 * guide, radius {@value #RADIUS} and epsilon 0.001, instead of the matting Laplacian.
 * <p>
 * Strength: the share omega of the haze that is removed. Colour pictures only. Values outside 0 to 1 are computed
 * with as they are; no value is moved beyond 0 and 1.
 */
public final class DarkChannelDehazing implements ExactOperator {

	private static final int RADIUS = 28;
	private static final double EPSILON = 0.001;

	private static final OperatorInfo INFO = new OperatorInfo("dark-channel-dehazing", "Dark-channel dehazing",
		"share of the haze that is removed, omega", 0, 1, 0.95, false, true, OperatorInfo.Neutral.at(0),
		"He, Sun, Tang, Single Image Haze Removal Using Dark Channel Prior, CVPR 2009");

	@Override
	public OperatorInfo info() {
		return INFO;
	}

	/** It is clipped to that. */
	@Override
	public Optional<Limits> limits(final boolean colour) {
		return Optional.of(Limits.RANGE);
	}

	@Override
	public Picture apply(final Picture input, final double strength, final Progress progress) {
		INFO.check(input, strength);
		return apply(input, strength, AirLight.of(input, progress), progress);
	}

	/** With a known air light, such as that of the whole of which the input is a part. */
	public Picture apply(final Picture input, final double strength, final AirLight air, final Progress progress) {
		INFO.check(input, strength);
		final float[] transmission = DarkChannel.of(input, air);
		for (int i = 0; i < transmission.length; i++)
			transmission[i] = (float) (1 - strength * transmission[i]);
		progress.checkCancelled();
		progress.update(0.1);
		final float[] refined = GuidedFilter.apply(input, transmission, RADIUS, EPSILON, progress.part(0.1, 0.9));
		final Picture result = Haze.remove(input, refined, air);
		progress.update(1);
		return result;
	}
}

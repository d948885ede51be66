package vernier.operators.exact;

import java.util.Arrays;
import java.util.List;

import vernier.image.Progress;

/**
 * Which values an operator takes from the whole picture: most take none.
 *
 * <pre>
 * Conditions whole = Conditioning.of(operator).measure(picture);
 * float[] numbers = whole.numbers();
 * </pre>
 *
 * @param info the operator
 * @param numbers names of {@link Conditions#numbers}
 * @param guides names of {@link Conditions#guides}
 * @param measuring looks at a picture of the kind that the operator accepts
 */
public record Conditioning(OperatorInfo info, List<String> numbers, List<String> guides,
	Measuring measuring)
{

	/** Looks at a picture. */
	@FunctionalInterface
	public interface Measuring {

		/** @param progress asked between steps whether to stop */
		Conditions of(Picture picture, Progress progress);
	}

	private static final List<String> AIR = List.of("air-red", "air-green", "air-blue");

	/** What this operator takes from the whole picture. */
	public static Conditioning of(final ExactOperator operator) {
		final OperatorInfo info = operator.info();
		if (operator instanceof DarkChannelDehazing dehazing)
			return new Conditioning(info, AIR, List.of("haze"), (picture, progress) -> new ThroughAir(dehazing, AirLight.of(
				picture, progress)));
		if (operator instanceof NonlocalDehazing dehazing)
			return new Conditioning(info, AIR, List.of("transmission", "reliability"), //
				(picture, progress) -> new AlongLines(dehazing, HazeLines.of(picture, progress)));
		if (operator instanceof PencilDrawing drawing)
			return new Conditioning(info, List.of("steepest", "stroke-gain", "reach"), List.of("tone", "texture"),
				(picture, progress) -> new WithPencil(drawing, PencilTones.of(picture, progress)));
		if (operator instanceof PhotographicStyle style)
			return new Conditioning(info, InStyle.names(), List.of("tone"), //
				(picture, progress) -> new InStyle(style, StyleTones.of(picture, progress)));
		return new Conditioning(info, List.of(), List.of(), (picture, progress) -> new Nothing(operator));
	}

	/** @throws vernier.image.VernierException if the picture is gray and the operator needs colour */
	public Conditions measure(final Picture picture) {
		return measure(picture, Progress.NONE);
	}

	/**
	 * As above.
	 *
	 * @param progress asked again and again whether to stop
	 * @throws vernier.image.CancelledException if it says so
	 */
	public Conditions measure(final Picture picture, final Progress progress) {
		info.check(picture, info.initial());
		return measuring.of(picture, progress);
	}

	private record Nothing(ExactOperator operator) implements Conditions {

		@Override
		public float[] numbers() {
			return new float[0];
		}

		@Override
		public float[][] guides(final Picture part, final int x0, final int y0) {
			return new float[0][];
		}

		@Override
		public Picture apply(final Picture part, final double strength, final Progress progress) {
			return operator.apply(part, strength, progress);
		}
	}

	private record ThroughAir(DarkChannelDehazing operator, AirLight air) implements Conditions {

		@Override
		public float[] numbers() {
			return new float[] { air.red(), air.green(), air.blue() };
		}

		@Override
		public float[][] guides(final Picture part, final int x0, final int y0) {
			return new float[][] { DarkChannel.smallest(part, air) };
		}

		@Override
		public Picture apply(final Picture part, final double strength, final Progress progress) {
			return operator.apply(part, strength, air, progress);
		}
	}

	private static final class AlongLines implements Conditions {

		/** Pixels of a part whose transmission is kept: a preview asks for the same part at each strength. */
		private static final int MOST = 1 << 20;

		private final NonlocalDehazing operator;
		private final HazeLines lines;
		private volatile Known last;

		/** A part that was seen, and the share of the light that comes through, which no strength changes. */
		private record Known(Picture part, float[] transmission) {

			boolean is(final Picture other) {
				return part.width() == other.width() && Arrays.deepEquals(part.channels(), other.channels());
			}
		}

		AlongLines(final NonlocalDehazing operator, final HazeLines lines) {
			this.operator = operator;
			this.lines = lines;
		}

		@Override
		public float[] numbers() {
			return new float[] { lines.air().red(), lines.air().green(), lines.air().blue() };
		}

		@Override
		public float[][] guides(final Picture part, final int x0, final int y0) {
			final HazeLines.Colours colours = HazeLines.Colours.of(part, lines.air());
			final float[] reliability = new float[colours.lines.length];
			for (int i = 0; i < reliability.length; i++)
				reliability[i] = lines.reliability()[colours.lines[i]];
			return new float[][] { NonlocalDehazing.estimate(colours, part, lines), reliability };
		}

		@Override
		public Picture apply(final Picture part, final double strength, final Progress progress) {
			operator.info().check(part, strength);
			final Known known = last;
			final float[] transmission = known != null && known.is(part) ? known.transmission : NonlocalDehazing.transmission(part,
				lines, progress);
			last = part.width() * part.height() > MOST ? null : known != null && known.transmission == transmission ? known
				: new Known(part.copy(), transmission);
			return NonlocalDehazing.remove(part, strength, transmission, lines);
		}
	}

	private record WithPencil(PencilDrawing operator, PencilTones tones) implements Conditions {

		/** Strokes of this reach, in pixels, are 1. */
		private static final float LONG = 32;

		/** A step, in luma, that is faint. */
		private static final float FAINT = 0.02f;

		@Override
		public float[] numbers() {
			return new float[] { tones.steepest(), FAINT / tones.steepest(), tones.reach() / LONG };
		}

		@Override
		public float[][] guides(final Picture part, final int x0, final int y0) {
			return new float[][] { PencilDrawing.toneCurve(tones.lumas()).apply(Luma.of(part)), //
				PencilTexture.of(x0, y0, part.width(), part.height()) };
		}

		/** Strokes become longer with the picture. */
		@Override
		public Conditions inLarger(final double times) {
			return new WithPencil(operator, new PencilTones(tones.lumas(), tones.steepest(), //
				(int) Math.round(times * tones.reach())));
		}

		@Override
		public Picture apply(final Picture part, final double strength, final Progress progress) {
			return operator.apply(part, strength, tones, progress);
		}
	}

	private record InStyle(PhotographicStyle operator, StyleTones tones) implements Conditions {

		/** Steps between neighbours, in luma, whose amplification is told. */
		private static final List<Float> STEPS = List.of(0.005f, 0.015f, 0.05f, 0.15f, 0.4f);

		static List<String> names() {
			return STEPS.stream().map(step -> "gain-" + step).toList();
		}

		@Override
		public float[] numbers() {
			final ToneCurve curve = PhotographicStyle.stepCurve(tones.steps());
			final float[] gains = new float[STEPS.size()];
			for (int k = 0; k < gains.length; k++)
				gains[k] = curve.at(STEPS.get(k)) / STEPS.get(k);
			return gains;
		}

		@Override
		public float[][] guides(final Picture part, final int x0, final int y0) {
			return new float[][] { PhotographicStyle.toneCurve(tones.lumas()).apply(Luma.of(part)) };
		}

		@Override
		public Picture apply(final Picture part, final double strength, final Progress progress) {
			return operator.apply(part, strength, tones, progress);
		}
	}
}

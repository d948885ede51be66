package vernier.batch;

import vernier.image.Geometry;
import vernier.image.ImageDocument;
import vernier.image.Progress;
import vernier.image.Titles;
import vernier.image.VernierException;
import vernier.image.zarr.ZarrTransform;
import vernier.inference.Device;
import vernier.operators.LearnedOperator;
import vernier.operators.Mode;
import vernier.operators.OperatorOptions;

/** "operator operator=l0-smoothing strength=0.02 mode=Auto": as the command Learned Operator... */
final class OperatorStep implements BlockStep {

	private final OperatorOptions options;
	private LearnedOperator operator;

	OperatorStep(final StepLine line, final Steps.Surroundings surroundings) {
		final String id = line.text("operator", null);
		if (id == null)
			throw new VernierException("The step \"operator\" does not say which: write, for example, operator=l0-smoothing.");
		final Mode mode = Mode.parse(line.text("mode", "Auto"));
		final boolean exact = line.flag("exact");
		if (exact && mode == Mode.LEARNED)
			throw new VernierException("The step \"operator\" has exact and mode=" + line.text("mode", "") +
				", which exclude each other: give one.");
		final OperatorOptions any = OperatorOptions.of(id).withCatalog(surroundings.catalog()).withLog(surroundings.log()) //
			.withMode(exact ? Mode.EXACT : mode).withDevice(Device.parse(line.text("device", "Auto"))) //
			.withTile(Parameters.tile(line));
		final OperatorOptions unset = any.withModel(Parameters.model(line, surroundings, any.mode() == Mode.EXACT, any
			.models()));
		final double strength = line.number("strength", unset.strength());
		unset.operator().info().check(strength);
		options = unset.withStrength(strength);
	}

	@Override
	public void open() {
		operator = new LearnedOperator(options);
	}

	@Override
	public Result apply(final ImageDocument input, final Progress progress) {
		final LearnedOperator.Result result = operator.apply(input.planes(), progress);
		return Result.ofImage(input.derive(result.image(), Geometry.IDENTITY, Titles.withSuffix(input.title(), options.operator()
			.info().id()), result.provenance()), result.provenance());
	}

	@Override
	public ZarrTransform.Work work() {
		return (source, target, progress) -> operator.apply(source, target, progress).provenance();
	}

	@Override
	public void close() {
		if (operator != null)
			operator.close();
	}
}

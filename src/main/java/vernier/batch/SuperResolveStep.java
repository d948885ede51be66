package vernier.batch;

import vernier.image.Geometry;
import vernier.image.ImageDocument;
import vernier.image.Progress;
import vernier.image.Titles;
import vernier.image.zarr.ZarrTransform;
import vernier.inference.Device;
import vernier.superres.Networks;
import vernier.superres.Options;
import vernier.superres.Scale;
import vernier.superres.SuperResolution;
import vernier.superres.ZarrEnlargement;

/** "super-resolve scale=2 model=Auto device=Auto consistency": as the command Super-Resolution... */
final class SuperResolveStep implements BlockStep {

	private final Options options;
	private SuperResolution superResolution;

	SuperResolveStep(final StepLine line, final Steps.Surroundings surroundings) {
		options = Options.defaults().withCatalog(surroundings.catalog()).withLog(surroundings.log()) //
			.withScale(Scale.parse(line.text("scale", "2"))).withModel(Parameters.model(line, surroundings, false, //
				Networks.choices(surroundings.catalog()))) //
			.withDevice(Device.parse(line.text("device", "Auto"))).withConsistency(line.flag("consistency")) //
			.withTile(Parameters.tile(line));
	}

	@Override
	public void open() {
		superResolution = new SuperResolution(options);
	}

	@Override
	public Result apply(final ImageDocument input, final Progress progress) {
		final SuperResolution.Result result = superResolution.enlarge(input.planes(), progress);
		return Result.ofImage(input.derive(result.image(), Geometry.scale(options.scale().x(), options.scale().y()), Titles
			.withSuffix(input.title(), "x" + options.scale()), result.provenance()), result.provenance());
	}

	@Override
	public double growth() {
		return options.scale().x() * options.scale().y();
	}

	@Override
	public ZarrTransform.Work work() {
		return new ZarrEnlargement(superResolution, options.scale());
	}

	@Override
	public void close() {
		if (superResolution != null)
			superResolution.close();
	}
}

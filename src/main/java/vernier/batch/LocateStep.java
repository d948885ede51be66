package vernier.batch;

import java.util.List;
import java.util.OptionalDouble;

import vernier.counting.spots.CameraGain;
import vernier.counting.spots.Localisation;
import vernier.counting.spots.LocalisationOptions;
import vernier.counting.spots.Method;
import vernier.counting.spots.Polarity;
import vernier.counting.spots.SpotFormat;
import vernier.counting.spots.SpotLayout;
import vernier.image.ImageDocument;
import vernier.image.Progress;
import vernier.inference.Device;

/**
 * "locate method=fit sigma=1.3 gain=2 offset=100 read-noise=1.6": as the command Localise Spots..., with a table of spots
 * per image.
 */
final class LocateStep implements Step {

	private final LocalisationOptions options;
	private final SpotFormat format;
	private final double nanometres;
	private Localisation localisation;

	LocateStep(final StepLine line, final Steps.Surroundings surroundings) {
		options = LocalisationOptions.defaults().withCatalog(surroundings.catalog()).withLog(surroundings.log()) //
			.withMethod(Method.parse(line.text("method", "auto"))).withModel(line.text("model", LocalisationOptions.AUTO)) //
			.withPolarity(Polarity.parse(line.text("objects", "auto"))).withDevice(Device.parse(line.text("device", "Auto"))) //
			.withTile(Parameters.tile(line)) //
			.withSigma(LocalisationOptions.numberOrAuto("sigma", line.text("sigma", LocalisationOptions.AUTO))) //
			.withProbability(LocalisationOptions.numberOrAuto("probability", line.text("probability", LocalisationOptions.AUTO))) //
			.withThreshold(line.number("threshold", 0)) //
			.withCamera(CameraGain.of(LocalisationOptions.numberOrAuto("gain", line.text("gain", LocalisationOptions.AUTO)), line
				.number("offset", 0), line.number("read-noise", 0)));
		format = SpotFormat.parse(line.text("format", "csv"));
		nanometres = line.number("pixel-size", 0);
	}

	@Override
	public void open() {
		localisation = new Localisation(options);
	}

	@Override
	public Result apply(final ImageDocument input, final Progress progress) {
		final double[] size = input.voxelSize();
		final double[] origin = input.origin();
		final SpotLayout layout = new SpotLayout(input.channels(), input.slices(), size[0], size[1], input.unit(), origin[0],
			origin[1], 0, 0);
		format.pixelSize(layout, nanometres);
		final Localisation.Result result = localisation.locate(input.planes(), progress);
		format.remark(result).ifPresent(options.log());
		return new Result(input, false, List.of(new Table("spots", format.of(result, layout, nanometres))), List.of(),
			OptionalDouble.of(result.count()), result.provenance());
	}

	@Override
	public void close() {
		if (localisation != null)
			localisation.close();
	}
}

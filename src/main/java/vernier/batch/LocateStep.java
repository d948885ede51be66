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
import vernier.counting.spots.SpotRendering;
import vernier.image.Geometry;
import vernier.image.ImageDocument;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.Titles;
import vernier.image.VernierException;
import vernier.inference.Device;

/**
 * "locate method=fit sigma=1.3 gain=2 offset=100 read-noise=1.6 rendering=gaussian": as the command Localise Spots...,
 * with a table of spots per image and, if asked for, the spots drawn as an image.
 */
final class LocateStep implements Step {

	private static final String NONE = "none";
	/** Bytes of a rendering's pixel. */
	private static final int FLOAT_BYTES = 4;

	private final LocalisationOptions options;
	private final SpotFormat format;
	private final double nanometres;
	/** Null for none. */
	private final SpotRendering rendering;
	private final int magnification;
	private Localisation localisation;

	LocateStep(final StepLine line, final Steps.Surroundings surroundings) {
		final Method method = Method.parse(line.text("method", "auto"));
		options = LocalisationOptions.defaults().withCatalog(surroundings.catalog()).withLog(surroundings.log()) //
			.withMethod(method).withModel(Parameters.model(line, surroundings, method == Method.LOG || method == Method.FIT, //
				Localisation.choices(surroundings.catalog()))) //
			.withPolarity(Polarity.parse(line.text("objects", "auto"))).withColour(Parameters.colour(line)) //
			.withDevice(Device.parse(line.text("device", "Auto"))) //
			.withTile(Parameters.tile(line)) //
			.withSigma(LocalisationOptions.numberOrAuto("sigma", line.text("sigma", LocalisationOptions.AUTO))) //
			.withProbability(LocalisationOptions.numberOrAuto("probability", line.text("probability", LocalisationOptions.AUTO))) //
			.withThreshold(given(line, "threshold").orElse(0)) //
			.withCamera(CameraGain.of(given(line, "gain"), line.number("offset", 0), readNoise(line)));
		format = SpotFormat.parse(line.text("format", "csv"));
		nanometres = line.number("pixel-size", 0);
		SpotFormat.checkPixelSize(nanometres);
		final String drawn = line.text("rendering", NONE);
		rendering = LocalisationOptions.isNone(drawn) ? null : SpotRendering.parse(drawn);
		magnification = Parameters.whole(line, "magnification", SpotRendering.USUAL);
		// of the smallest image: how large they are is not known yet
		SpotRendering.check(1, 1, magnification);
	}

	/** The shell and the macro language have a name each for it. */
	private static double readNoise(final StepLine line) {
		if (line.text("noise", null) != null && line.text("read-noise", null) != null)
			throw new VernierException("The step \"locate\" gives read-noise and noise, which are the same: give one.");
		return line.number("read-noise", line.number("noise", 0));
	}

	/** A number that may be None, as a macro has it. */
	private static OptionalDouble given(final StepLine line, final String key) {
		final String value = line.text(key, NONE);
		return LocalisationOptions.isNone(value) ? OptionalDouble.empty() : LocalisationOptions.numberOrAuto(key, value);
	}

	@Override
	public void open() {
		localisation = new Localisation(options);
	}

	@Override
	public Result apply(final ImageDocument input, final Progress progress) {
		final SpotLayout layout = SpotLayout.of(input);
		format.pixelSize(layout, nanometres);
		final PlaneStack planes = input.planes();
		if (rendering != null)
			SpotRendering.check(planes.width(), planes.height(), magnification);
		final Localisation.Result result = localisation.locate(planes, progress);
		format.remarks(result, layout).forEach(options.log());
		final List<Extra> extras = rendering == null ? List.of() : List.of(new Extra("rendered", input.merge(rendering.draw(result,
			layout, planes.width(), planes.height(), magnification, progress), Geometry.scale(magnification, magnification), Titles
				.withSuffix(input.title(), "rendered"), result.provenance())));
		return new Result(input, false, List.of(new Table("spots", file -> format.write(file, result, layout,
			nanometres))), extras, OptionalDouble.of(result.count()), result.provenance());
	}

	/** Of one channel: how many there are is known with the image only. */
	@Override
	public double drawn() {
		return rendering == null ? 0 : (double) FLOAT_BYTES * magnification * magnification;
	}

	@Override
	public boolean changes() {
		return false;
	}

	@Override
	public void close() {
		if (localisation != null)
			localisation.close();
	}
}

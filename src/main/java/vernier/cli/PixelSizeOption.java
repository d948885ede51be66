package vernier.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vernier.image.PixelSize;

/** The option of every command that reads points: how large a pixel is, where no image says it. */
final class PixelSizeOption {

	@Spec(Spec.Target.MIXEE)
	private CommandSpec spec;

	@Option(names = "--pixel-size", defaultValue = "0", paramLabel = "NM|WxH",
		description = "nanometres per pixel, for tables of ThunderSTORM and TrackMate, which have none " +
			"(default: that of the image, if there is one)")
	private String text;

	/** {@link PixelSize#NONE} if it is not given. */
	PixelSize given() {
		return Failure.checked(spec, () -> PixelSize.ofNanometres(text));
	}

	/** As given, or else that of an image. */
	PixelSize or(final PixelSize image) {
		return given().isCalibrated() ? given() : image;
	}
}

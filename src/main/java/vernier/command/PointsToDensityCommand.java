package vernier.command;

import java.util.HashMap;
import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import vernier.imagej1.PointsToDensity_;

/**
 * Plugins &gt; Vernier &gt; Points to Density: the density of tagged points, 32-bit, titled as the image without extension,
 * then "-points"; its sum over a plane is the number of points there.
 *
 * <pre>
 * run("Points to Density", "points=Selection sigma=2");
 * </pre>
 */
@Plugin(type = Command.class, menuPath = "Plugins>Vernier>Points to Density", attrs = @Attr(name = "no-record"))
public class PointsToDensityCommand extends VernierCommand {

	@Parameter
	private ImagePlus image;

	@Parameter(persist = false,
		description = "Auto, Selection, Manager, Overlay, the title of a dot image, or the path of a file.")
	private String points = "Auto";

	@Parameter(persist = false, label = "Sigma (pixels)",
		description = "Each point is spread as a Gaussian; 0 puts it into its pixel.")
	private String sigma = "0";

	@Parameter(type = ItemIO.OUTPUT, label = "Density")
	private ImagePlus result;

	@Override
	Map<String, Object> macroInputs(final String options) {
		final PointsToDensity_.Settings settings = PointsToDensity_.Settings.ofMacro(options);
		final Map<String, Object> inputs = new HashMap<>(Map.of("points", settings.points(), "sigma", settings.sigma()));
		return withImage(inputs, "the image that was tagged");
	}

	@Override
	void work() {
		final PointsToDensity_.Settings settings = new PointsToDensity_.Settings(points.strip(), sigma.strip());
		result = tracked("Density of points", progress -> PointsToDensity_.density(image, settings, progress));
		if (!showToMacro("result", result) && asksUser())
			settings.rememberAndRecord();
	}
}

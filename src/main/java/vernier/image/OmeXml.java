package vernier.image;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

/**
 * What the description of an OME-TIFF says of its first image: pixel sizes, time between frames and the order of planes.
 * See "The OME-TIFF format" of the Open Microscopy Environment. A description that makes no sense changes nothing.
 */
final class OmeXml {

	private static final Pattern PIXELS = Pattern.compile("<(?:\\w+:)?Pixels\\b[^>]*>");
	private static final Pattern SAMPLES = Pattern.compile(
		"<(?:\\w+:)?Channel\\b[^>]*\\bSamplesPerPixel\\s*=\\s*[\"'](\\d{1,3})[\"']");

	private static final Pattern CHANNEL = Pattern.compile("<(?:\\w+:)?Channel\\b[^>]*>");

	private final String pixels;
	/** Channels that lie in one page of the file, such as red, green and blue. */
	private final int samples;
	/** Of the channels, null where there is none. */
	private final List<String> names;

	private OmeXml(final String pixels, final int samples, final List<String> names) {
		this.pixels = pixels;
		this.samples = samples;
		this.names = names;
	}

	/** Gives an image just opened the sizes and dimensions of its description, if that is OME's. */
	static ImagePlus apply(final ImagePlus image, final String description) {
		if (description == null || !description.contains("<") || !description.contains("OME"))
			return image;
		final Matcher matcher = PIXELS.matcher(description);
		if (!matcher.find())
			return image;
		final Matcher channel = SAMPLES.matcher(description);
		final OmeXml ome = new OmeXml(matcher.group(), channel.find(matcher.end()) ? Math.max(1, Integer.parseInt(channel.group(
			1))) : image.getBitDepth() == 24 ? 3 : 1, names(description, matcher.end()));
		ome.calibrate(image.getCalibration());
		ome.arrange(image);
		ome.label(image);
		return image;
	}

	/** Up to the next image. */
	private static List<String> names(final String description, final int from) {
		final int end = description.indexOf("Pixels>", from);
		final Matcher channel = CHANNEL.matcher(description).region(from, end < 0 ? description.length() : end);
		final List<String> names = new ArrayList<>();
		while (channel.find())
			names.add(attribute(channel.group(), "Name"));
		return names;
	}

	/** Planes without a label of their own get the names of their channels, as ImageJ shows them. */
	private void label(final ImagePlus image) {
		final int channels = image.getNChannels();
		if (channels < 2 || names.size() != channels)
			return;
		for (int i = 1; i <= image.getImageStackSize(); i++)
			if (image.getImageStack().getSliceLabel(i) == null)
				image.getImageStack().setSliceLabel(names.get((i - 1) % channels), i);
	}

	private String attribute(final String name) {
		return attribute(pixels, name);
	}

	private static String attribute(final String element, final String name) {
		final Matcher matcher = Pattern.compile("\\s" + name + "\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')").matcher(element);
		if (!matcher.find())
			return null;
		final String value = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
		return value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'") //
			.replace("&amp;", "&");
	}

	private double number(final String name) {
		final String text = attribute(name);
		try {
			final double value = text == null ? 0 : Double.parseDouble(text);
			return value > 0 && !Double.isInfinite(value) ? value : 0;
		}
		catch (final NumberFormatException e) {
			return 0;
		}
	}

	private void calibrate(final Calibration calibration) {
		final double x = number("PhysicalSizeX");
		final double y = number("PhysicalSizeY");
		if (x > 0 && y > 0) {
			final String unit = unit("PhysicalSizeXUnit");
			calibration.setUnit(unit);
			calibration.pixelWidth = x;
			calibration.pixelHeight = y * factor("PhysicalSizeYUnit", unit);
			final double z = number("PhysicalSizeZ");
			calibration.pixelDepth = z > 0 ? z * factor("PhysicalSizeZUnit", unit) : 1;
		}
		if (number("TimeIncrement") > 0) {
			final String unit = attribute("TimeIncrementUnit");
			calibration.frameInterval = number("TimeIncrement");
			calibration.setTimeUnit(unit == null || unit.equals("s") ? "sec" : unit);
		}
	}

	/** OME's default is the micrometre. */
	private String unit(final String name) {
		final String unit = attribute(name);
		if (unit == null || unit.equals("\u00b5m") || unit.equals("\u03bcm") || unit.matches("&#(181|956|xB5|x3BC);m"))
			return "micron";
		return unit;
	}

	/** Axes with units of their own come in that of x. */
	private double factor(final String name, final String unit) {
		final double own = PixelSize.metres(unit(name));
		final double wanted = PixelSize.metres(unit);
		return own > 0 && wanted > 0 ? own / wanted : 1;
	}

	/**
	 * Pages lie in the file in the order that the description says; ImageJ has the channel fastest, then slice and frame. A
	 * page may hold several channels: one plane of colour, or planes that follow one another.
	 */
	private void arrange(final ImagePlus image) {
		final boolean colour = image.getBitDepth() == 24;
		final int bands = colour ? 1 : samples;
		final int c = (int) number("SizeC") / samples;
		final int z = (int) number("SizeZ");
		final int t = (int) number("SizeT");
		final String order = attribute("DimensionOrder");
		final int n = image.getImageStackSize();
		if (n < 2 || (long) c * z * t * bands != n || order == null || !order.matches("XY(?!.*(.).*\\1)[CZT]{3}"))
			return;
		final int[] sizes = { 0, 0, 0 };
		for (int i = 0; i < 3; i++)
			sizes[i] = order.charAt(2 + i) == 'C' ? c : order.charAt(2 + i) == 'Z' ? z : t;
		final ImageStack source = image.getImageStack();
		final ImageStack stack = new ImageStack(image.getWidth(), image.getHeight(), source.getColorModel());
		for (int frame = 0; frame < t; frame++)
			for (int slice = 0; slice < z; slice++)
				for (int plane = 0; plane < c * bands; plane++) {
					final int channel = plane / bands;
					int index = 0;
					for (int i = 2; i >= 0; i--) {
						final char axis = order.charAt(2 + i);
						index = index * sizes[i] + (axis == 'C' ? channel : axis == 'Z' ? slice : frame);
					}
					index = index * bands + plane % bands + 1;
					stack.addSlice(source.getSliceLabel(index), source.getPixels(index));
				}
		final double min = image.getDisplayRangeMin();
		final double max = image.getDisplayRangeMax();
		image.setStack(stack, c * bands, z, t);
		image.setOpenAsHyperStack(c * bands > 1 || z > 1 && t > 1);
		if (!colour)
			image.setDisplayRange(min, max);
	}
}

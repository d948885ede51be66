package vernier.image;

import java.io.IOException;
import java.nio.file.Path;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import vernier.image.zarr.OmeZarr;

/** OME-Zarr images that fit into memory, as ImageJ images. */
final class ZarrFiles {

	/** Chunks are read once each, but those that hold several planes. */
	private static final long CACHE = 1 << 25;

	private ZarrFiles() {}

	/** @throws IOException if it is too large for ImageJ, or for Java's memory */
	static ImagePlus open(final Path folder) throws IOException {
		final OmeZarr zarr = OmeZarr.open(folder, CACHE);
		final PlaneStack planes = zarr.planes();
		final int channels = (int) zarr.size("c");
		final int slices = (int) zarr.size("z");
		final int frames = (int) zarr.size("t");
		if ((long) channels * slices * frames != planes.size())
			throw new IOException("it has axes besides t, c, z, y and x");
		final double bytes = (double) planes.width() * planes.height() * planes.size() * Planes.real(planes.plane(0)).getType()
			.getBitsPerPixel() / Byte.SIZE;
		if (!Planes.fitsArray(planes.width(), planes.height()) || bytes > Runtime.getRuntime().maxMemory())
			throw new IOException("it has " + zarr.describe() + ", which does not fit into memory; enlarge it from a shell into " +
				"another OME-Zarr image, which goes block by block");
		final ImageStack stack = new ImageStack((int) planes.width(), (int) planes.height());
		for (int t = 0; t < frames; t++)
			for (int z = 0; z < slices; z++)
				for (int c = 0; c < channels; c++)
					stack.addSlice(null, ImagePlusBuilder.pixels(planes.plane(zarr.plane(c, z, t))));
		final ImagePlus image = new ImagePlus(folder.getFileName().toString(), stack);
		image.setDimensions(channels, slices, frames);
		image.setOpenAsHyperStack(channels > 1 || slices > 1 && frames > 1);
		calibrate(image.getCalibration(), zarr);
		image.resetDisplayRange();
		return image;
	}

	private static void calibrate(final Calibration calibration, final OmeZarr zarr) {
		final String unit = zarr.unit("x");
		if (!unit.isEmpty())
			calibration.setUnit(switch (unit) {
				case "micrometer" -> "micron";
				case "nanometer" -> "nm";
				case "millimeter" -> "mm";
				case "meter" -> "m";
				default -> unit;
			});
		calibration.pixelWidth = zarr.step("x");
		calibration.pixelHeight = zarr.step("y") * factor(zarr.unit("y"), unit);
		calibration.pixelDepth = zarr.step("z") * factor(zarr.unit("z"), unit);
		// 0 and not half a pixel where an image begins at 0, as ImageJ has it of all others
		calibration.xOrigin = origin(zarr, "x");
		calibration.yOrigin = origin(zarr, "y");
		calibration.zOrigin = origin(zarr, "z");
		final String time = zarr.unit("t");
		if (!time.isEmpty()) {
			calibration.frameInterval = zarr.step("t");
			calibration.setTimeUnit(switch (time) {
				case "second" -> "sec";
				case "millisecond" -> "ms";
				case "microsecond" -> "us";
				case "minute" -> "min";
				default -> time;
			});
		}
	}

	/** Axes with units of their own come in that of x. */
	private static double factor(final String own, final String wanted) {
		final double factor = PixelSize.metres(own) / PixelSize.metres(wanted);
		return factor > 0 ? factor : 1;
	}

	/** In pixels; not -0. */
	private static double origin(final OmeZarr zarr, final String axis) {
		return 0 - zarr.start(axis) / zarr.step(axis);
	}
}

package vernier.imagej1;

import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.util.Map;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import vernier.image.ImagePlusBuilder;
import vernier.image.ImagePlusStack;
import vernier.image.Planes;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.ResultPlanes;
import vernier.image.ValueRange;
import vernier.inference.MemoryBudget;
import vernier.inference.TiledRun;
import vernier.model.ModelCatalog;
import vernier.superres.Resampler;
import vernier.superres.Scale;

/**
 * The part of an image that a preview shows: up to 256 x 256 pixels, less at large scales, of the displayed plane, from
 * the middle of the area selection or else of what is visible. Copied, so that it can be computed on while the image
 * lives on. The value range is that of the part, so a preview of a 16- or 32-bit image can differ a little from the result.
 */
final class PreviewPart {

	private static final int LARGEST = 256;
	/** Two of these side by side fit a screen. */
	private static final int LARGEST_ENLARGED = 512;
	private static final int GAP = 4;
	private static final int HEADER = 22;

	private final ImagePlus image;
	private final Scale scale;

	private PreviewPart(final ImagePlus image, final Scale scale) {
		this.image = image;
		this.scale = scale;
	}

	/**
	 * @throws vernier.image.VernierException if the scale is none, or the selection lies outside of the image
	 */
	static PreviewPart of(final ImagePlus image, final SuperResolutionSettings settings) {
		final Scale scale = Scale.parse(settings.scale());
		final int side = (int) Math.max(16, Math.min(LARGEST, LARGEST_ENLARGED / Math.max(scale.x(), scale.y())));
		// processors of a stack are made on demand, so that this one's region of interest is nobody else's
		final ImageProcessor plane = image.getStack().getProcessor(image.getCurrentSlice());
		plane.setRoi(middle(view(image), side, image.getWidth(), image.getHeight()));
		final ImageProcessor part = plane.crop();
		if (image.getBitDepth() != 24) {
			part.setColorModel(image.getProcessor().getLut());
			part.setMinAndMax(image.getProcessor().getMin(), image.getProcessor().getMax());
		}
		return new PreviewPart(new ImagePlus("part", part), scale);
	}

	/** Cubic interpolation left, the network's result right, as RGB, with a line of text above. */
	ColorProcessor compute(final SuperResolutionSettings settings, final ModelCatalog catalog,
		final Progress progress)
	{
		final SuperResolutionSettings only = new SuperResolutionSettings(settings.model(), settings.scale(), //
			settings.device(), settings.consistency(), false);
		final ImagePlus enlarged = SuperResolutionTask.run(image, only, catalog, progress, line -> {}).image();
		final ImageProcessor network = rgb(enlarged);
		final ImageProcessor cubic = rgb(cubic(progress));
		final int width = network.getWidth();
		final ColorProcessor pair = new ColorProcessor(2 * width + GAP, HEADER + network.getHeight());
		pair.setColor(new Color(40, 40, 40));
		pair.fill();
		pair.insert(cubic, 0, HEADER);
		pair.insert(network, width + GAP, HEADER);
		pair.setAntialiasedText(true);
		pair.setFont(new Font("SansSerif", Font.PLAIN, 13));
		pair.setColor(Color.WHITE);
		pair.drawString("cubic interpolation", 6, HEADER - 3);
		pair.drawString(enlarged.getProp("Vernier model"), width + GAP + 6, HEADER - 3);
		return pair;
	}

	private ImagePlus cubic(final Progress progress) {
		final ImagePlusStack source = ImagePlusStack.of(image);
		final ResultPlanes target = ResultPlanes.allocate(source, scale.targetWidth(source.width()), //
			scale.targetHeight(source.height()));
		// cubic interpolation commutes with a change of range: values pass as they are, 8-bit ones as parts of 255
		final ValueRange range = ValueRange.BYTE;
		final int channels = Planes.isColor(source.plane(0)) ? 3 : 1;
		try (TiledRun run = new TiledRun(Resampler.enlarging(scale, channels), MemoryBudget.ofFreeMemory(), 1)) {
			run.run(Planes.reader(source.plane(0), range), Planes.writer(target.plane(0), range), progress);
		}
		return ImagePlusBuilder.build(target, image, source.geometry(scale.x(), scale.y()), "cubic", Map.of());
	}

	private static ImageProcessor rgb(final ImagePlus shown) {
		return shown.getProcessor().convertToRGB();
	}

	private static Rectangle view(final ImagePlus image) {
		final Roi roi = image.getRoi();
		if (roi != null && roi.isArea()) {
			final Region region = ImagePlusStack.ofSelection(image).region();
			return new Rectangle((int) region.x(), (int) region.y(), region.width(), region.height());
		}
		final ImageCanvas canvas = image.getCanvas();
		return canvas == null ? new Rectangle(image.getWidth(), image.getHeight()) : canvas.getSrcRect();
	}

	/** A rectangle of at most the given side around the middle of another, inside the image. */
	static Rectangle middle(final Rectangle view, final int side, final int imageWidth, final int imageHeight) {
		final int width = Math.min(side, Math.min(view.width, imageWidth));
		final int height = Math.min(side, Math.min(view.height, imageHeight));
		final int x = Math.max(0, Math.min(imageWidth - width, view.x + (view.width - width) / 2));
		final int y = Math.max(0, Math.min(imageHeight - height, view.y + (view.height - height) / 2));
		return new Rectangle(x, y, width, height);
	}
}

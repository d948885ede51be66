package vernier.image;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;

import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;

/**
 * What an animated GIF shows, frame after frame: its file holds of each frame only a rectangle that has changed, without the
 * pixels that have not.
 */
final class GifCanvas {

	private static final String IMAGE = "javax_imageio_gif_image_1.0";
	private static final String STREAM = "javax_imageio_gif_stream_1.0";

	private final ImageReader reader;
	private BufferedImage shown;
	/** What was shown before the last frame, if it is shown again after it. */
	private BufferedImage before;
	/** Where to clear before the next frame; empty for nowhere. */
	private Rectangle cleared = new Rectangle();

	GifCanvas(final ImageReader reader) {
		this.reader = reader;
	}

	/**
	 * Draws a frame; they come in their order.
	 *
	 * @param pixels as they lie in the file
	 * @param index of the frame, from 0
	 * @return all that is shown now, transparent where nothing was drawn; changes with the next frame
	 */
	BufferedImage draw(final BufferedImage pixels, final int index) throws IOException {
		final IIOMetadata metadata = reader.getImageMetadata(index);
		final Rectangle place = new Rectangle(number(metadata, IMAGE, "ImageDescriptor", "imageLeftPosition"), number(metadata,
			IMAGE, "ImageDescriptor", "imageTopPosition"), pixels.getWidth(), pixels.getHeight());
		if (shown == null)
			shown = empty(place);
		else if (before != null)
			shown = before;
		final Graphics2D graphics = shown.createGraphics();
		graphics.setComposite(AlphaComposite.Clear);
		graphics.fill(cleared);
		final String disposal = attribute(metadata, IMAGE, "GraphicControlExtension", "disposalMethod");
		cleared = disposal.equals("restoreToBackgroundColor") ? place : new Rectangle();
		before = disposal.equals("restoreToPrevious") ? copy(shown) : null;
		graphics.setComposite(AlphaComposite.SrcOver);
		graphics.drawImage(pixels, place.x, place.y, null);
		graphics.dispose();
		return shown;
	}

	/** The screen that the file states, or what the first frame needs, if that is more. */
	private BufferedImage empty(final Rectangle first) throws IOException {
		final IIOMetadata stream = reader.getStreamMetadata();
		return new BufferedImage(Math.max(first.x + first.width, number(stream, STREAM, "LogicalScreenDescriptor",
			"logicalScreenWidth")), Math.max(first.y + first.height, number(stream, STREAM, "LogicalScreenDescriptor",
				"logicalScreenHeight")), BufferedImage.TYPE_INT_ARGB);
	}

	private static BufferedImage copy(final BufferedImage image) {
		final BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), image.getType());
		image.copyData(copy.getRaster());
		return copy;
	}

	private static int number(final IIOMetadata metadata, final String format, final String node, final String name) {
		final String text = attribute(metadata, format, node, name);
		return text.isEmpty() ? 0 : Integer.parseInt(text);
	}

	/** "" if there is no such node. */
	private static String attribute(final IIOMetadata metadata, final String format, final String node, final String name) {
		final IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
		return root.getElementsByTagName(node).item(0) instanceof IIOMetadataNode found ? found.getAttribute(name) : "";
	}
}

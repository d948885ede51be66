package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;

/** Animations whose later frames hold but what has changed, as most programs write them. */
class GifCanvasTest {

	private static final int TRANSPARENT = 255;

	@TempDir
	private Path folder;

	/** Part of an animation: gray levels, all the same but for one transparent pixel at 0, 0 where there is one. */
	private record Frame(int x, int y, int width, int height, int gray, boolean hole, String disposal) {

		BufferedImage pixels() {
			final byte[] grays = new byte[256];
			IntStream.range(0, 256).forEach(i -> grays[i] = (byte) i);
			final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, //
				new IndexColorModel(8, 256, grays, grays, grays, TRANSPARENT));
			for (int i = 0; i < width * height; i++)
				image.getRaster().setSample(i % width, i / width, 0, gray);
			if (hole)
				image.getRaster().setSample(0, 0, 0, TRANSPARENT);
			return image;
		}
	}

	private ImagePlus written(final Frame... frames) throws IOException {
		final Path file = folder.resolve("movie.gif");
		final ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
		try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
			writer.setOutput(out);
			writer.prepareWriteSequence(null);
			for (final Frame frame : frames) {
				final BufferedImage pixels = frame.pixels();
				final IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(pixels), null);
				final String format = metadata.getNativeMetadataFormatName();
				final IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
				final IIOMetadataNode descriptor = (IIOMetadataNode) root.getElementsByTagName("ImageDescriptor").item(0);
				descriptor.setAttribute("imageLeftPosition", String.valueOf(frame.x));
				descriptor.setAttribute("imageTopPosition", String.valueOf(frame.y));
				// of which the platform's reader loses rows of frames lower than five
				descriptor.setAttribute("interlaceFlag", "FALSE");
				((IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0)).setAttribute("disposalMethod",
					frame.disposal);
				metadata.setFromTree(format, root);
				writer.writeToSequence(new IIOImage(pixels, null, metadata), null);
			}
			writer.endWriteSequence();
		}
		writer.dispose();
		return ImageFiles.open(file);
	}

	private static int[] grays(final ImagePlus image, final int x, final int y) {
		return IntStream.rangeClosed(1, image.getStackSize()).map(i -> image.getStack().getProcessor(i).get(x, y) & 0xff)
			.toArray();
	}

	@Test
	void aFrameChangesWhatTheOnesBeforeShow() throws IOException {
		final ImagePlus image = written(new Frame(0, 0, 8, 6, 60, false, "none"), new Frame(4, 3, 3, 2, 90, true,
			"doNotDispose"), new Frame(0, 0, 2, 2, 120, false, "none"));
		assertThat(image.getDimensions()).containsExactly(8, 6, 1, 3, 1);
		assertThat(grays(image, 7, 0)).containsExactly(60, 60, 60);
		assertThat(grays(image, 4, 3)).containsExactly(60, 60, 60);
		assertThat(grays(image, 5, 3)).containsExactly(60, 90, 90);
		assertThat(grays(image, 6, 4)).containsExactly(60, 90, 90);
		assertThat(grays(image, 7, 4)).containsExactly(60, 60, 60);
		assertThat(grays(image, 1, 1)).containsExactly(60, 60, 120);
	}

	@Test
	void aFrameGoesAwayAsItSays() throws IOException {
		final ImagePlus image = written(new Frame(0, 0, 8, 6, 60, false, "none"), new Frame(4, 3, 2, 2, 90, false,
			"restoreToPrevious"), new Frame(0, 0, 2, 2, 120, false, "restoreToBackgroundColor"), new Frame(7, 5, 1, 1, 30, false,
				"none"));
		assertThat(grays(image, 4, 3)).containsExactly(60, 90, 60, 60);
		// white, as the paper beneath
		assertThat(grays(image, 1, 1)).containsExactly(60, 60, 120, 255);
		assertThat(grays(image, 7, 5)).containsExactly(60, 60, 60, 30);
	}
}

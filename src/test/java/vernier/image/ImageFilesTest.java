package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;

class ImageFilesTest {

	@TempDir
	private Path folder;

	private ImagePlus again(final ImagePlus image, final String name) {
		ImageFiles.save(image, folder.resolve(name));
		return ImageFiles.open(folder.resolve(name));
	}

	private static void assertSamePixels(final ImagePlus actual, final ImagePlus expected) {
		assertThat(actual.getBitDepth()).isEqualTo(expected.getBitDepth());
		assertThat(actual.getDimensions()).containsExactly(expected.getDimensions());
		for (int i = 1; i <= expected.getImageStackSize(); i++)
			assertThat(actual.getStack().getProcessor(i).getPixels())
				.isEqualTo(expected.getStack().getProcessor(i).getPixels());
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 24, 32 })
	void tiffKeepsEveryType(final int bitDepth) {
		final ImagePlus image = TestImages.image(bitDepth, 13, 7);
		image.setCalibration(TestImages.micrometres());
		image.setProp("Vernier model", "x2");
		image.setProp("Slice_Label", "one");
		image.setProperty("Info", "metadata");
		image.setRoi(new OvalRoi(1, 2, 5, 4));
		image.setOverlay(new ij.gui.Overlay(new Roi(1, 1, 3, 3)));
		final ImagePlus copy = again(image, "a.tif");
		assertSamePixels(copy, image);
		assertThat(copy.getTitle()).isEqualTo("a.tif");
		assertThat(copy.getCalibration().pixelWidth).isCloseTo(0.2, within(1e-6));
		assertThat(copy.getCalibration().xOrigin).isEqualTo(3);
		assertThat(copy.getCalibration().getUnit()).isEqualTo("µm");
		assertThat(copy.getProp("Vernier model")).isEqualTo("x2");
		assertThat(copy.getProp("Slice_Label")).isEqualTo("one");
		assertThat(copy.getInfoProperty()).isEqualTo("metadata");
		assertThat(copy.getRoi().getBounds()).isEqualTo(image.getRoi().getBounds());
		assertThat(copy.getOverlay().get(0).getBounds()).isEqualTo(new java.awt.Rectangle(1, 1, 3, 3));
		assertThat(image.getTitle()).isEqualTo("image");
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32 })
	void tiffKeepsHyperstacks(final int bitDepth) {
		final ImagePlus image = TestImages.hyperstack(bitDepth, 9, 6);
		final ImagePlus copy = again(image, "hyper.TIFF");
		assertSamePixels(copy, image);
		assertThat(copy).isInstanceOf(CompositeImage.class);
		for (int c = 0; c < 2; c++) {
			assertThat(copy.getLuts()[c].getBytes()).isEqualTo(image.getLuts()[c].getBytes());
			assertThat(copy.getLuts()[c].max).isEqualTo(image.getLuts()[c].max);
		}
		assertThat(copy.getStack().getSliceLabel(7)).isEqualTo("label 6");
		assertThat(copy.getCalibration().pixelDepth).isEqualTo(1.5);
		assertThat(copy.getCalibration().frameInterval).isEqualTo(2);
		assertThat(copy.getOverlay().get(0).getZPosition()).isEqualTo(2);
		assertThat(copy.getProp("Objective")).isEqualTo("63x");
	}

	@Test
	void tiffKeepsSignedVirtualAndPaletteImages() {
		final ImagePlus signed = TestImages.image(16, 5, 5);
		signed.getCalibration().setSigned16BitCalibration();
		assertThat(again(signed, "signed.tif").getCalibration().isSigned16Bit()).isTrue();
		final ImagePlus virtual = TestImages.virtual(16, 5, 4, 3);
		final ImagePlus copy = again(virtual, "virtual.tif");
		assertSamePixels(copy, virtual);
		assertThat(copy.getStack().getSliceLabel(3)).isEqualTo("virtual 3");
		final ImagePlus palette = TestImages.image(8, 5, 5);
		palette.getProcessor().setLut(TestImages.palette());
		palette.setTypeToColor256();
		final ImagePlus paletteCopy = again(palette, "palette.tif");
		assertSamePixels(paletteCopy, palette);
		assertThat(paletteCopy.getType()).isEqualTo(ImagePlus.COLOR_256);
		assertThat(paletteCopy.getProcessor().getLut().getBytes()).isEqualTo(TestImages.palette().getBytes());
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 24 })
	void pngKeepsPixelsAndType(final int bitDepth) {
		final ImagePlus image = TestImages.image(bitDepth, 13, 7);
		assertSamePixels(again(image, "a.png"), image);
	}

	@Test
	void pngKeepsPalettesAndScales() {
		final ImagePlus image = TestImages.image(8, 13, 7);
		image.getProcessor().setLut(TestImages.palette());
		final ImagePlus copy = again(image, "palette.png");
		assertSamePixels(copy, image);
		assertThat(copy.getType()).isEqualTo(ImagePlus.COLOR_256);
		assertThat(copy.getProcessor().getLut().getBytes()).isEqualTo(TestImages.palette().getBytes());
		image.getProcessor().setLut(TestImages.scaleTo(Color.ORANGE));
		assertSamePixels(again(image, "scale.png"), image);
	}

	@Test
	void pngOfFewGraysLooksTheSameAndGoesThroughAsColours() {
		final byte[] grays = new byte[256];
		for (int i = 0; i < 100; i++)
			grays[i] = (byte) (50 + 2 * i);
		final ImagePlus image = new ImagePlus("few", new ByteProcessor(100, 1, new byte[100], new LUT(grays, grays, grays)));
		for (int x = 0; x < 100; x++)
			image.getProcessor().set(x, 0, x);
		final ImagePlus copy = again(image, "few.png");
		assertSamePixels(copy, image);
		assertThat(copy.getProcessor().convertToRGB().getPixels()).isEqualTo(image.getProcessor().convertToRGB().getPixels());
		final PlaneStack planes = ImagePlusStack.of(copy);
		assertThat(Planes.isColor(planes.plane(0))).isTrue();
		final ImagePlus built = ImagePlusBuilder.build(planes, copy, Geometry.IDENTITY, "built", Map.of());
		assertSamePixels(built, image);
	}

	@Test
	void pngOfColoursWith16BitsEachKeepsThem() {
		final ImageStack stack = new ImageStack(13, 7);
		for (int c = 0; c < 3; c++)
			stack.addSlice(TestImages.processor(16, 13, 7, c));
		final ImagePlus channels = new ImagePlus("colours", stack);
		channels.setDimensions(3, 1, 1);
		final CompositeImage colours = new CompositeImage(channels, CompositeImage.COMPOSITE);
		final ImagePlus copy = again(colours, "a.png");
		assertSamePixels(copy, colours);
		assertThat(copy).isInstanceOf(CompositeImage.class);
		colours.setChannelLut(LUT.createLutFromColor(Color.MAGENTA), 2);
		assertRefused(() -> ImageFiles.save(colours, folder.resolve("b.png")), "3 planes", "PNG");
	}

	/** The last sample is the opacity: whole, half or none. */
	@ParameterizedTest
	@CsvSource({ "8, 2, 8", "16, 2, 16", "16, 4, 16", "8, 4, 24" })
	void pngWithTransparencyKeepsItsBitsAndLiesOnWhite(final int bits, final int bands, final int depth) throws IOException {
		final int type = bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
		final int white = (1 << bits) - 1;
		final ColorModel colours = new ComponentColorModel(ColorSpace.getInstance(bands == 2 ? ColorSpace.CS_GRAY
			: ColorSpace.CS_sRGB), true, false, Transparency.TRANSLUCENT, type);
		final WritableRaster raster = colours.createCompatibleWritableRaster(3, 1);
		for (int x = 0; x < 3; x++)
			for (int band = 0; band < bands; band++)
				raster.setSample(x, 0, band, band == bands - 1 ? new int[] { white, white / 2, 0 }[x] : white / 5 * (band + 1));
		final Path path = folder.resolve("clear.png");
		ImageIO.write(new BufferedImage(colours, raster, false, null), "png", path.toFile());
		final ImagePlus image = ImageFiles.open(path);
		assertThat(image.getBitDepth()).isEqualTo(depth);
		assertThat(image.getNChannels()).isEqualTo(depth == 16 ? bands - 1 : 1);
		for (int band = 1; band < bands; band++) {
			final ImageProcessor plane = depth == 24 ? image.getProcessor().toFloat(band - 1, null) : image.getImageStack()
				.getProcessor(band);
			final double value = white / 5 * band;
			assertThat(plane.getf(0, 0)).isEqualTo((float) value);
			assertThat((double) plane.getf(1, 0)).isCloseTo((white + value) / 2, within(2.0));
			assertThat(plane.getf(2, 0)).isEqualTo(white);
		}
	}

	@Test
	void jpegOfPrintingInksIsRefused() throws IOException {
		final Path path = folder.resolve("inks.jpg");
		final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
		try (ImageOutputStream out = ImageIO.createImageOutputStream(path.toFile())) {
			writer.setOutput(out);
			writer.write(new IIOImage(Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null), null, null));
		}
		assertRefused(() -> ImageFiles.open(path), "inks.jpg", "CMYK", "RGB");
	}

	@Test
	void jpegKeepsKindAndRoughlyThePixels() {
		final ByteProcessor ramp = new ByteProcessor(64, 64);
		for (int i = 0; i < 4096; i++)
			ramp.set(i, i % 64 + i / 64);
		final ImagePlus gray = again(new ImagePlus("ramp", ramp), "gray.jpg");
		assertThat(gray.getType()).isEqualTo(ImagePlus.GRAY8);
		for (int i = 0; i < 4096; i++)
			assertThat(gray.getProcessor().get(i)).isCloseTo(ramp.get(i), within(8));
		final ColorProcessor color = new ColorProcessor(16, 16);
		color.setColor(new Color(200, 40, 90));
		color.fill();
		final int pixel = again(new ImagePlus("red", color), "color.jpeg").getProcessor().get(5, 5);
		assertThat(new Color(pixel).getRed()).isCloseTo(200, within(8));
		assertThat(new Color(pixel).getGreen()).isCloseTo(40, within(8));
	}

	@Test
	void readsGifsBmpsAndPngsOfOddKinds() throws IOException {
		final byte[] reds = { 0, (byte) 255, 10, 0 };
		final byte[] greens = { 0, 0, (byte) 200, 0 };
		final byte[] blues = { 0, 0, 30, (byte) 255 };
		for (final String format : List.of("png", "gif")) {
			final BufferedImage indexed = new BufferedImage(15, 13, BufferedImage.TYPE_BYTE_BINARY,
				new IndexColorModel(2, 4, reds, greens, blues));
			indexed.getRaster().setSample(2, 1, 0, 2);
			final Path path = folder.resolve("indexed." + format);
			ImageIO.write(indexed, format, path.toFile());
			final ImagePlus image = ImageFiles.open(path);
			assertThat(image.getBitDepth()).isEqualTo(8);
			final ImageProcessor pixels = image.getProcessor();
			assertThat(pixels.getColorModel().getRGB(pixels.get(2, 1))).isEqualTo(0xff0ac81e);
		}
		final BufferedImage transparent = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
		transparent.setRGB(1, 0, 0xff123456);
		ImageIO.write(transparent, "png", folder.resolve("transparent.png").toFile());
		assertThat((int[]) ImageFiles.open(folder.resolve("transparent.png")).getProcessor().getPixels())
			.containsExactly(0xffffffff, 0xff123456);
		final BufferedImage bmp = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
		bmp.setRGB(1, 0, 0x123456);
		ImageIO.write(bmp, "bmp", folder.resolve("a.bmp").toFile());
		assertThat(ImageFiles.open(folder.resolve("a.bmp")).getProcessor().get(1, 0) & 0xffffff).isEqualTo(0x123456);
	}

	@Test
	void pngOf8BitGrayIsTheStoredGray() {
		final ByteProcessor gray = new ByteProcessor(256, 1);
		for (int i = 0; i < 256; i++)
			gray.set(i, i);
		final ImageProcessor copy = again(new ImagePlus("gray", gray), "gray.png").getProcessor();
		assertThat(copy.getPixels()).isEqualTo(gray.getPixels());
		assertThat(copy.isColorLut()).isFalse();
	}

	@Test
	void whatMayNotBeOverwrittenIsSaidBeforeTheWork() throws IOException {
		final Path path = Files.writeString(folder.resolve("kept.tif"), "old");
		OutputFile.check(path);
		assumeTrue(path.toFile().setWritable(false) && !Files.isWritable(path), "this user may write everywhere");
		assertRefused(() -> OutputFile.check(path), "kept.tif", "another name");
	}

	@Test
	void savingReplacesAFileAndLeavesNothingBeside() throws IOException {
		final Path path = folder.resolve("a.tif");
		Files.writeString(path, "old");
		ImageFiles.save(TestImages.image(8, 3, 3), path);
		assertThat(ImageFiles.open(path).getWidth()).isEqualTo(3);
		assertThat(names()).containsExactly("a.tif");
	}

	@Test
	void whatAFormatCannotHoldIsRefused() throws IOException {
		assertRefused(() -> ImageFiles.save(TestImages.image(32, 3, 3), folder.resolve("a.png")), "32 bits", "PNG");
		assertRefused(() -> ImageFiles.save(TestImages.image(16, 3, 3), folder.resolve("a.jpg")), "16 bits", "JPEG");
		assertRefused(() -> ImageFiles.save(TestImages.hyperstack(8, 3, 3), folder.resolve("a.png")), "12 planes");
		assertRefused(() -> ImageFiles.save(TestImages.image(8, 3, 3), folder.resolve("a.xyz")), "a.xyz", ".tif");
		assertRefused(() -> ImageFiles.save(TestImages.image(8, 3, 3), folder.resolve("noextension")), "noextension");
		assertRefused(() -> ImageFiles.save(TestImages.image(8, 3, 3), folder.resolve("a.gif")), "read, but not written");
		assertRefused(() -> ImageFiles.save(TestImages.image(8, 3, 3), folder.resolve("a.ome.zarr")), "of OME-Zarr alone");
		assertRefused(() -> ImageFiles.save(TestImages.image(8, 3, 3), folder.resolve("a.ome.tif")), "let it end with .tif alone");
		assertThat(names()).isEmpty();
	}

	@Test
	void whereNothingCanBeWrittenIsAnError() throws IOException {
		final Path file = Files.writeString(folder.resolve("file"), "x");
		final ImagePlus image = TestImages.image(8, 3, 3);
		assertRefused(() -> ImageFiles.save(image, file.resolve("a.tif")), "no folder");
		assertRefused(() -> ImageFiles.save(image, folder.resolve("none").resolve("a.tif")), "no folder");
		Files.createDirectory(folder.resolve("b.tif"));
		assertRefused(() -> ImageFiles.save(image, folder.resolve("b.tif")), "folder at");
		assertThat(names()).containsExactlyInAnyOrder("file", "b.tif");
	}

	@Test
	void aFailureInTheMiddleLeavesTheOldFile() throws IOException {
		final Path path = folder.resolve("a.tif");
		Files.writeString(path, "old");
		final ImagePlus image = TestImages.virtual(16, 5, 4, 3);
		final ImagePlus broken = new ImagePlus("broken", new ij.VirtualStack(5, 4, null, null) {

			@Override
			public int getSize() {
				return 3;
			}

			@Override
			public int size() {
				return 3;
			}

			@Override
			public int getBitDepth() {
				return 16;
			}

			@Override
			public ImageProcessor getProcessor(final int n) {
				if (n == 3)
					throw new IllegalStateException("disk gone");
				return image.getStack().getProcessor(n);
			}
		});
		assertThatThrownBy(() -> ImageFiles.save(broken, path)).isInstanceOf(RuntimeException.class);
		assertThat(Files.readString(path)).isEqualTo("old");
		assertThat(names()).containsExactly("a.tif");
	}

	@Test
	void filesThatAreNoImagesAreErrors() throws IOException {
		assertRefused(() -> ImageFiles.open(folder.resolve("none.tif")), "no file", "none.tif");
		assertRefused(() -> ImageFiles.open(folder), "is a folder", "Vernier Batch");
		for (final String content : List.of("", "x", "hello", "II*\0", "MM\0*garbage", "\u0089PNG", "GIF89a", "BM")) {
			final Path path = Files.write(folder.resolve("bad.tif"), content.getBytes("ISO-8859-1"));
			assertRefused(() -> ImageFiles.open(path), "bad.tif");
		}
		final Path big = Files.write(folder.resolve("big.tif"), new byte[] { 'I', 'I', 43, 0, 8, 0, 0, 0 });
		assertRefused(() -> ImageFiles.open(big), "big.tif");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a.tif", "stack.tif", "a.png", "a.jpg" })
	void cutFilesAreErrorsNotHalfImages(final String name) throws IOException {
		final ImagePlus image =
			name.startsWith("stack") ? TestImages.hyperstack(16, 60, 50) : TestImages.image(8, 120, 90);
		ImageFiles.save(image, folder.resolve(name));
		final byte[] bytes = Files.readAllBytes(folder.resolve(name));
		for (final double part : new double[] { 0.1, 0.5, 0.8 }) {
			final byte[] start = Arrays.copyOf(bytes, (int) (bytes.length * part));
			final Path cut = Files.write(folder.resolve("cut-" + name), start);
			assertRefused(() -> ImageFiles.open(cut), "cut-" + name);
		}
	}

	private static void assertRefused(final ThrowingCallable action, final String... parts) {
		assertThatThrownBy(action).isInstanceOf(VernierException.class).hasMessageContainingAll(parts);
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(path -> path.getFileName().toString()).toList();
		}
	}

	@ParameterizedTest
	@CsvSource({ "1, pixel, not calibrated", "1, ' ', not calibrated", "0.5, pixel, pixel size 0.5 x 0.5 without unit",
		"0.5, ' ', pixel size 0.5 x 0.5 without unit", "1, mm, 1 x 1 mm per pixel", "0.5, micron, 0.5 x 0.5 microns per pixel" })
	void descriptionSaysHowLargePixelsAre(final double size, final String unit, final String words) {
		final ImagePlus image = TestImages.image(8, 13, 7);
		image.getCalibration().pixelWidth = image.getCalibration().pixelHeight = size;
		image.getCalibration().setUnit(unit);
		ImageFiles.save(image, folder.resolve("units.tif"));
		final ImageDocument document = ImageDocument.open(folder.resolve("units.tif"));
		assertThat(document.describe()).isEqualTo("13 x 7 pixels, 8-bit, " + words).isEqualTo(document.describe(folder.resolve(
			"a.nii.gz")));
		// what a PNG has lost it does not report
		document.save(folder.resolve("units.png"));
		assertThat(ImageDocument.open(folder.resolve("units.png")).describe()).isEqualTo("13 x 7 pixels, 8-bit, not calibrated");
		assertThat(document.describe(folder.resolve("units.png"))).isEqualTo("13 x 7 pixels, 8-bit, " + (words.equals(
			"not calibrated") ? words : "without the pixel size, which PNG does not hold"));
	}
}

package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.type.numeric.integer.UnsignedByteType;

/** From an ImageJ image to planes and back. */
class ImagePlusBuilderTest {

	/** What a capability does, with a network that repeats each pixel. */
	private static PlaneStack enlarge(final PlaneStack source, final int scale) {
		final PlaneStack target = ResultPlanes.allocate(source, source.width() * scale, source.height() * scale);
		for (int i = 0; i < source.size(); i++) {
			final ValueRange range = ValueRanges.of(source, source.rangeGroup(i), Progress.NONE);
			final BlockReader reader = Planes.reader(source.plane(i), range);
			final int width = (int) source.width();
			final int height = (int) source.height();
			final FloatBuffer in = FloatBuffer.allocate(reader.channels() * width * height);
			reader.read(new Region(0, 0, width, height), in);
			final FloatBuffer out = FloatBuffer.allocate(in.capacity() * scale * scale);
			for (int c = 0; c < reader.channels(); c++)
				for (int y = 0; y < height * scale; y++)
					for (int x = 0; x < width * scale; x++)
						out.put((c * height * scale + y) * width * scale + x,
							in.get((c * height + y / scale) * width + x / scale));
			Planes.writer(target.plane(i), range).write(new Region(0, 0, width * scale, height * scale), out);
			NonFinite.restore(source.plane(i), target.plane(i), scale, scale);
		}
		return target;
	}

	private static ImagePlus run(final ImagePlus image, final int scale) {
		final ImagePlusStack source = ImagePlusStack.ofSelection(image);
		return ImagePlusBuilder.build(enlarge(source, scale), image, source.geometry(scale, scale),
			image.getTitle() + "-x", Map.of("Vernier model", "repeat"));
	}

	private static void assertRepeats(final ImagePlus result, final ImagePlus image, final int scale, final int offsetX,
		final int offsetY)
	{
		for (int i = 1; i <= image.getImageStackSize(); i++)
			for (int y = 0; y < result.getHeight(); y++)
				for (int x = 0; x < result.getWidth(); x++)
					assertThat(result.getStack().getProcessor(i).get(x, y))
						.isEqualTo(image.getStack().getProcessor(i).get(offsetX + x / scale, offsetY + y / scale));
	}

	@Test
	void aRunsRecordIsNotMixedWithThatOfAnEarlierOne() {
		final ImagePlus image = TestImages.image(8, 5, 4);
		image.setProp("Vernier model sha256", "abc");
		image.setProp("Vernier model", "sr-fast");
		image.setProp("Stain", "DAPI");
		final ImagePlus result = run(image, 2);
		assertThat(result.getProp("Vernier model sha256")).isNull();
		assertThat(result.getProp("Vernier model")).isEqualTo("repeat");
		assertThat(result.getProp("Stain")).isEqualTo("DAPI");
		assertThat(result.getProp("Vernier earlier 1 model")).isEqualTo("sr-fast");
		assertThat(result.getProp("Vernier earlier 1 model sha256")).isEqualTo("abc");
		final ImagePlus third = run(result, 2);
		assertThat(third.getProp("Vernier earlier 1 model")).isEqualTo("sr-fast");
		assertThat(third.getProp("Vernier earlier 2 model")).isEqualTo("repeat");
		assertThat(third.getProp("Vernier model")).isEqualTo("repeat");
		// a copy tells what its original tells
		final PlaneStack planes = ImagePlusStack.of(image);
		assertThat(ImagePlusBuilder.build(planes, image, Geometry.IDENTITY, "copy", Map.of()).getProp("Vernier model sha256"))
			.isEqualTo("abc");
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 24, 32 })
	void everyTypeComesBackAsItWas(final int bitDepth) {
		final ImagePlus image = TestImages.image(bitDepth, 13, 7);
		final ImagePlus result = run(image, 3);
		assertThat(result.getTitle()).isEqualTo("image-x");
		assertThat(result.getType()).isEqualTo(image.getType());
		assertThat(result.getWidth()).isEqualTo(39);
		assertThat(result.getHeight()).isEqualTo(21);
		if (bitDepth == 32)
			for (int i = 0; i < 39 * 21; i++)
				assertThat(result.getProcessor().getf(i)).isCloseTo(image.getProcessor().getf(i % 39 / 3, i / 39 / 3),
					within(1e-4f));
		else
			assertRepeats(result, image, 3, 0, 0);
		assertThat(result.getProcessor().getMin()).isEqualTo(image.getProcessor().getMin());
		assertThat(result.getProcessor().getMax()).isEqualTo(image.getProcessor().getMax());
		assertThat(result.getProp("Vernier model")).isEqualTo("repeat");
		assertThat(image.getProp("Vernier model")).isNull();
	}

	@Test
	void theArraysOfThePlanesAreThoseOfTheImage() {
		final ImagePlus image = TestImages.image(16, 5, 5);
		assertThat(Planes.array(ImagePlusStack.of(image).plane(0))).isSameAs(image.getProcessor().getPixels());
		final PlaneStack planes = ResultPlanes.allocate(ImagePlusStack.of(image), 10, 10);
		final ImagePlus result = ImagePlusBuilder.build(planes, image, Geometry.scale(2, 2), "r", Map.of());
		assertThat(result.getProcessor().getPixels()).isSameAs(Planes.array(planes.plane(0)));
	}

	@Test
	void planesThatAreNoArraysAreCopied() {
		final ImagePlus image = TestImages.image(8, 4, 4);
		final RandomAccessibleInterval<UnsignedByteType> cells =
			new CellImgFactory<>(new UnsignedByteType(), 3, 3).create(8, 8);
		cells.getAt(7, 6).set(99);
		final ImagePlus result =
			ImagePlusBuilder.build(PlaneStack.of(cells), image, Geometry.scale(2, 2), "r", Map.of());
		assertThat(result.getProcessor().get(7, 6)).isEqualTo(99);
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32 })
	void hyperstacksKeepEverything(final int bitDepth) {
		final ImagePlus image = TestImages.hyperstack(bitDepth, 9, 6);
		final ImagePlus result = run(image, 2);
		assertThat(result.getDimensions()).containsExactly(18, 12, 2, 3, 2);
		assertThat(result.isHyperStack()).isTrue();
		if (bitDepth != 32)
			assertRepeats(result, image, 2, 0, 0);
		final CompositeImage composite = (CompositeImage) result;
		assertThat(composite.getMode()).isEqualTo(CompositeImage.COMPOSITE);
		assertThat(composite.getActiveChannels()).startsWith(true, false);
		for (int c = 0; c < 2; c++) {
			assertThat(result.getLuts()[c].getBytes()).isEqualTo(image.getLuts()[c].getBytes());
			assertThat(result.getLuts()[c].min).isEqualTo(c == 0 ? 10 : 20);
			assertThat(result.getLuts()[c].max).isEqualTo(c == 0 ? 200 : 150);
		}
		for (int i = 1; i <= 12; i++)
			assertThat(result.getStack().getSliceLabel(i)).isEqualTo("label " + (i - 1));
		assertThat(new int[] { result.getChannel(), result.getSlice(), result.getFrame() }).containsExactly(2, 3, 1);
		final Calibration calibration = result.getCalibration();
		assertThat(calibration.pixelWidth).isEqualTo(0.1);
		assertThat(calibration.pixelHeight).isEqualTo(0.15);
		assertThat(calibration.pixelDepth).isEqualTo(1.5);
		assertThat(calibration.xOrigin).isEqualTo(6);
		assertThat(calibration.frameInterval).isEqualTo(2);
		assertThat(calibration.fps).isEqualTo(0.5);
		assertThat(calibration.getUnit()).isEqualTo("µm");
		assertThat(result.getProp("Objective")).isEqualTo("63x");
		assertThat(result.getInfoProperty()).isEqualTo("metadata");
		final Roi roi = result.getOverlay().get(0);
		assertThat(roi.getBounds()).isEqualTo(new java.awt.Rectangle(4, 6, 8, 4));
		assertThat(new int[] { roi.getCPosition(), roi.getZPosition(), roi.getTPosition() }).containsExactly(1, 2, 2);
		assertThat(roi.getStrokeColor()).isEqualTo(Color.RED);
		assertThat(roi.getStrokeWidth()).isEqualTo(3);
		assertThat(roi.getName()).isEqualTo("cell");
	}

	@Test
	void theInputIsNotChanged() {
		final ImagePlus image = TestImages.hyperstack(16, 9, 6);
		image.setRoi(new OvalRoi(1, 1, 5, 4));
		final Roi roi = image.getRoi();
		final short[] pixels = ((short[]) image.getStack().getPixels(5)).clone();
		run(image, 2);
		assertThat(image.getRoi()).isSameAs(roi);
		assertThat(roi.getBounds()).isEqualTo(new java.awt.Rectangle(1, 1, 5, 4));
		assertThat(new int[] { image.getChannel(), image.getSlice(), image.getFrame() }).containsExactly(2, 3, 1);
		assertThat((short[]) image.getStack().getPixels(5)).isEqualTo(pixels);
		assertThat(image.getOverlay().get(0).getBounds()).isEqualTo(new java.awt.Rectangle(2, 3, 4, 2));
		assertThat(image.getCalibration().pixelWidth).isEqualTo(0.2);
		assertThat(image.isLocked()).isFalse();
		assertThat(image.changes).isFalse();
	}

	@Test
	void planesOfVirtualStacksAreReadOneByOne() {
		final ImagePlus image = TestImages.virtual(16, 7, 5, 4);
		image.setSlice(3);
		final ImagePlus result = run(image, 2);
		assertThat(result.getImageStackSize()).isEqualTo(4);
		assertThat(result.getStack().isVirtual()).isFalse();
		assertRepeats(result, image, 2, 0, 0);
		assertThat(result.getStack().getSliceLabel(2)).isEqualTo("virtual 2");
		assertThat(image.getCurrentSlice()).isEqualTo(3);
	}

	@Test
	void onlyTheBoundingBoxOfAnAreaSelectionIsTheImage() {
		for (final int bitDepth : new int[] { 8, 16, 24 }) {
			final ImagePlus image = TestImages.image(bitDepth, 20, 15);
			image.setCalibration(TestImages.micrometres());
			image.setRoi(new OvalRoi(4, 5, 9, 30));
			final ImagePlus result = run(image, 2);
			assertThat(result.getWidth()).isEqualTo(18);
			assertThat(result.getHeight()).isEqualTo(20);
			assertRepeats(result, image, 2, 4, 5);
			assertThat(result.getCalibration().getX(0)).isCloseTo(image.getCalibration().getX(4), within(1e-12));
			assertThat(result.getCalibration().getY(20)).isCloseTo(image.getCalibration().getY(15), within(1e-12));
		}
	}

	@Test
	void selectionsWithoutAreaAreNoCropAndThoseOutsideAnError() {
		final ImagePlus image = TestImages.image(8, 20, 15);
		image.setRoi(new ij.gui.Line(1, 1, 5, 5));
		assertThat(ImagePlusStack.ofSelection(image).region()).isEqualTo(new Region(0, 0, 20, 15));
		image.setRoi(new ij.gui.PointRoi(3, 3));
		assertThat(ImagePlusStack.ofSelection(image).region()).isEqualTo(new Region(0, 0, 20, 15));
		image.setRoi(new Roi(40, 40, 5, 5));
		assertThatThrownBy(() -> ImagePlusStack.ofSelection(image)).isInstanceOf(VernierException.class)
			.hasMessageContaining("outside");
	}

	@Test
	void signed16BitStaysSigned() {
		final short[] pixels = { 0, (short) 32768, (short) 32768 + 100, (short) 65535, 17, 3 };
		final ImagePlus image = new ImagePlus("ct", new ShortProcessor(3, 2, pixels, null));
		image.getCalibration().setSigned16BitCalibration();
		final ImagePlus result = run(image, 2);
		assertThat(result.getCalibration().isSigned16Bit()).isTrue();
		assertThat(result.getCalibration().getCValue(result.getProcessor().get(4, 0))).isEqualTo(100);
		assertRepeats(result, image, 2, 0, 0);
	}

	@Test
	void densityCalibrationStays() {
		final ImagePlus image = TestImages.image(8, 4, 4);
		image.getCalibration().setFunction(Calibration.POLY2, new double[] { 1, 2, 3 }, "OD");
		final Calibration result = run(image, 2).getCalibration();
		assertThat(result.getCValue(2)).isEqualTo(1 + 4 + 12);
		assertThat(result.getValueUnit()).isEqualTo("OD");
	}

	@Test
	void aDensityIsNotInTheUnitOfThePixelsItWasMadeFrom() {
		final ImagePlus image = TestImages.image(8, 4, 4);
		image.getCalibration().setFunction(Calibration.POLY2, new double[] { 1, 2, 3 }, "OD");
		final ImagePlus density = ImagePlusBuilder.build(PlaneStack.of(ArrayImgs.floats(4, 4)), image, Geometry.IDENTITY, "d",
			Map.of());
		assertThat(density.getCalibration().calibrated()).isFalse();
		assertThat(density.getCalibration().getValueUnit()).isEqualTo("Gray Value");
		assertThat(image.getCalibration().getValueUnit()).isEqualTo("OD");
	}

	@Test
	void nonFinitePixelsStayWhereTheyAre() {
		final FloatProcessor pixels = (FloatProcessor) TestImages.processor(32, 5, 4, 2);
		pixels.setf(1, 1, Float.NaN);
		pixels.setf(2, 1, Float.POSITIVE_INFINITY);
		pixels.setf(4, 3, Float.NEGATIVE_INFINITY);
		final ImagePlus result = run(new ImagePlus("nan", pixels), 2);
		int notFinite = 0;
		for (int i = 0; i < 80; i++)
			if (!Float.isFinite(result.getProcessor().getf(i)))
				notFinite++;
		assertThat(notFinite).isEqualTo(12);
		assertThat(result.getProcessor().getf(3, 3)).isNaN();
		assertThat(result.getProcessor().getf(4, 2)).isEqualTo(Float.POSITIVE_INFINITY);
		assertThat(result.getProcessor().getf(9, 7)).isEqualTo(Float.NEGATIVE_INFINITY);
	}

	@Test
	void colourScalesAreIntensitiesAndPalettesAreColours() {
		final ImagePlus scale = TestImages.image(8, 6, 5);
		scale.getProcessor().setLut(TestImages.scaleTo(Color.ORANGE));
		scale.getProcessor().setMinAndMax(20, 180);
		final ImagePlus scaled = run(scale, 2);
		assertThat(ImagePlusStack.of(scale).plane(0).getType()).isInstanceOf(UnsignedByteType.class);
		assertThat(scaled.getProcessor().getLut().getBytes()).isEqualTo(TestImages.scaleTo(Color.ORANGE).getBytes());
		assertThat(scaled.getProcessor().getMin()).isEqualTo(20);
		assertThat(scaled.getProcessor().getMax()).isEqualTo(180);

		final ImagePlus palette = TestImages.image(8, 6, 5);
		palette.getProcessor().setLut(TestImages.palette());
		palette.setTypeToColor256();
		palette.setRoi(1, 1, 4, 3);
		assertThat(palette.getType()).isEqualTo(ImagePlus.COLOR_256);
		assertThat(Planes.isColor(ImagePlusStack.ofSelection(palette).plane(0))).isTrue();
		final ImagePlus result = run(palette, 2);
		assertThat(result.getType()).isEqualTo(ImagePlus.COLOR_256);
		assertThat(result.getProcessor()).isInstanceOf(ByteProcessor.class);
		assertRepeats(result, palette, 2, 1, 1);
	}

	@Test
	void singlePixelsWork() {
		for (final int bitDepth : new int[] { 8, 16, 24, 32 })
			assertThat(run(TestImages.image(bitDepth, 1, 1), 4).getWidth()).isEqualTo(4);
	}

	@Test
	void stackOfSlicesCanGrow() {
		final ImagePlus image = TestImages.hyperstack(8, 4, 4);
		image.setPosition(2, 3, 2);
		final PlaneStack planes = PlaneStack.of(ArrayImgs.unsignedBytes(4, 4, 2, 9, 2));
		final ImagePlus result =
			ImagePlusBuilder.build(planes, image, Geometry.IDENTITY.withScaleZ(3), "deeper", Map.of());
		assertThat(result.getDimensions()).containsExactly(4, 4, 2, 9, 2);
		assertThat(result.getCalibration().pixelDepth).isEqualTo(0.5);
		assertThat(result.getOverlay().get(0).getZPosition()).isEqualTo(5);
		assertThat(List.of(result.getChannel(), result.getSlice(), result.getFrame())).containsExactly(2, 8, 2);
	}

	/** In a plain stack, too, and points each for itself: else they would be shown in all slices, or in others. */
	@Test
	void selectionsStayInTheirSliceWhereSlicesGrow() {
		final ImagePlus image = TestImages.hyperstack(8, 4, 4);
		image.setDimensions(1, 12, 1);
		final Roi roi = new Roi(1, 1, 2, 2);
		roi.setPosition(3);
		final PointRoi points = new PointRoi(new float[] { 1, 2 }, new float[] { 1, 2 });
		points.setCounters(new int[] { 1 | 5 << 8, 2 | 12 << 8 });
		final Overlay overlay = new Overlay(roi);
		overlay.add(points);
		final PointRoi point = new PointRoi(3, 3);
		point.setPosition(2);
		overlay.add(point);
		image.setOverlay(overlay);
		final Overlay deeper = ImagePlusBuilder.build(PlaneStack.of(ArrayImgs.unsignedBytes(4, 4, 36)), image, //
			Geometry.IDENTITY.withScaleZ(3), "deeper", Map.of()).getOverlay();
		assertThat(deeper.get(0).getPosition()).isEqualTo(8);
		assertThat(((PointRoi) deeper.get(1)).getCounters()).containsExactly(1 | 14 << 8, 2 | 35 << 8);
		assertThat(deeper.get(2).getPosition()).isEqualTo(5);
		image.setDimensions(2, 3, 2);
		// plane 9 is channel 1 of slice 2 in frame 2
		roi.setPosition(9);
		assertThat(ImagePlusBuilder.build(PlaneStack.of(ArrayImgs.unsignedBytes(4, 4, 2, 9, 2)), image, Geometry.IDENTITY
			.withScaleZ(3), "deeper", Map.of()).getOverlay().get(0).getPosition()).isEqualTo(27);
	}

	@Test
	void whatImageJCannotHoldIsRefused() {
		final ImagePlus image = TestImages.image(8, 4, 4);
		final PlaneStack huge = new PlaneStack() {

			@Override
			public long width() {
				return 60000;
			}

			@Override
			public long height() {
				return 60000;
			}

			@Override
			public int size() {
				return 1;
			}

			@Override
			public RandomAccessibleInterval<?> plane(final int index) {
				throw new AssertionError("must not be asked for");
			}
		};
		assertThatThrownBy(() -> ImagePlusBuilder.build(huge, image, Geometry.IDENTITY, "r", Map.of()))
			.isInstanceOf(VernierException.class).hasMessageContaining("60000 x 60000");
		final PlaneStack doubles = PlaneStack.of(ArrayImgs.doubles(4, 4));
		assertThatThrownBy(() -> ImagePlusBuilder.build(doubles, image, Geometry.IDENTITY, "r", Map.of()))
			.isInstanceOf(VernierException.class).hasMessageContaining("DoubleType");
	}

	@Test
	void aGlobalCalibrationIsScaledToo() {
		final ImagePlus image = TestImages.image(8, 4, 4);
		try {
			image.setGlobalCalibration(TestImages.micrometres());
			assertThat(run(image, 2).getCalibration().pixelWidth).isEqualTo(0.1);
		}
		finally {
			image.setGlobalCalibration(null);
		}
	}

	@Test
	void planesOfVanishedFilesAreAnError() {
		final ij.VirtualStack stack = new ij.VirtualStack(4, 4, null, System.getProperty("java.io.tmpdir"));
		stack.setBitDepth(8);
		stack.addSlice("no-such-file-1.tif");
		stack.addSlice("no-such-file-2.tif");
		final ImagePlus image = new ImagePlus("gone", stack);
		assertThatThrownBy(() -> ImagePlusStack.of(image).plane(1)).isInstanceOf(VernierException.class)
			.hasMessageContaining("no-such-file-2.tif");
	}
}

package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import net.imglib2.img.array.ArrayImgs;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What Vernier writes, read by Vernier and by a reader that shares nothing with it. */
class NiftiWriterTest {

	@TempDir
	private Path folder;

	private static ImagePlus fixture(final String name) throws URISyntaxException {
		return ImageFiles.open(Path.of(NiftiWriterTest.class.getResource("/nifti/" + name).toURI()));
	}

	private ImagePlus again(final ImagePlus image, final String name) {
		ImageFiles.save(image, folder.resolve(name));
		return ImageFiles.open(folder.resolve(name));
	}

	private static void assertSame(final ImagePlus actual, final ImagePlus expected) {
		assertThat(actual.getDimensions()).containsExactly(expected.getDimensions());
		assertThat(actual.getBitDepth()).isEqualTo(expected.getBitDepth());
		for (int i = 1; i <= expected.getImageStackSize(); i++)
			assertThat(actual.getStack().getProcessor(i).getPixels()).isEqualTo(expected.getStack().getProcessor(i).getPixels());
	}

	@ParameterizedTest
	@CsvSource({ "8,a.nii", "16,a.nii.gz", "24,a.nii.gz", "32,a.hdr", "8,a.img", "32,A.NII" })
	void hyperstacksComeBack(final int bitDepth, final String name) throws IOException {
		final ImagePlus image = TestImages.hyperstack(bitDepth == 24 ? 8 : bitDepth, 9, 6);
		final ImagePlus copy = again(bitDepth == 24 ? TestImages.image(24, 7, 5) : image, name);
		assertSame(copy, bitDepth == 24 ? TestImages.image(24, 7, 5) : image);
		if (bitDepth != 24)
			assertThat(copy.getCalibration().pixelDepth).isEqualTo(1.5);
		try (var files = Files.list(folder)) {
			assertThat(files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".part"))).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "uint8-le.nii", "int8-be.nii", "int16-le.nii", "int16-be.nii", "uint16-be.nii", "float64-le.nii",
		"rgb24.nii.gz", "pair.hdr" })
	void scalingTypeAndOrientationComeBack(final String name) throws URISyntaxException {
		final ImagePlus image = fixture(name);
		final ImagePlus copy = again(image, "copy.nii.gz");
		assertSame(copy, image);
		assertThat(copy.getCalibration().getCoefficients()).isEqualTo(image.getCalibration().getCoefficients());
		assertThat(copy.getProp("NIfTI version")).isEqualTo(image.getProp("NIfTI version"));
		assertThat(copy.getProp("NIfTI description")).isEqualTo("made by nibabel");
		final Orientation before = Orientation.of(image);
		final Orientation after = Orientation.of(copy);
		assertThat(after.sform()).isEqualTo(before.sform());
		assertThat(after.qform().toArray()).containsExactly(before.qform().toArray(), within(1e-5));
	}

	@Test
	void orientationGoesThroughTiff() throws URISyntaxException {
		final ImagePlus image = fixture("int16-le.nii");
		final ImagePlus copy = again(again(image, "a.tif"), "b.nii");
		assertThat(Orientation.of(copy).sform()).isEqualTo(Orientation.of(image).sform());
		assertThat(copy.getCalibration().getCoefficients()).isEqualTo(image.getCalibration().getCoefficients());
	}

	@Test
	void aResultSaysWhatMadeIt() throws IOException {
		final ImagePlus image = TestImages.image(16, 7, 5);
		image.setProp("Vernier model", "sr-fast-x2 1.0");
		image.setProp("other", "not ours");
		for (final String name : new String[] { "a.nii", "a.hdr" }) {
			final ImagePlus copy = again(image, name);
			assertSame(copy, image);
			assertThat(copy.getProp("Vernier model")).isEqualTo("sr-fast-x2 1.0");
			assertThat(copy.getProp("other")).isNull();
		}
		assertThat(new PlainNifti(folder.resolve("a.nii")).value(3)).isEqualTo(image.getProcessor().get(3));
	}

	@Test
	void ofAPairBothFilesAreWrittenOrNone() throws IOException {
		final ImagePlus image = TestImages.image(16, 7, 5);
		final Path voxels = Files.writeString(folder.resolve("a.img"), "as it was");
		Files.createDirectory(folder.resolve("a.hdr"));
		assertThatThrownBy(() -> ImageFiles.save(image, folder.resolve("a.hdr"))).isInstanceOf(VernierException.class)
			.hasMessageContaining("There is a folder");
		assertThat(voxels).hasContent("as it was");
		try (var files = Files.list(folder)) {
			assertThat(files).hasSize(2);
		}
	}

	/** A landmark is a place in the specimen: found in the result's voxels, it has the same world coordinates. */
	@ParameterizedTest
	@CsvSource({ "2,2,1", "1.5,1.5,2.5", "1,1,3", "3,1,1" })
	void landmarksOfAResultLieWhereTheyWere(final double sx, final double sy, final double sz) throws Exception {
		final ImagePlus image = fixture("int16-le.nii");
		final Geometry geometry = new Geometry(sx, sy, sz, 1, 0);
		final int width = (int) (3 * sx);
		final int height = (int) (3 * sy);
		final int slices = (int) (2 * sz);
		final ImagePlus result = ImagePlusBuilder.build(PlaneStack.of(ArrayImgs.unsignedShorts(width, height, slices)), image,
			geometry, "result", Map.of());
		final Path file = folder.resolve("result.nii.gz");
		ImageFiles.save(result, file);
		final PlainNifti before = new PlainNifti(Path.of(NiftiWriterTest.class.getResource("/nifti/int16-le.nii").toURI()));
		final PlainNifti after = new PlainNifti(file);
		assertThat(after.voxelSize(1)).isCloseTo(before.voxelSize(1) / sx, within(1e-6));
		assertThat(after.voxelSize(3)).isCloseTo(before.voxelSize(3) / sz, within(1e-6));
		for (final double[] p : new double[][] { { 0, 0, 0 }, { 3, 0, 0 }, { 0, 2, 0 }, { 0, 0, 1 }, { 2.5, 1.5, 0.25 } }) {
			// edges of input and result coincide, after one column was cropped
			final double i = (p[0] + 0.5 - 1) * sx - 0.5;
			final double j = (p[1] + 0.5) * sy - 0.5;
			final double k = (p[2] + 0.5) * sz - 0.5;
			assertThat(after.sform(i, j, k)).containsExactly(before.sform(p[0], p[1], p[2]), within(1e-4));
			assertThat(after.qform(i, j, k)).containsExactly(before.qform(p[0], p[1], p[2]), within(1e-4));
		}
	}

	@Test
	void realValuesAreWhatImageJShows() throws IOException {
		final ImagePlus line = TestImages.image(8, 6, 4);
		line.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { -3, 0.25 }, "HU");
		final ImagePlus signed = TestImages.image(16, 6, 4);
		signed.getCalibration().setSigned16BitCalibration();
		final ImagePlus density = TestImages.image(8, 6, 4);
		density.getCalibration().setFunction(Calibration.UNCALIBRATED_OD, null, "OD");
		for (final ImagePlus image : Arrays.asList(line, signed, density)) {
			ImageFiles.save(image, folder.resolve("a.nii"));
			final PlainNifti file = new PlainNifti(folder.resolve("a.nii"));
			image.getProcessor().setCalibrationTable(image.getCalibration().getCTable());
			for (int i = 0; i < 24; i++)
				assertThat(file.value(i)).isCloseTo(image.getProcessor().getPixelValue(i % 6, i / 6), within(1e-4));
		}
	}

	@ParameterizedTest
	@CsvSource({ "um,3,0.5", "micron,3,0.5", "mm,2,0.5", "cm,2,5", "nm,3,0.0005", "m,1,0.5", "inch,2,12.7", "pixel,0,0.5",
		"micrometers,3,0.5", "Nanometers,3,0.0005", "millimetres,2,0.5", "centimeter,2,5", "\u00c5,3,0.00005" })
	void unitsAreConverted(final String unit, final int code, final float size) throws IOException {
		final ImagePlus image = TestImages.image(8, 6, 4);
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().setUnit(unit);
		ImageFiles.save(image, folder.resolve("a.nii"));
		final PlainNifti file = new PlainNifti(folder.resolve("a.nii"));
		assertThat(file.bytes.get(123) & 7).isEqualTo(code);
		assertThat(file.voxelSize(1)).isCloseTo(size, within(1e-6));
	}

	@Test
	void anImageWithoutCalibrationComesBackWithoutOne() {
		assertThat(again(new ImagePlus("a", new ByteProcessor(6, 4)), "a.nii").getCalibration().scaled()).isFalse();
		final ImagePlus calibrated = TestImages.image(8, 6, 4);
		calibrated.setCalibration(new Calibration());
		calibrated.getCalibration().setUnit("mm");
		calibrated.getCalibration().pixelDepth = 1;
		assertThat(again(calibrated, "b.nii").getCalibration().getUnit()).isEqualTo("mm");
	}

	@Test
	void anOrientationThatNoLongerFitsIsNotWritten() throws Exception {
		final ImagePlus image = fixture("int16-le.nii");
		image.getCalibration().pixelDepth = 2;
		assertThat(Orientation.of(again(image, "a.nii"))).isEqualTo(Orientation.UNKNOWN);
		final ImagePlus cropped = fixture("int16-le.nii");
		cropped.setRoi(0, 0, 2, 2);
		assertThat(Orientation.of(cropped.crop("stack"))).isEqualTo(Orientation.UNKNOWN);
	}

	@Test
	void sidesBeyond32767TakeVersion2() {
		final ImagePlus image = TestImages.image(8, 32768, 2);
		final ImagePlus copy = again(image, "a.nii.gz");
		assertSame(copy, image);
		assertThat(copy.getProp("NIfTI version")).isEqualTo("2");
	}

	@Property(tries = 200)
	void rotationsSurviveTheQuaternion(@ForAll @DoubleRange(min = -3.2, max = 3.2) final double a,
		@ForAll @DoubleRange(min = -3.2, max = 3.2) final double b, @ForAll @DoubleRange(min = -3.2, max = 3.2) final double c,
		@ForAll @DoubleRange(min = 0.1, max = 9) final double size, @ForAll final boolean leftHanded)
	{
		final double[][] r = product(product(turn(0, a), turn(1, b)), turn(2, c));
		final double[] sizes = { size, 0.7, leftHanded ? -2 : 2 };
		final double[] rows = new double[12];
		for (int row = 0; row < 3; row++) {
			for (int axis = 0; axis < 3; axis++)
				rows[4 * row + axis] = r[row][axis] * sizes[axis];
			rows[4 * row + 3] = 10 * row - 3;
		}
		final Affine affine = Affine.of(rows);
		final Quaternion q = Quaternion.of(affine);
		final Affine back = q.affine(new double[] { size, 0.7, 2 }, new double[] { -3, 7, 17 });
		// within 1e-7 of unit length the format takes the rotation for half a turn: up to twice the root of that astray
		final boolean halfTurn = 1 - q.b() * q.b() - q.c() * q.c() - q.d() * q.d() < 1.1e-7;
		assertThat(back.toArray()).containsExactly(rows, within(halfTurn ? 7e-4 * Math.max(size, 2) : 1e-5));
		final double[] world = affine.apply(1, 2, 3);
		assertThat(affine.inverse().apply(world[0], world[1], world[2])).containsExactly(new double[] { 1, 2, 3 }, within(1e-6));
		assertThat(Affine.parse(affine.toString())).isEqualTo(affine);
	}

	@Test
	void aRotationNextToHalfATurnIsTakenForHalfATurn() {
		final double[][] r = product(product(turn(0, Math.PI - 2e-4), turn(1, 0.3)), turn(2, 0.2));
		final Affine affine = Affine.of(r[0][0], r[0][1], r[0][2], 0, r[1][0], r[1][1], r[1][2], 0, r[2][0], r[2][1], r[2][2], 0);
		final Affine back = Quaternion.of(affine).affine(new double[] { 1, 1, 1 }, new double[3]);
		assertThat(back.toArray()).containsExactly(affine.toArray(), within(7e-4));
		assertThat(back.determinant()).isCloseTo(1, within(1e-12));
	}

	private static double[][] turn(final int axis, final double angle) {
		final double[][] m = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
		final int p = (axis + 1) % 3;
		final int q = (axis + 2) % 3;
		m[p][p] = Math.cos(angle);
		m[q][q] = Math.cos(angle);
		m[p][q] = -Math.sin(angle);
		m[q][p] = Math.sin(angle);
		return m;
	}

	private static double[][] product(final double[][] a, final double[][] b) {
		final double[][] c = new double[3][3];
		for (int i = 0; i < 3; i++)
			for (int j = 0; j < 3; j++)
				for (int k = 0; k < 3; k++)
					c[i][j] += a[i][k] * b[k][j];
		return c;
	}

	@Property(tries = 30)
	void anySizeComesBack(@ForAll @IntRange(min = 1, max = 9) final int width,
		@ForAll @IntRange(min = 1, max = 9) final int height, //
		@ForAll @IntRange(min = 1, max = 4) final int slices, @ForAll @IntRange(min = 1, max = 3) final int frames,
		@ForAll @IntRange(min = 1, max = 3) final int channels, @ForAll @IntRange(min = 0, max = 2) final int kind)
		throws IOException
	{
		final ij.ImageStack stack = new ij.ImageStack(width, height);
		for (int i = 0; i < slices * frames * channels; i++)
			stack.addSlice(TestImages.processor(new int[] { 8, 16, 32 }[kind], width, height, i));
		final ImagePlus image = new ImagePlus("any", stack);
		image.setDimensions(channels, slices, frames);
		final Path file = Files.createTempFile("any", ".nii.gz");
		ImageFiles.save(image, file);
		assertSame(ImageFiles.open(file), image);
		Files.delete(file);
	}
}

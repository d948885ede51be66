package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.ImagePlus;
import ij.Prefs;

class DicomSeriesTest {

	private static final double COS = Math.cos(0.4);
	private static final double SIN = Math.sin(0.4);
	/** Turned about x: rows run along x, columns tilted backwards. */
	private static final double[] AXES = { 1, 0, 0, 0, COS, SIN };
	private static final double[] SPACING = { 0.7, 0.8 };

	@TempDir
	private Path folder;

	private static double[] position(final int slice) {
		// along the normal (0, -sin, cos), 3 mm apart
		return new double[] { -80, -100 - 3 * slice * SIN, 20 + 3 * slice * COS };
	}

	private void slice(final String name, final int slice, final int width) throws IOException {
		DicomWriter.slice(folder.resolve("series").resolve(name), width, 6, 10 - slice, position(slice), AXES, SPACING, "1.2.3",
			100 + slice);
	}

	private String failure() {
		try {
			ImageFiles.open(folder.resolve("series"));
			return "opened";
		}
		catch (final VernierException e) {
			return e.getMessage();
		}
	}

	@Test
	void slicesAreSortedByPositionAndPlacedInTheWorld() throws IOException {
		// names and numbers run otherwise
		for (final int slice : new int[] { 3, 0, 2, 1 })
			slice("IM" + (slice * 7 + 3) % 5, slice, 8);
		Files.writeString(folder.resolve("series/readme.txt"), "not a slice");
		final ImagePlus image = ImageFiles.open(folder.resolve("series"));
		assertThat(image.getDimensions()).containsExactly(8, 6, 1, 4, 1);
		for (int z = 0; z < 4; z++)
			assertThat(image.getStack().getProcessor(z + 1).get(2, 3)).isEqualTo(100 + z);
		assertThat(image.getCalibration().pixelWidth).isCloseTo(0.7, within(1e-9));
		assertThat(image.getCalibration().pixelHeight).isCloseTo(0.8, within(1e-9));
		// the distance, not the thickness of 1.5 mm
		assertThat(image.getCalibration().pixelDepth).isCloseTo(3, within(1e-9));
		assertThat(image.getCalibration().getUnit()).isEqualTo("mm");
		ImageFiles.save(image, folder.resolve("a.nii"));
		final PlainNifti nifti = new PlainNifti(folder.resolve("a.nii"));
		for (final int[] p : new int[][] { { 0, 0, 0 }, { 7, 0, 0 }, { 0, 5, 0 }, { 0, 0, 3 }, { 7, 5, 3 } }) {
			final double[] from = position(p[2]);
			// in DICOM's world x points left and y back
			final double[] world = { -(from[0] + 0.7 * p[0]), -(from[1] + 0.8 * p[1] * COS), from[2] + 0.8 * p[1] * SIN };
			assertThat(nifti.sform(p[0], p[1], p[2])).containsExactly(world, within(1e-4));
			assertThat(nifti.qform(p[0], p[1], p[2])).containsExactly(world, within(1e-4));
		}
	}

	@Test
	void oneFileIsOneSlice() throws IOException {
		slice("a.dcm", 2, 8);
		final ImagePlus image = ImageFiles.open(folder.resolve("series/a.dcm"));
		assertThat(image.getDimensions()).containsExactly(8, 6, 1, 1, 1);
		final double[] world = Orientation.of(image).affine().orElseThrow().apply(0, 0, 0);
		assertThat(world).containsExactly(new double[] { 80, -position(2)[1], position(2)[2] }, within(1e-6));
	}

	@Test
	void storedNumbersBecomeValuesBySlopeAndIntercept() throws Exception {
		for (int i = 0; i < 3; i++) {
			slice(i + ".dcm", i, 8);
			DicomWriter.setScaling(folder.resolve("series/" + i + ".dcm"), 8 * 6, 0.5, -7);
		}
		final ImagePlus image = ImageFiles.open(folder.resolve("series"));
		assertThat(image.getBitDepth()).isEqualTo(32);
		for (int z = 0; z < 3; z++)
			assertThat(image.getStack().getProcessor(z + 1).getf(2, 3)).isEqualTo((100 + z) / 2f - 7);
		assertThat(Orientation.of(image).affine()).isPresent();
		assertThat(Prefs.ignoreRescaleSlope).isFalse();
		// ImageJ's own way is by its menus, which a shell does not have
		final Path large = folder.resolve("large.tif");
		assertThat(OwnProcess.run(List.of(), "vernier.cli.Main", "super-resolve", folder.resolve("series").toString(), large
			.toString(), "--quiet")).isEmpty();
		assertThat(ImageFiles.open(large).getStack().getProcessor(2).getf(5, 5)).isCloseTo(101 / 2f - 7, within(1e-3f));
	}

	@Test
	void withoutPositionsTheNumberDecides() throws IOException {
		for (int i = 0; i < 3; i++)
			DicomWriter.slice(folder.resolve("series/" + i), 8, 6, 3 - i, null, null, SPACING, "1", 10 + i);
		final ImagePlus image = ImageFiles.open(folder.resolve("series"));
		assertThat(image.getStack().getProcessor(1).get(0)).isEqualTo(12);
		assertThat(Orientation.of(image)).isEqualTo(Orientation.UNKNOWN);
	}

	@Test
	void whatIsNoVolumeIsSaidToBeNone() throws IOException {
		slice("a", 0, 8);
		slice("b", 1, 9);
		assertThat(failure()).contains("differ in size", "8 x 6", "9 x 6");
		slice("b", 1, 8);
		slice("c", 2, 8);
		slice("d", 4, 8);
		assertThat(failure()).contains("slices are missing", "6 mm apart, others 3");
		slice("d", 2, 8);
		assertThat(failure()).contains("same place");
		DicomWriter.slice(folder.resolve("series/d"), 8, 6, 1, position(3), AXES, SPACING, "9.9", 1);
		assertThat(failure()).contains("several series");
		DicomWriter.slice(folder.resolve("series/d"), 8, 6, 1, position(3), new double[] { 0, 1, 0, 0, 0, 1 }, SPACING, "1.2.3",
			1);
		assertThat(failure()).contains("turned against each other");
		final Path cut = folder.resolve("series/d");
		slice("d", 3, 8);
		Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 200));
		assertThat(failure()).contains("d").contains("cannot be opened");
		slice("d", 3, 8);
		assertThat(failure()).isEqualTo("opened");
	}

	@Test
	void slicesAtTheSamePlacesAreFrames() throws IOException {
		// numbers run through the first volume, then through the next
		for (int frame = 0; frame < 3; frame++)
			for (int slice = 0; slice < 4; slice++)
				DicomWriter.slice(folder.resolve("series/" + (frame * 4 + slice) * 5 % 12), 8, 6, 4 * frame + slice + 1, position(
					slice), AXES, SPACING, "1.2.3", 100 + 10 * frame + slice);
		final ImagePlus image = ImageFiles.open(folder.resolve("series"));
		assertThat(image.getDimensions()).containsExactly(8, 6, 1, 4, 3);
		for (int frame = 0; frame < 3; frame++)
			for (int slice = 0; slice < 4; slice++)
				assertThat(image.getStack().getProcessor(image.getStackIndex(1, slice + 1, frame + 1)).get(2, 3)).isEqualTo(100 +
					10 * frame + slice);
		assertThat(image.getCalibration().pixelDepth).isCloseTo(3, within(1e-9));
		final double[] last = Orientation.of(image).affine().orElseThrow().apply(0, 0, 3);
		assertThat(last).containsExactly(new double[] { 80, -position(3)[1], position(3)[2] }, within(1e-6));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { ".4.90 | lossless JPEG 2000, transfer syntax 1.2.840.10008.1.2.4.90",
		".4.70 | lossless JPEG, transfer syntax", ".5 | RLE, transfer syntax", ".1.99 | Deflate", ".4.999 | (transfer syntax" })
	void compressedPixelsAreNamed(final String syntax, final String sentence) throws IOException {
		final Path file = folder.resolve("series/a.dcm");
		slice("a.dcm", 0, 8);
		DicomWriter.setSyntax(file, "1.2.840.10008.1.2" + syntax);
		assertThatThrownBy(() -> ImageFiles.open(file)).isInstanceOf(VernierException.class).hasMessageContaining(sentence)
			.hasMessageContaining("dcm2niix");
		assertThat(failure()).contains(sentence).doesNotContain("cannot be opened");
	}

	@Test
	void oneSliceOfASeriesOpensTheSeries() throws IOException {
		for (int slice = 0; slice < 4; slice++)
			slice("s" + slice, slice, 8);
		assertThat(ImageFiles.openVolume(folder.resolve("series/s2")).getStackSize()).isEqualTo(4);
		assertThat(ImageFiles.openVolume(folder.resolve("series")).getStackSize()).isEqualTo(4);
	}

	@Test
	void aFolderWithoutDicomIsNoImage() throws IOException {
		Files.createDirectories(folder.resolve("series"));
		Files.writeString(folder.resolve("series/a.dcm"), "nothing");
		assertThatThrownBy(() -> ImageFiles.open(folder.resolve("series"))).isInstanceOf(VernierException.class)
			.hasMessageContaining("is a folder");
	}
}

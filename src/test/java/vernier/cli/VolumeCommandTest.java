package vernier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vernier.image.ImageDocument;

/** From a file to a file, read back by a reader of this test's own. */
class VolumeCommandTest {

	/** Voxel to world of the test volume: oblique, left-handed, slices of 3 mm. */
	private static final double[][] AFFINE = { { -0.96, 0.28 * 0.5, 0, 31 }, { 0.28, 0.48, 0, -20 }, { 0, 0, 3, 5 } };
	private static final int[] SIZE = { 24, 40, 9 };

	@TempDir
	private Path folder;
	private final StringWriter out = new StringWriter();
	private final StringWriter err = new StringWriter();

	private int run(final String... args) {
		return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), () -> false, args);
	}

	/** A NIfTI-1 file, int16, whose values are a blob in world coordinates, scaled by 2 and moved by -100. */
	private Path volume(final float zooms2) throws IOException {
		final ByteBuffer file = ByteBuffer.allocate(352 + 2 * SIZE[0] * SIZE[1] * SIZE[2]).order(ByteOrder.LITTLE_ENDIAN);
		file.putInt(0, 348).putShort(40, (short) 3);
		for (int d = 0; d < 3; d++)
			file.putShort(42 + 2 * d, (short) SIZE[d]);
		for (int d = 3; d < 7; d++)
			file.putShort(42 + 2 * d, (short) 1);
		file.putShort(70, (short) 4).putShort(72, (short) 16).putFloat(76, 1).putFloat(80, 1).putFloat(84, 0.5f);
		file.putFloat(88, zooms2).putFloat(108, 352).putFloat(112, 2).putFloat(116, -100).put(123, (byte) 2);
		file.putShort(254, (short) 2);
		for (int row = 0; row < 3; row++)
			for (int column = 0; column < 4; column++)
				file.putFloat(280 + 16 * row + 4 * column, (float) AFFINE[row][column]);
		file.putInt(344, 0x0031_2b6e);
		for (int k = 0; k < SIZE[2]; k++)
			for (int j = 0; j < SIZE[1]; j++)
				for (int i = 0; i < SIZE[0]; i++)
					file.putShort(352 + 2 * ((k * SIZE[1] + j) * SIZE[0] + i), (short) (50 + value(world(AFFINE, i, j, k)) / 2));
		final Path path = folder.resolve("blob.nii");
		Files.write(path, file.array());
		return path;
	}

	private static double[] world(final double[][] affine, final double i, final double j, final double k) {
		final double[] world = new double[3];
		for (int row = 0; row < 3; row++)
			world[row] = affine[row][0] * i + affine[row][1] * j + affine[row][2] * k + affine[row][3];
		return world;
	}

	/** Brightest at a landmark in the middle. */
	private static double value(final double[] at) {
		final double[] landmark = world(AFFINE, 12, 20, 4);
		double square = 0;
		for (int d = 0; d < 3; d++)
			square += Math.pow((at[d] - landmark[d]) / 5, 2);
		return 4000 * Math.exp(-square);
	}

	@Test
	void landmarksStayWhereTheyAreInTheWorld() throws IOException {
		final Path result = folder.resolve("fine.nii.gz");
		assertThat(run("volume", volume(3).toString(), result.toString(), "--spacing", "1x0.5x1", "--thickness", "0.5",
			"--device", "cpu")).as(err.toString()).isZero();
		final ByteBuffer file;
		try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(result))) {
			file = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
		}
		final int[] size = { file.getShort(42), file.getShort(44), file.getShort(46) };
		assertThat(size).containsExactly(24, 40, 27);
		assertThat(file.getShort(70)).as("still int16").isEqualTo((short) 4);
		assertThat(file.getFloat(112)).as("slope").isEqualTo(2);
		assertThat(file.getFloat(116)).as("intercept").isEqualTo(-100);
		assertThat(file.getFloat(88)).isCloseTo(1, within(1e-5f));
		assertThat(file.getShort(254)).isPositive();
		final double[][] affine = new double[3][4];
		for (int row = 0; row < 3; row++)
			for (int column = 0; column < 4; column++)
				affine[row][column] = file.getFloat(280 + 16 * row + 4 * column);
		final int data = (int) file.getFloat(108);
		// the blob is where it was: every voxel against the formula in world coordinates
		double sum = 0;
		double[] centre = new double[3];
		double worst = 0;
		for (int k = 0; k < size[2]; k++)
			for (int j = 0; j < size[1]; j++)
				for (int i = 0; i < size[0]; i++) {
					final double[] at = world(affine, i, j, k);
					final double found = 2.0 * file.getShort(data + 2 * ((k * size[1] + j) * size[0] + i)) - 100;
					worst = Math.max(worst, Math.abs(found - value(at)));
					sum += found;
					for (int d = 0; d < 3; d++)
						centre[d] += found * at[d];
				}
		final double[] landmark = world(AFFINE, 12, 20, 4);
		for (int d = 0; d < 3; d++)
			assertThat(centre[d] / sum).isCloseTo(landmark[d], within(0.1));
		assertThat(worst).as("of 4000").isLessThan(400);
		assertThat(out.toString()).contains("fine.nii.gz").contains("mri-through-plane").contains("slice thickness 0.5");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "--spacing 0|2|above 0", "--spacing -1|2|above 0", "--spacing 3|1|not finer",
		"--spacing coarse|2|neither one number nor three", "--spacing 0.2|1|up to 6 is possible",
		"--model nothing|1|There is no model", "--model sr-fast-x2|1|through-plane", "--thickness -2|2|no thickness",
		"--thickness thin|2|thickness", "--voxel 1x1|2|neither one number nor three", "--voxel 1|1|isotropic already",
		"--device tpu|2|Unknown device" })
	void saysWhatIsWrong(final String options, final int code, final String sentence) throws IOException {
		final String[] words = options.split(" ");
		final Path result = folder.resolve("fine.nii");
		assertThat(run("volume", volume(3).toString(), result.toString(), words[0], words[1])).isEqualTo(code);
		assertThat(err.toString()).contains(sentence);
		assertThat(result).doesNotExist();
	}

	@Test
	void stacksWithoutSpacingAskForIt() throws IOException {
		final Path stack = folder.resolve("stack.tif");
		ImageDocument.open(volume(3)).save(stack);
		assertThat(run("volume", stack.toString(), folder.resolve("a.tif").toString(), "--device", "cpu", "--quiet")).as(err
			.toString()).isZero();
		final ij.ImagePlus plain = ij.IJ.createImage("plain", "8-bit ramp", 20, 20, 6);
		final Path uncalibrated = folder.resolve("plain.tif");
		ij.IJ.saveAsTiff(plain, uncalibrated.toString());
		final Path result = folder.resolve("fine.tif");
		assertThat(run("volume", uncalibrated.toString(), result.toString())).isEqualTo(1);
		assertThat(err.toString()).contains("has no voxel size");
		assertThat(run("volume", uncalibrated.toString(), result.toString(), "--voxel", "1x1x2.5", "--device", "cpu")).isZero();
		final ImageDocument fine = ImageDocument.open(result);
		assertThat(fine.slices()).isEqualTo(15);
		assertThat(fine.voxelSize()).containsExactly(1, 1, 1);
		assertThat(fine.unit()).isEqualTo("mm");
	}

	@Test
	void inputIsNeverOverwritten() throws IOException {
		final Path in = volume(3);
		assertThat(run("volume", in.toString(), in.toString())).isEqualTo(2);
		assertThat(run("volume", folder.resolve("none.nii").toString(), folder.resolve("b.nii").toString())).isEqualTo(1);
		assertThat(run("volume", in.toString(), folder.resolve("missing/b.nii").toString())).isEqualTo(1);
		assertThat(run("volume", in.toString(), folder.resolve("b.png").toString())).isEqualTo(1);
	}
}

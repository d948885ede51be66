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
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import vernier.image.ImageDocument;
import vernier.image.Orientation;
import vernier.image.WorldStacks;

/** Volumes that are legal or nearly so, and not what one expects. Interpolated, since the files are what matters. */
class OddVolumesTest {

	private static final int PIXDIM_Z = 88;
	private static final int SFORM_CODE = 254;
	private static final int SFORM = 280;

	@TempDir
	private Path folder;
	private final StringWriter out = new StringWriter();
	private final StringWriter err = new StringWriter();

	private int run(final Path in, final Path result, final String... options) {
		final String[] model = Arrays.asList(options).contains("--model") ? new String[0] : new String[] { "--model", "cubic" };
		final String[] words = Stream.of(new String[] { "volume", in.toString(), result.toString() }, model, options).flatMap(
			Arrays::stream).toArray(String[]::new);
		return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), () -> false, words);
	}

	private Path stack(final int frames, final int channels) throws IOException {
		return WorldStacks.write(folder.resolve("odd.nii"), WorldStacks.affine(2), 2, 1, frames, channels);
	}

	private static ByteBuffer bytes(final Path file) throws IOException {
		return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
	}

	@Test
	void aSliceDistanceOfZeroIsTakenFromTheSform() throws IOException {
		final Path in = stack(1, 1);
		Files.write(in, bytes(in).putFloat(PIXDIM_Z, 0).array());
		final Path result = folder.resolve("fine.nii");
		assertThat(run(in, result)).as(err.toString()).isZero();
		assertThat(ImageDocument.open(result).slices()).isEqualTo(30);
	}

	@ParameterizedTest
	@CsvSource({ "0", "NaN" })
	void anUnknownSliceDistanceIsAskedFor(final float pixdim) throws IOException {
		final Path in = stack(1, 1);
		Files.write(in, bytes(in).putFloat(PIXDIM_Z, pixdim).putShort(SFORM_CODE, (short) 0).array());
		final Path result = folder.resolve("fine.nii");
		assertThat(run(in, result)).isEqualTo(1);
		assertThat(err.toString()).contains("has no voxel size: state it (voxel, such as 0.7x0.7x3)");
		assertThat(run(in, result, "--voxel", "1x1x3")).isZero();
		assertThat(ImageDocument.open(result).slices()).isEqualTo(30);
	}

	@Test
	void anSformWithoutVolumeIsNone() throws IOException {
		final Path in = stack(1, 1);
		final ByteBuffer file = bytes(in);
		for (int i = 0; i < 12; i++)
			file.putFloat(SFORM + 4 * i, 0);
		Files.write(in, file.array());
		final Path result = folder.resolve("fine.nii");
		assertThat(run(in, result)).as(err.toString()).isZero();
		assertThat(bytes(result).getShort(SFORM_CODE)).isZero();
	}

	@ParameterizedTest
	@ValueSource(floats = { 0, 7, -3e38f })
	void volumesOfOneValueStaySo(final float value) throws IOException {
		final Path in = stack(1, 1);
		final ByteBuffer file = bytes(in);
		for (int at = 352; at < file.capacity(); at += 4)
			file.putFloat(at, value);
		Files.write(in, file.array());
		final Path result = folder.resolve("fine.nii");
		// by the network, after which a processor may know no denormal numbers
		assertThat(run(in, result, "--model", "Auto", "--device", "cpu")).as(err.toString()).isZero();
		final ByteBuffer fine = bytes(result);
		assertThat(fine.getFloat(352 + 4 * 1000)).isEqualTo(value);
	}

	@ParameterizedTest
	@CsvSource({ "3, 1", "1, 2", "2, 2" })
	void framesAndChannelsStayWhatTheyAre(final int frames, final int channels) throws IOException {
		final Path result = folder.resolve("fine.nii.gz");
		assertThat(run(stack(frames, channels), result)).as(err.toString()).isZero();
		final ImageDocument fine = ImageDocument.open(result);
		assertThat(new int[] { fine.slices(), fine.frames(), fine.channels() }).containsExactly(30, frames, channels);
		assertThat(fine.orientation()).isNotEqualTo(Orientation.UNKNOWN);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "1,0 | 30", "1,0x1,0x1,5 | 20", "1X1X1.5 | 20", "1\u00d71\u00d71.5 | 20",
		"1,1,1.5 | 20", "1 1 1.5 | 20", "Isotropic | 30" })
	void sizesAreReadAsPeopleWriteThem(final String spacing, final int slices) throws IOException {
		final Path result = folder.resolve("fine.nii");
		assertThat(run(stack(1, 1), result, "--spacing", spacing)).as(err.toString()).isZero();
		final ImageDocument fine = ImageDocument.open(result);
		assertThat(fine.slices()).isEqualTo(slices);
		assertThat(fine.voxelSize()[2]).isCloseTo(30.0 / slices, within(1e-6));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "--spacing | 1mm | 2 | has a unit", "--spacing | 1x1x1.5 mm | 2 | has a unit",
		"--spacing | 1x1 | 2 | neither one number nor three", "--spacing | 1;1;1 | 2 | neither one number nor three",
		"--thickness | 30 | 1 | slices are only 3 apart", "--spacing | 0.2 | 1 | up to 6 is possible" })
	void saysWhatIsWrong(final String option, final String value, final int code, final String sentence)
		throws IOException
	{
		final Path result = folder.resolve("fine.nii");
		assertThat(run(stack(1, 1), result, option, value)).isEqualTo(code);
		assertThat(err.toString()).contains(sentence);
		assertThat(result).doesNotExist();
	}

	@Test
	void smallSizesAreWrittenShort() throws IOException {
		final Path in = stack(1, 1);
		final ByteBuffer file = bytes(in);
		for (int d = 0; d < 3; d++)
			file.putFloat(80 + 4 * d, d == 2 ? 0.002f : 0.0005f);
		Files.write(in, file.putShort(SFORM_CODE, (short) 0).array());
		assertThat(run(in, folder.resolve("fine.nii"))).as(err.toString()).isZero();
		assertThat(out.toString()).contains("voxels 0.0005 x 0.0005 x 0.002 to 0.0005 x 0.0005 x 0.0005 mm");
	}
}

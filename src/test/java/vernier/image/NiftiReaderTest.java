package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import ij.ImagePlus;

/** Files that nibabel wrote (see make.py beside them), and files that lie. */
class NiftiReaderTest {

	@TempDir
	private Path folder;

	private static Path fixtures() throws URISyntaxException {
		return Path.of(NiftiReaderTest.class.getResource("/nifti").toURI());
	}

	static List<Path> files() throws IOException, URISyntaxException {
		try (Stream<Path> files = Files.list(fixtures())) {
			return files.filter(file -> !file.toString().matches(".*\\.(py|csv)")).sorted().toList();
		}
	}

	@ParameterizedTest
	@MethodSource("files")
	void valuesSizesAndTextAreThoseOfTheFile(final Path file) {
		final ImagePlus image = ImageFiles.open(file);
		assertThat(image.getDimensions()).containsExactly(4, 3, 1, 2, 1);
		assertThat(image.getTitle()).isEqualTo(file.getFileName().toString());
		assertThat(image.getCalibration().pixelWidth).isCloseTo(0.7, within(1e-6));
		assertThat(image.getCalibration().pixelHeight).isCloseTo(0.8, within(1e-6));
		assertThat(image.getCalibration().pixelDepth).isCloseTo(3, within(1e-6));
		assertThat(image.getCalibration().getUnit()).isEqualTo("mm");
		assertThat(image.getProp("NIfTI description")).isEqualTo("made by nibabel");
		for (int k = 0; k < 2; k++)
			for (int j = 0; j < 3; j++)
				for (int i = 0; i < 4; i++) {
					final int stored = i + 10 * j + 100 * k;
					image.setSlice(k + 1);
					if (image.getBitDepth() == 24)
						assertThat(image.getProcessor().get(i, j) & 0xffffff).isEqualTo(stored << 16 | (200 - stored) << 8 | 7);
					else
						assertThat(image.getProcessor().getPixelValue(i, j)).isCloseTo(0.5f * stored + 3, within(1e-5f));
				}
	}

	@ParameterizedTest
	@MethodSource("files")
	void landmarksLieWhereNibabelSeesThem(final Path file) throws IOException, URISyntaxException {
		final Orientation orientation = Orientation.of(ImageFiles.open(file));
		assertThat(orientation.qformCode()).isEqualTo(1);
		assertThat(orientation.sformCode()).isEqualTo(2);
		final List<String[]> landmarks = Files.readAllLines(fixtures().resolve("landmarks.csv")).stream().map(line -> line.split(
			",")).filter(line -> line[0].equals(file.getFileName().toString().replace("pair.hdr", "pair.img"))).toList();
		assertThat(landmarks).hasSize(10);
		for (final String[] line : landmarks) {
			final double[] n = Arrays.stream(line).skip(2).mapToDouble(Double::parseDouble).toArray();
			final Affine affine = line[1].equals("sform") ? orientation.sform() : orientation.qform();
			assertThat(affine.apply(n[0], n[1], n[2])).containsExactly(new double[] { n[3], n[4], n[5] }, within(1e-4));
		}
	}

	/** A good file of 4 x 3 x 2 int16 voxels, with some bytes of its header changed. */
	private Path damaged(final Consumer<ByteBuffer> damage) throws IOException, URISyntaxException {
		final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(fixtures().resolve("int16-le.nii")));
		damage.accept(bytes.order(ByteOrder.LITTLE_ENDIAN));
		return Files.write(folder.resolve("damaged.nii"), bytes.array());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		40 | 0        | says 0 dimensions
		40 | 8        | says 8 dimensions
		40 | -1       | says -1 dimensions
		42 | 0        | 0 voxels along axis 1
		44 | -3       | -3 voxels along axis 2
		42 | 32767    | do not suffice
		70 | 0        | data type 0 is unknown
		70 | 32       | is complex
		70 | 1536     | 128-bit float
		70 | 99       | not defined
		70 | 64       | do not suffice
		344 | 0       | no NIfTI mark
		""")
	void aHeaderThatLiesIsSaidToDoSo(final int at, final int value, final String reason) throws Exception {
		final Path file = damaged(bytes -> bytes.putShort(at, (short) value));
		assertThatThrownBy(() -> ImageFiles.open(file)).isInstanceOf(VernierException.class).hasMessageContaining(reason)
			.hasMessageContaining("damaged.nii");
	}

	/** Stored values 5 and 15 are the real values -5 and -15. */
	@Test
	void theRangeToDisplayMayRunAgainstTheStoredValues() throws Exception {
		final Path file = damaged(bytes -> bytes.putFloat(112, -1).putFloat(116, 0).putFloat(124, -5).putFloat(128, -15));
		final ImagePlus image = ImageFiles.open(file);
		assertThat(image.getDisplayRangeMin()).isEqualTo(32768 + 5);
		assertThat(image.getDisplayRangeMax()).isEqualTo(32768 + 15);
	}

	@ParameterizedTest
	@CsvSource({ "NaN", "Infinity", "-1", "100", "1e30" })
	void voxelsBeginAfterTheHeader(final float offset) throws Exception {
		final Path file = damaged(bytes -> bytes.putFloat(108, offset));
		assertThatThrownBy(() -> ImageFiles.open(file)).isInstanceOf(VernierException.class).hasMessageMatching(
			".*(voxels begin at byte|do not suffice).*");
	}

	@Test
	void allSizesAtTheirLargestOverflowNothing() throws Exception {
		final Path one = damaged(bytes -> {
			bytes.putShort(40, (short) 5);
			for (int i = 1; i < 6; i++)
				bytes.putShort(40 + 2 * i, (short) 32767);
		});
		assertThatThrownBy(() -> ImageFiles.open(one)).isInstanceOf(VernierException.class);
		final ByteBuffer two = ByteBuffer.wrap(Files.readAllBytes(fixtures().resolve("int16-be.nii")));
		for (final long size : new long[] { Long.MAX_VALUE, 1L << 32, 1L << 21, Integer.MAX_VALUE, Long.MIN_VALUE }) {
			for (int i = 1; i < 4; i++)
				two.putLong(16 + 8 * i, size);
			final Path file = Files.write(folder.resolve("two.nii"), two.array());
			assertThatThrownBy(() -> ImageFiles.open(file)).isInstanceOf(VernierException.class).hasMessageContaining("voxels");
		}
	}

	/** A few bytes that promise gigabytes must not take gigabytes. */
	@Test
	void aSmallCompressedFileThatPromisesMuchIsRefusedAtOnce() throws Exception {
		final ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(fixtures().resolve("uint8-le.nii"))).order(
			ByteOrder.LITTLE_ENDIAN);
		for (int i = 1; i < 4; i++)
			header.putShort(40 + 2 * i, (short) 2000);
		final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (OutputStream out = new GZIPOutputStream(compressed)) {
			out.write(header.array());
			out.write(new byte[20_000_000]);
		}
		final Path file = Files.write(folder.resolve("bomb.nii.gz"), compressed.toByteArray());
		assertThatThrownBy(() -> ImageFiles.open(file)).isInstanceOf(VernierException.class).hasMessageContaining(
			"2000 x 2000 x 2000");
	}

	@Test
	void aCutFileIsNotFilledUp() throws Exception {
		for (final String name : List.of("int16-le.nii", "rgb24.nii.gz", "float64-be.nii")) {
			final byte[] whole = Files.readAllBytes(fixtures().resolve(name));
			for (final int length : new int[] { 0, 1, 3, 4, 20, whole.length / 2, whole.length - 9, whole.length - 1 }) {
				final Path file = Files.write(folder.resolve(name), Arrays.copyOf(whole, length));
				assertThatThrownBy(() -> ImageFiles.open(file)).as(name + " " + length).isInstanceOf(VernierException.class);
			}
		}
	}

	/** Whatever the bytes are: an image or a sentence, and nothing else. */
	@Test
	void randomDamageGivesAnImageOrASentence() throws Exception {
		final Random random = new Random(7);
		final List<Path> files = files();
		for (int round = 0; round < 600; round++) {
			final Path source = files.get(random.nextInt(files.size()));
			final byte[] bytes = Files.readAllBytes(source);
			for (int n = 1 + random.nextInt(4); n > 0; n--)
				bytes[random.nextInt(Math.min(540, bytes.length))] = (byte) (random.nextBoolean() ? random.nextInt(256) : -1 >>> 1);
			final Path file = Files.write(folder.resolve(source.getFileName()), bytes);
			try {
				assertThat(ImageFiles.open(file).getWidth()).isPositive();
			}
			catch (final VernierException e) {
				assertThat(e.getMessage()).endsWith(".").doesNotContain("Exception");
			}
		}
	}

	@Test
	void halfAPairNamesTheOtherHalf() throws Exception {
		Files.copy(fixtures().resolve("pair.hdr"), folder.resolve("a.hdr"));
		assertThatThrownBy(() -> ImageFiles.open(folder.resolve("a.hdr"))).isInstanceOf(VernierException.class)
			.hasMessageContaining("a.img");
		Files.copy(fixtures().resolve("pair.img"), folder.resolve("b.img"));
		assertThatThrownBy(() -> ImageFiles.open(folder.resolve("b.img"))).isInstanceOf(VernierException.class)
			.hasMessageContaining("b.hdr");
	}
}

package vernier.image.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import vernier.image.ImageDocument;
import vernier.image.Origin;
import vernier.image.PlaneStack;
import vernier.image.VernierException;

/** Images that other programs wrote, see make.py beside them; what is written here is read again. */
class OmeZarrTest {

	private static final long MEMORY = 1 << 20;

	@TempDir
	private Path folder;

	private static Path fixture(final String name) throws URISyntaxException {
		return Path.of(OmeZarrTest.class.getResource("/zarr/" + name).toURI());
	}

	static List<Path> images() throws IOException, URISyntaxException {
		try (Stream<Path> files = Files.list(Path.of(OmeZarrTest.class.getResource("/zarr").toURI()))) {
			return files.filter(Files::isDirectory).sorted().toList();
		}
	}

	private static void assertRamp(final PlaneStack planes) {
		assertThat(new long[] { planes.width(), planes.height(), planes.size() }).containsExactly(13, 11, 6);
		for (int c = 0; c < 2; c++)
			for (int z = 0; z < 3; z++) {
				assertThat(planes.rangeGroup(3 * c + z)).isEqualTo(c);
				final Cursor<?> cursor = ((RandomAccessibleInterval<?>) planes.plane(3 * c + z)).localizingCursor();
				while (cursor.hasNext()) {
					final double value = ((RealType<?>) cursor.next()).getRealDouble();
					assertThat(value).isEqualTo(cursor.getIntPosition(0) + 10 * cursor.getIntPosition(1) + 100 * z + 50 * c);
				}
			}
	}

	@ParameterizedTest
	@MethodSource("images")
	void pixelsAreThoseThatWereWritten(final Path image) {
		assertThat(OmeZarr.isZarr(image)).isTrue();
		// with room for all chunks, and for two at a time
		for (final long memory : new long[] { MEMORY, 1 }) {
			final OmeZarr zarr = OmeZarr.open(image, memory);
			assertRamp(zarr.planes());
			assertThat(zarr.describe()).startsWith("13 x 11 pixels x 6 planes").endsWith("0.25 x 0.5 micrometer per pixel");
		}
	}

	@ParameterizedTest
	@MethodSource("images")
	void asADocumentItHasItsAxesAndSizes(final Path image) {
		final ImageDocument document = ImageDocument.open(image);
		assertThat(List.of(document.channels(), document.slices(), document.frames())).containsExactly(2, 3, 1);
		assertThat(document.voxelSize()).containsExactly(0.25, 0.5, 2);
		assertThat(document.unit()).isEqualTo("micron");
		// channel fastest: channel 1, slice 2
		final var access = ((RandomAccessibleInterval<?>) document.planes().plane(2 * 2 + 1)).randomAccess();
		access.setPosition(new int[] { 4, 3 });
		assertThat(((RealType<?>) access.get()).getRealDouble()).isEqualTo(4 + 30 + 200 + 50);
	}

	/** An image of one pixel a plane. */
	private ImageDocument image(final String axes, final String scale) throws IOException {
		Files.writeString(folder.resolve(".zgroup"), "{\"zarr_format\": 2}");
		Files.writeString(folder.resolve(".zattrs"), ("{'multiscales': [{'version': '0.4', 'axes': [" + axes + "], 'datasets': [" +
			"{'path': '0', 'coordinateTransformations': [{'type': 'scale', 'scale': " + scale + "}, {'type': 'translation', " +
			"'translation': [0, 0, 3, 3]}]}]}]}").replace('\'', '"'));
		Files.createDirectories(folder.resolve("0"));
		Files.writeString(folder.resolve("0/.zarray"), "{\"zarr_format\": 2, \"shape\": [2, 2, 1, 1], \"chunks\": [1, 1, 1, 1], " +
			"\"dtype\": \"|u1\", \"compressor\": null, \"fill_value\": 0, \"order\": \"C\", \"filters\": null}");
		return ImageDocument.open(folder);
	}

	@Test
	void sizesWithoutAUnitAreKept() throws IOException {
		final ImageDocument document = image("{'name': 't'}, {'name': 'z'}, {'name': 'y'}, {'name': 'x'}", "[1, 2, 0.5, 0.25]");
		assertThat(document.voxelSize()).containsExactly(0.25, 0.5, 2);
		assertThat(document.origin()).isEqualTo(new Origin(-12, -6, false));
	}

	@Test
	void axesWithUnitsOfTheirOwnComeInThatOfX() throws IOException {
		final ImageDocument document = image("{'name': 't', 'unit': 'millisecond'}, {'name': 'z', 'unit': 'micrometer'}, " +
			"{'name': 'y', 'unit': 'nanometer'}, {'name': 'x', 'unit': 'nanometer'}", "[40, 2, 500, 250]");
		assertThat(document.voxelSize()).containsExactly(new double[] { 250, 500, 2000 }, within(1e-9));
		assertThat(document.unit()).isEqualTo("nm");
		assertThat(document.origin().column()).isCloseTo(-0.012, within(1e-12));
		assertThat(document.origin().row()).isCloseTo(-0.006, within(1e-12));
	}

	@ParameterizedTest
	@CsvSource({ "second, 40", "millisecond, 0.04", "microsecond, 0.00004", "minute, 2400", "hour, 144000" })
	void timesAreSecondsInNifti(final String unit, final float seconds) throws IOException {
		final Path nifti = folder.resolve("a.nii");
		image("{'name': 't', 'unit': '" + unit + "'}, {'name': 'z'}, {'name': 'y'}, {'name': 'x'}", "[40, 1, 1, 1]").save(nifti);
		assertThat(ByteBuffer.wrap(Files.readAllBytes(nifti)).order(ByteOrder.LITTLE_ENDIAN).getFloat(76 + 4 * 4)).isEqualTo(
			seconds);
	}

	/** Two bytes per byte of memory, were it read. */
	@Test
	void anImageLargerThanTheMemoryIsRefusedBeforeItIsRead() throws IOException {
		final long side = (long) Math.sqrt(Runtime.getRuntime().maxMemory() / 2.0);
		Files.writeString(folder.resolve(".zgroup"), "{\"zarr_format\": 2}");
		Files.writeString(folder.resolve(".zattrs"), "{\"multiscales\": [{\"version\": \"0.4\", \"axes\": [{\"name\": \"y\"}, " +
			"{\"name\": \"x\"}], \"datasets\": [{\"path\": \"0\"}]}]}");
		Files.createDirectory(folder.resolve("0"));
		Files.writeString(folder.resolve("0/.zarray"), "{\"zarr_format\": 2, \"shape\": [" + side + ", " + side + "], " +
			"\"chunks\": [512, 512], \"dtype\": \"<f4\", \"compressor\": null, \"fill_value\": 0, \"order\": \"C\", " +
			"\"filters\": null}");
		assertThatThrownBy(() -> ImageDocument.open(folder)).isInstanceOf(VernierException.class).hasMessageContaining(
			"does not fit into memory");
	}

	/** Two channels of five planes in chunks of two, of seven rows in chunks of four, of nine columns in chunks of four. */
	@Test
	void aChunkIsReadOnceForAllItsPlanes() throws IOException {
		Files.writeString(folder.resolve(".zarray"), "{\"zarr_format\": 2, \"shape\": [2, 5, 7, 9], \"chunks\": [1, 2, 4, 4], " +
			"\"dtype\": \"|u1\", \"compressor\": null, \"fill_value\": 9, \"order\": \"C\", \"filters\": null}");
		for (int chunk = 0; chunk < 36; chunk++) {
			final byte[] bytes = new byte[32];
			for (int i = 0; i < 32; i++)
				bytes[i] = (byte) (100 * (chunk / 18) + 20 * (chunk / 6 % 3 * 2 + i / 16) + 2 * (chunk / 3 % 2 * 4 + i / 4 % 4) +
					chunk % 3 * 4 + i % 4);
			Files.write(folder.resolve(chunk / 18 + "." + chunk / 6 % 3 + "." + chunk / 3 % 2 + "." + chunk % 3), bytes);
		}
		final ZarrReadCells cells = new ZarrReadCells(ZarrArray.open(folder), MEMORY);
		for (int plane = 0; plane < 10; plane++) {
			assertPlane(cells, plane);
			// the next one does not need them
			if (plane == 0)
				try (Stream<Path> files = Files.list(folder)) {
					for (final Path file : files.filter(file -> file.getFileName().toString().startsWith("0.0.")).toList())
						Files.delete(file);
				}
		}
	}

	private static void assertPlane(final ZarrReadCells cells, final int plane) {
		for (final Cursor<?> cursor = cells.plane(plane).localizingCursor(); cursor.hasNext();) {
			final double value = ((RealType<?>) cursor.next()).getRealDouble();
			assertThat(value).isEqualTo(100 * (plane / 5) + 20 * (plane % 5) + 2 * cursor.getIntPosition(1) + cursor.getIntPosition(
				0));
		}
	}

	@ParameterizedTest
	@CsvSource({ "v2-plain.ome.zarr,1", "v3-gzip.ome.zarr,1", "v3-gzip.ome.zarr,1000000" })
	void whatIsWrittenIsReadAgain(final String name, final long memory) throws Exception {
		final OmeZarr source = OmeZarr.open(fixture(name), MEMORY);
		final Path out = folder.resolve("out.ome.zarr");
		final int width = 1300;
		final int height = 1100;
		try (OmeZarrResult result = source.create(out, 100, 100, width, height, memory)) {
			final Random random = new Random(1);
			for (int i = 0; i < 6; i++)
				for (int n = 0; n < 500; n++)
					set(result.planes().plane(i), random, width, height);
			assertThat(out).doesNotExist();
			result.complete(Map.of("Vernier model", "none \"at\" all"));
		}
		final OmeZarr again = OmeZarr.open(out, MEMORY);
		assertThat(again.describe()).contains("1300 x 1100 pixels x 6 planes", "0.0025 x 0.005 micrometer");
		final Random random = new Random(1);
		for (int i = 0; i < 6; i++)
			for (int n = 0; n < 500; n++) {
				final var access = ((RandomAccessibleInterval<?>) again.planes().plane(i)).randomAccess();
				access.setPosition(random.nextInt(width), 0);
				access.setPosition(random.nextInt(height), 1);
				assertThat(((RealType<?>) access.get()).getRealDouble()).isEqualTo(access.getIntPosition(0) % 251 + 1);
			}
		final Map<?, ?> json = Json.read(out.resolve(name.startsWith("v2") ? ".zattrs" : "zarr.json"));
		final Map<?, ?> attributes = name.startsWith("v2") ? json : Json.map(json, "attributes");
		assertThat(Json.map(attributes, "vernier").get("Vernier model")).isEqualTo("none \"at\" all");
		try (Stream<Path> files = Files.list(folder)) {
			assertThat(files).containsExactly(out);
		}
	}

	private static void set(final RandomAccessibleInterval<?> plane, final Random random, final int width, final int height) {
		final var access = plane.randomAccess();
		access.setPosition(random.nextInt(width), 0);
		access.setPosition(random.nextInt(height), 1);
		((RealType<?>) access.get()).setReal(access.getIntPosition(0) % 251 + 1);
	}

	@Test
	void anUnfinishedResultLeavesNothing() throws Exception {
		final OmeZarr source = OmeZarr.open(fixture("v2-plain.ome.zarr"), MEMORY);
		source.create(folder.resolve("a.zarr"), 2, 2, 26, 22, MEMORY).close();
		try (Stream<Path> files = Files.list(folder)) {
			assertThat(files).isEmpty();
		}
		Files.createDirectory(folder.resolve("b.zarr"));
		assertThatThrownBy(() -> source.create(folder.resolve("b.zarr"), 2, 2, 26, 22, MEMORY)).isInstanceOf(
			VernierException.class).hasMessageContaining("already");
	}

	/** The pieces of a v2 image with something replaced in one of its metadata files. */
	private Path damaged(final String file, final String what, final String by) throws Exception {
		final Path source = fixture("v2-plain.ome.zarr");
		final Path copy = folder.resolve("damaged.zarr");
		try (Stream<Path> files = Files.walk(source)) {
			for (final Path path : files.toList()) {
				final Path target = copy.resolve(source.relativize(path).toString());
				if (Files.isDirectory(path))
					Files.createDirectories(target);
				else
					Files.copy(path, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
			}
		}
		final String text = Files.readString(copy.resolve(file)).replaceAll("\\s+", " ");
		assertThat(text).contains(what);
		Files.writeString(copy.resolve(file), text.replace(what, by));
		return copy;
	}

	@Test
	void whatHoldsForAllResolutionsComesAfterTheirOwn() throws Exception {
		final Path copy = damaged(".zattrs", "\"multiscales\": [ {", "\"multiscales\": [ { \"coordinateTransformations\": [" +
			"{\"type\": \"scale\", \"scale\": [1, 1, 2, 3]}, {\"type\": \"translation\", \"translation\": [0, 0, 7, 9]}],");
		final Path out = folder.resolve("out.zarr");
		try (OmeZarrResult result = OmeZarr.open(copy, MEMORY).create(out, 1, 1, 13, 11, MEMORY)) {
			result.complete(Map.of());
		}
		assertThat(Files.readString(out.resolve(".zattrs"))).contains("[1.0, 2.0, 1.0, 0.75]", "[0.0, 0.0, 27.0, 69.0]");
	}

	/** In ImageJ, calibrated coordinates are those of the whole that an image was cut from. */
	@Test
	void whereAnImageLiesIsItsOriginInImageJ() throws Exception {
		// 20 and 10 micrometres, pixels of 0.25 and 0.5
		assertThat(ImageDocument.open(fixture("v2-plain.ome.zarr")).origin()).isEqualTo(new Origin(-80, -20, false));
		final Path atZero = damaged(".zattrs", "\"translation\": [ 0, 0, 10, 20 ]", "\"translation\": [ 0, 0, 0, 0 ]");
		assertThat(ImageDocument.open(atZero).origin()).isEqualTo(Origin.CORNER);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
		.zattrs  | multiscales      | others                | no multiscales
		.zattrs  | "path": "0"      | "path": "../../x"     | outside of itself
		.zattrs  | "path": "0"      | "path": "7"           | no metadata file
		.zattrs  | "name": "x"      | "name": "q"           | axes
		.zattrs  | {                | [                     | metadata file
		0/.zarray | "dtype": "<u2"  | "dtype": "<c8"        | uint8, uint16 and float32
		0/.zarray | "order": "C"    | "order": "F"          | order F
		0/.zarray | "compressor": null | "compressor": {"id": "lzma"} | lzma
		0/.zarray | 13 ]            | 9223372036854775807 ] | shape
		0/.zarray | 32 ]            | 2000000000 ]          | chunks
		0/.zarray | 32 ]            | 0 ]                   | chunks
		""")
	void metadataThatLieAreSaidToDoSo(final String file, final String what, final String by, final String reason)
		throws Exception
	{
		final Path copy = damaged(file, what, by);
		assertThatThrownBy(() -> OmeZarr.open(copy, MEMORY)).isInstanceOf(VernierException.class).hasMessageContaining(reason);
	}

	@Test
	void aShardWhoseIndexLiesIsSaidToDoSo() throws Exception {
		final Path source = fixture("v3-sharded.ome.zarr");
		final Path copy = folder.resolve("shards.zarr");
		try (Stream<Path> files = Files.walk(source)) {
			for (final Path path : files.toList())
				if (Files.isDirectory(path))
					Files.createDirectories(copy.resolve(source.relativize(path).toString()));
				else
					Files.copy(path, copy.resolve(source.relativize(path).toString()));
		}
		final Path shard = copy.resolve("0/c/0/0/0/0");
		final byte[] bytes = Files.readAllBytes(shard);
		for (int i = bytes.length - 4 - 8 * 16; i < bytes.length - 4; i++)
			bytes[i] = 0x7f;
		Files.write(shard, bytes);
		assertThatThrownBy(() -> assertRamp(OmeZarr.open(copy, MEMORY).planes())).isInstanceOf(VernierException.class)
			.hasMessageContaining("index");
		Files.write(shard, new byte[3]);
		assertThatThrownBy(() -> assertRamp(OmeZarr.open(copy, MEMORY).planes())).isInstanceOf(VernierException.class);
	}

	@Test
	void aChunkThatIsCutIsNotFilledUp() throws Exception {
		final Path copy = damaged("0/.zarray", "\"C\"", "\"C\"");
		Files.write(copy.resolve("0/0/0/0/0"), new byte[7]);
		assertThatThrownBy(() -> assertRamp(OmeZarr.open(copy, MEMORY).planes())).isInstanceOf(VernierException.class)
			.hasMessageContaining("7 bytes instead of 256");
	}
}

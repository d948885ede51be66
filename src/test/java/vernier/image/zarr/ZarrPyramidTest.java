package vernier.image.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import vernier.image.BlockWriter;
import vernier.image.Planes;
import vernier.image.Region;
import vernier.image.ValueRange;
import vernier.image.VernierException;

/** The coarser resolutions that are written along with an image. */
class ZarrPyramidTest {

	private static final long MEMORY = 1 << 22;

	@TempDir
	private Path folder;

	private static OmeZarr source(final String name) throws URISyntaxException {
		return OmeZarr.open(Path.of(ZarrPyramidTest.class.getResource("/zarr/" + name + ".ome.zarr").toURI()), MEMORY);
	}

	private static double[][] values(final RandomAccessibleInterval<?> plane) {
		final double[][] values = new double[(int) plane.dimension(1)][(int) plane.dimension(0)];
		final RandomAccess<?> access = plane.randomAccess();
		for (int y = 0; y < values.length; y++)
			for (int x = 0; x < values[y].length; x++) {
				access.setPosition(x, 0);
				access.setPosition(y, 1);
				values[y][x] = ((RealType<?>) access.get()).getRealDouble();
			}
		return values;
	}

	/** Of whole numbers: rounded half up, pixels at the end by themselves. */
	private static double[][] halved(final double[][] fine, final boolean whole) {
		final double[][] coarse = new double[(fine.length + 1) / 2][(fine[0].length + 1) / 2];
		for (int y = 0; y < coarse.length; y++)
			for (int x = 0; x < coarse[y].length; x++) {
				double sum = 0;
				int count = 0;
				for (int v = 2 * y; v < Math.min(fine.length, 2 * y + 2); v++)
					for (int u = 2 * x; u < Math.min(fine[0].length, 2 * x + 2); u++)
						if (Double.isFinite(fine[v][u])) {
							sum += fine[v][u];
							count++;
						}
				coarse[y][x] = whole ? Math.floor(sum / count + 0.5) : (float) (sum / count);
			}
		return coarse;
	}

	private static BlockWriter writer(final RandomAccessibleInterval<?> plane) {
		return Planes.writer(plane, new ValueRange(0, 1, 0));
	}

	@ParameterizedTest
	@CsvSource({ "v2-plain,1", "v2-plain,1000000000", "v3-zstd,1", "v2-zstd,3000000", "v3-plain,1" })
	void eachLevelIsTheMeanOfTheOneBefore(final String name, final long memory) throws Exception {
		final OmeZarr source = source(name);
		final boolean whole = !name.equals("v2-zstd") && !name.equals("v3-plain");
		final int width = 1301;
		final int height = 1063;
		final Path out = folder.resolve("out.ome.zarr");
		try (OmeZarrResult result = source.create(out, 100, 100, width, height, memory)) {
			final Random random = new Random(5);
			// the first plane is full, in blocks of many sizes, the last has one block, and those in between nothing
			for (final int plane : new int[] { 0, 5 })
				for (int y = plane == 0 ? 0 : 600; y < (plane == 0 ? height : 700); y += 130)
					for (int x = plane == 0 ? 0 : 900; x < (plane == 0 ? width : 1000); x += 210) {
						final Region region = Region.between(x, y, Math.min(width, x + 210), Math.min(height, y + 130));
						final FloatBuffer values = FloatBuffer.allocate((int) region.size());
						for (int i = 0; i < values.capacity(); i++)
							values.put(i, whole ? random.nextInt(60000) : random.nextInt(9) == 0 ? Float.NaN : random.nextFloat());
						writer(result.planes().plane(plane)).write(region, values);
					}
			assertThat(result.describe()).endsWith("in 4 resolutions");
			result.complete(Map.of());
		}
		for (final int plane : new int[] { 0, 3, 5 }) {
			double[][] expected = values(plane(out, 0, plane));
			for (int level = 1; level < 4; level++) {
				expected = halved(expected, whole);
				assertThat(Arrays.deepEquals(values(plane(out, level, plane)), expected)).as("level " + level).isTrue();
			}
			assertThat(List.of(expected.length, expected[0].length)).containsExactly(133, 163);
		}
		// 9 chunks and 2, 4 and 2, then one each; none where there is nothing
		assertThat(Stream.of(0, 1, 2, 3).map(level -> chunks(out.resolve(String.valueOf(level))))).containsExactly( //
			9L + 2, 4L + 2, 2L, 2L);
	}

	private static RandomAccessibleInterval<?> plane(final Path image, final int level, final int plane) {
		return new ZarrReadCells(ZarrArray.open(image.resolve(String.valueOf(level))), MEMORY).plane(plane);
	}

	private static long chunks(final Path level) {
		try (Stream<Path> files = Files.walk(level)) {
			return files.filter(file -> Files.isRegularFile(file) && file.getFileName().toString().matches("\\d+")).count();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static List<List<Double>> transformations(final Path image, final boolean three) {
		final Map<?, ?> json = three ? Json.map(Json.map(Json.read(image.resolve("zarr.json")), "attributes"), "ome") : Json.read(
			image.resolve(".zattrs"));
		final Map<?, ?> multiscale = (Map<?, ?>) Json.list(json, "multiscales").get(0);
		assertThat(multiscale.get("type")).isEqualTo("mean");
		return Json.list(multiscale, "datasets").stream().flatMap(set -> Json.list((Map<?, ?>) set, "coordinateTransformations")
			.stream()).map(item -> {
				final Map<?, ?> map = (Map<?, ?>) item;
				return Json.list(map, String.valueOf(map.get("type"))).stream().map(value -> ((Number) value).doubleValue()).toList();
			}).toList();
	}

	@ParameterizedTest
	@CsvSource({ "v2-plain,false", "v3-zstd,true" })
	void centresOfPixelsLieWhereTheyAreInTheSpecimen(final String name, final boolean three) throws Exception {
		final Path out = folder.resolve("out.ome.zarr");
		try (OmeZarrResult result = source(name).create(out, 50, 50, 650, 550, MEMORY)) {
			result.complete(Map.of());
		}
		// the source has pixels of 0.5 along y and 0.25 along x, the first at 10 and 20, which reach from 9.75 and 19.875 on
		final double y = 0.01;
		final double x = 0.005;
		assertThat(transformations(out, three)).usingRecursiveComparison().withComparatorForType((a, b) -> Math.abs(a - b) < 1e-9
			? 0 : 1, Double.class).isEqualTo(List.of( //
				List.of(1., 2., y, x), List.of(0., 0., 9.75 + y / 2, 19.875 + x / 2), //
				List.of(1., 2., 2 * y, 2 * x), List.of(0., 0., 9.75 + y, 19.875 + x), //
				List.of(1., 2., 4 * y, 4 * x), List.of(0., 0., 9.75 + 2 * y, 19.875 + 2 * x)));
	}

	@Test
	void smallImagesAndSingleRowsAreNotHalvedInVain() {
		final ZarrLevel small = new ZarrLevel(new long[] { 256, 200 }, new double[] { 1, 1 }, new double[2]);
		assertThat(small.pyramid()).containsExactly(small);
		final List<ZarrLevel> line = new ZarrLevel(new long[] { 1, 1000 }, new double[] { 3, 3 }, new double[] { 7, 7 }).pyramid();
		assertThat(line).hasSize(3);
		assertThat(line.get(2).shape()).containsExactly(1, 250);
		assertThat(line.get(2).scale()).containsExactly(3, 12);
		assertThat(line.get(2).translation()).containsExactly(7, 7 + 1.5 + 3);
	}

	@Test
	void foldersAreNotMadeOnTheWay() throws Exception {
		final OmeZarr source = source("v2-plain");
		assertThatThrownBy(() -> source.create(folder.resolve("missing/out.ome.zarr"), 2, 2, 26, 22, 1)).isInstanceOf(
			VernierException.class).hasMessageContaining("does not exist");
		try (Stream<Path> files = Files.list(folder)) {
			assertThat(files).isEmpty();
		}
	}

	@Test
	void nothingIsLeftOfAnImageThatIsNotCompleted() throws Exception {
		try (OmeZarrResult result = source("v2-plain").create(folder.resolve("out.ome.zarr"), 100, 100, 1300, 1100, 1)) {
			final Region region = new Region(0, 0, 1300, 1);
			final FloatBuffer row = FloatBuffer.allocate(1300);
			Arrays.fill(row.array(), 3);
			writer(result.planes().plane(0)).write(region, row);
		}
		try (Stream<Path> files = Files.list(folder)) {
			assertThat(files).isEmpty();
		}
	}
}

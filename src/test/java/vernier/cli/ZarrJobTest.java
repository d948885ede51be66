package vernier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.zarr.OmeZarr;
import vernier.image.zarr.ZarrTransform;
import vernier.inference.Device;
import vernier.operators.LearnedOperator;
import vernier.operators.OperatorModels;
import vernier.operators.OperatorOptions;
import vernier.superres.Options;
import vernier.superres.Scale;
import vernier.superres.SuperResolution;
import vernier.superres.ZarrEnlargement;

/** OME-Zarr images from the shell: block by block gives what it gives in memory. */
class ZarrJobTest {

	@TempDir
	private Path folder;
	private final StringWriter out = new StringWriter();
	private final StringWriter err = new StringWriter();

	private static String resource(final String name) throws URISyntaxException {
		return Path.of(ZarrJobTest.class.getResource(name).toURI()).toString();
	}

	private int run(final String... args) {
		return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), () -> false, args);
	}

	@ParameterizedTest
	@ValueSource(strings = { "v2-blosc", "v3-plain", "v3-zstd" })
	void blockByBlockIsAsInMemory(final String name) throws Exception {
		final Path in = Path.of(resource("/zarr/" + name + ".ome.zarr"));
		final Path result = folder.resolve("large.ome.zarr");
		assertThat(run("super-resolve", in.toString(), result.toString(), "--scale", "2x1.5", "--device", "cpu", "--model",
			resource("/imagej1/models/tiny-x2"))).as(err.toString()).isZero();
		assertThat(out.toString()).contains("26 x 17 pixels x 6 planes");
		final Options options = Options.defaults().withScale(Scale.parse("2x1.5")).withDevice(Device.CPU).withModel(resource(
			"/imagej1/models/tiny-x2"));
		final Path inTiles = folder.resolve("tiles.ome.zarr");
		try (SuperResolution sr = new SuperResolution(options); SuperResolution tiled = new SuperResolution(options.withTile(7))) {
			final PlaneStack expected = sr.enlarge(planes(in), Progress.NONE).image();
			assertSame(planes(result), expected);
			new ZarrTransform(in, inTiles).run(new ZarrEnlargement(tiled, options.scale()), Progress.NONE);
			assertSame(planes(inTiles), expected);
		}
	}

	@Test
	void whatDoesNotDoIsOneSentence() throws Exception {
		final String in = resource("/zarr/v2-plain.ome.zarr");
		assertThat(run("super-resolve", in, folder.resolve("a.tif").toString())).isEqualTo(1);
		assertThat(run("super-resolve", in, folder.resolve("a.ome.zarr").toString(), "--residual", folder.resolve("r.tif")
			.toString())).isEqualTo(1);
		assertThat(err.toString()).contains("end with .ome.zarr", "no residual").hasLineCount(2);
		try (Stream<Path> files = Files.list(folder)) {
			assertThat(files).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "v2-blosc", "v3-plain", "v3-sharded" })
	void operatorsGoBlockByBlockToo(final String name) throws Exception {
		final Path in = Path.of(resource("/zarr/" + name + ".ome.zarr"));
		final Path result = folder.resolve("smooth.ome.zarr");
		final String model = OperatorModels.folder().resolve("tiny-rof").toString();
		assertThat(run("operator", in.toString(), result.toString(), "--operator", "rof", "--strength", "0.1",
			"--device", "cpu", "--model", model)).as(err.toString()).isZero();
		assertThat(out.toString()).contains("13 x 11 pixels x 6 planes", "by rof, strength 0.1, learned by tiny-rof");
		assertThat(Files.readString(result.resolve(name.startsWith("v2") ? ".zattrs" : "zarr.json"))).contains("Vernier operator");
		final OperatorOptions options = OperatorOptions.of("rof").withStrength(0.1).withDevice(Device.CPU).withModel(model);
		final Path inTiles = folder.resolve("tiles.ome.zarr");
		try (LearnedOperator operator = new LearnedOperator(options); LearnedOperator tiled = new LearnedOperator(options.withTile(
			5)))
		{
			final PlaneStack expected = operator.apply(planes(in), Progress.NONE).image();
			assertSame(planes(result), expected);
			new ZarrTransform(in, inTiles).run((source, target, progress) -> tiled.apply(source, target, progress).provenance(),
				Progress.NONE);
			assertSame(planes(inTiles), expected);
		}
		// an exact one sees whole planes, which are small enough here
		final Path exact = folder.resolve("exact.ome.zarr");
		assertThat(run("operator", in.toString(), exact.toString(), "--operator", "rof", "--exact")).as(err.toString()).isZero();
		assertThat(OmeZarr.open(exact, 1 << 20).describe()).contains("13 x 11 pixels", "0.25 x 0.5 micrometer");
	}

	private static PlaneStack planes(final Path image) {
		return OmeZarr.open(image, 1 << 20).planes();
	}

	private static void assertSame(final PlaneStack found, final PlaneStack expected) {
		assertThat(found.size()).isEqualTo(expected.size());
		for (int i = 0; i < expected.size(); i++) {
			final RandomAccess<?> access = ((RandomAccessibleInterval<?>) found.plane(i)).randomAccess();
			final Cursor<?> cursor = ((RandomAccessibleInterval<?>) expected.plane(i)).localizingCursor();
			while (cursor.hasNext()) {
				final double value = ((RealType<?>) cursor.next()).getRealDouble();
				access.setPosition(cursor);
				assertThat(((RealType<?>) access.get()).getRealDouble()).isCloseTo(value, within(Math.max(1, Math.abs(value)) * 1e-3));
			}
		}
	}

	@Test
	void whatAnOperatorCannotDoBlockByBlockIsOneSentence() throws Exception {
		final String in = resource("/zarr/v2-plain.ome.zarr");
		final String result = folder.resolve("a.ome.zarr").toString();
		assertThat(run("operator", in, result, "--operator", "dark-channel-dehazing")).isEqualTo(1);
		assertThat(run("operator", in, folder.resolve("a.tif").toString(), "--operator", "rof")).isEqualTo(1);
		// a plane that is far larger than memory, and empty
		final Path large = folder.resolve("large.ome.zarr");
		Files.createDirectories(large.resolve("0"));
		Files.writeString(large.resolve(".zattrs"), "{\"multiscales\": [{\"version\": \"0.4\", \"axes\": [{\"name\": \"y\"}, " +
			"{\"name\": \"x\"}], \"datasets\": [{\"path\": \"0\"}]}]}");
		Files.writeString(large.resolve("0/.zarray"), "{\"zarr_format\": 2, \"shape\": [1000000, 1000000], \"chunks\": " +
			"[512, 512], \"dtype\": \"|u1\", \"compressor\": null, \"fill_value\": 0, \"order\": \"C\", \"filters\": null, " +
			"\"dimension_separator\": \"/\"}");
		assertThat(run("operator", large.toString(), result, "--operator", "rof", "--exact")).isEqualTo(1);
		assertThat(run("operator", large.toString(), result, "--operator", "photographic-style")).isEqualTo(1);
		assertThat(err.toString()).contains("this one is gray", "end with .ome.zarr", "1000000 x 1000000 pixels must be seen as " +
			"a whole");
		assertThat(err.toString().lines().filter(line -> !line.contains("is computed exactly"))).hasSize(4);
		try (Stream<Path> files = Files.list(folder)) {
			assertThat(files).containsExactly(large);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "super-resolve", "operator" })
	void interruptedItLeavesNothing(final String verb) throws Exception {
		final String[] args = { verb, resource("/zarr/v3-zstd.ome.zarr"), folder.resolve("a.ome.zarr").toString(), "--tile", "32",
			"--device", "cpu", verb.equals("operator") ? "--operator" : "--model", verb.equals("operator") ? "rof" : resource(
				"/imagej1/models/tiny-x2") };
		final AtomicInteger asked = new AtomicInteger();
		assertThat(Main.run(new PrintWriter(out, true), new PrintWriter(err, true), () -> asked.incrementAndGet() > 5, args))
			.isEqualTo(130);
		assertThat(asked.get()).isGreaterThan(5);
		try (Stream<Path> files = Files.list(folder)) {
			assertThat(files).isEmpty();
		}
	}
}

package vernier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import vernier.inference.Device;
import vernier.superres.Options;
import vernier.superres.Scale;
import vernier.superres.SuperResolution;

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
		assertThat(run("super-resolve", in.toString(), result.toString(), "--scale", "2x1.5", "--tile", "7", "--device", "cpu",
			"--model", resource("/imagej1/models/tiny-x2"))).as(err.toString()).isZero();
		assertThat(out.toString()).contains("26 x 17 pixels x 6 planes");
		final PlaneStack found = OmeZarr.open(result, 1 << 20).planes();
		final Options options = Options.defaults().withScale(Scale.parse("2x1.5")).withDevice(Device.CPU).withModel(resource(
			"/imagej1/models/tiny-x2"));
		try (SuperResolution sr = new SuperResolution(options)) {
			final PlaneStack expected = sr.enlarge(OmeZarr.open(in, 1 << 20).planes(), Progress.NONE).image();
			for (int i = 0; i < 6; i++) {
				final RandomAccess<?> access = ((RandomAccessibleInterval<?>) found.plane(i)).randomAccess();
				final Cursor<?> cursor = ((RandomAccessibleInterval<?>) expected.plane(i)).localizingCursor();
				while (cursor.hasNext()) {
					final double value = ((RealType<?>) cursor.next()).getRealDouble();
					access.setPosition(cursor);
					assertThat(((RealType<?>) access.get()).getRealDouble()).isCloseTo(value, within(Math.max(1, Math.abs(value)) *
						1e-3));
				}
			}
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
}

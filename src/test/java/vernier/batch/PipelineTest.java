package vernier.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vernier.image.ImageExtent;
import vernier.model.ModelCatalog;

class PipelineTest {

	private static final int MIB = 1 << 20;
	private static final int PLENTY = 1 << 20;

	private static Steps parse(final String... steps) {
		return Steps.parse(List.of(steps), ModelCatalog.standard(), line -> {});
	}

	private static double growth(final String... steps) {
		return parse(steps).growth();
	}

	private static int cost(final double bytes, final double growth, final int memory) {
		return Pipeline.cost(new ImageExtent(bytes, bytes), growth, 0, memory);
	}

	@Test
	void theShareOfMemoryGrowsWithTheResult() {
		assertThat(growth("operator operator=l0-smoothing")).isEqualTo(1);
		assertThat(growth("super-resolve scale=2")).isEqualTo(4);
		assertThat(growth("super-resolve scale=8", "operator operator=l0-smoothing")).isEqualTo(64);
		assertThat(growth("locate")).isEqualTo(1);
		assertThat(growth("count object-size=3 density")).isEqualTo(5);
		assertThat(growth("super-resolve scale=2", "count object-size=3 density")).isEqualTo(4 + 4 * 4);
		assertThat(cost(MIB, 1, PLENTY)).isEqualTo(6);
		assertThat(cost(MIB, 4, PLENTY)).isEqualTo(6);
		assertThat(cost(MIB, 64, PLENTY)).isEqualTo(66);
		assertThat(cost(MIB, 64, 50)).isEqualTo(50);
		assertThat(cost(0, 64, 50)).isEqualTo(1);
	}

	@Test
	void aRenderingIsOfOnePlane() {
		assertThat(growth("locate rendering=gaussian")).isEqualTo(1);
		assertThat(parse("locate rendering=gaussian").drawn()).isEqualTo(4 * 64);
		assertThat(parse("super-resolve scale=2", "locate rendering=gaussian magnification=2").drawn()).isEqualTo(4 * 4 * 4);
		assertThat(Pipeline.cost(new ImageExtent(100.0 * MIB, MIB), 1, 4 * 64, PLENTY)).isEqualTo(600 + 256);
	}

	@Test
	void aVolumeGrowsAsItsSpacingSays() {
		assertThat(growth("volume")).isEqualTo(6);
		assertThat(growth("volume spacing=0.5")).isEqualTo(6 * 6 * 6);
		assertThat(growth("volume spacing=0.5 voxel=1x1x2")).isEqualTo(2 * 2 * 4);
	}

	@Test
	void whatIsCompressedIsLargerInMemory(@TempDir final Path folder) throws IOException, URISyntaxException {
		final Path plain = Folders.image(folder.resolve("a.tif"), 20, 16, 3, 1);
		assertThat(ImageExtent.of(plain, 2000)).isEqualTo(new ImageExtent(2000, 20 * 16));
		final Path zipped = resource("/tiff/tiles-lzw.tif");
		assertThat(ImageExtent.of(zipped, 3000).bytes()).isEqualTo(10000);
		assertThat(ImageExtent.of(zipped, 1).bytes()).isEqualTo(35 * 21 * 2);
		assertThat(ImageExtent.of(resource("/zarr/v2-blosc.ome.zarr"), 1)).isEqualTo(new ImageExtent(13 * 11 * 6 * 2, 13 * 11));
		assertThat(ImageExtent.of(Files.writeString(folder.resolve("bad.tif"), "bad"), 3)).isEqualTo(new ImageExtent(3, 3));
		assertThat(ImageExtent.of(folder.resolve("a.nii.gz"), 3).bytes()).isEqualTo(10);
	}

	private static Path resource(final String name) throws URISyntaxException {
		return Path.of(PipelineTest.class.getResource(name).toURI());
	}
}

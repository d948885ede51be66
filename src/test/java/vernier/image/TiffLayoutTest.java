package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.ImagePlus;

class TiffLayoutTest {

	private static final int SIDE = 4;

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource({ "32, 1, 8, 1, 3, 3, 1", "16, 1, 32773, 1, 2, 1, 1", "8, 1, 7, 1, 1, 1, 1", "1, 1, 8, 1, 1, 1, 1",
		"8, 1, 1, 1, 1, 2, 1", "16, 5, 1, 2, 1, 1, 1", "8, 5, 1, 1, 1, 1, 1", "8, 4, 1, 2, 1, 1, 1", "16, 3, 5, 2, 1, 1, 1",
		"16, 4, 8, 1, 1, 1, 1", "8, 4, 1, 1, 1, 1, 1", "8, 4, 1, 1, 1, 1, 2" })
	void whatImageJMisreadsIsTold(final int bits, final int bands, final int compression, final int planar,
		final int predictor, final int format, final int photometric) throws IOException
	{
		for (final ByteOrder order : new ByteOrder[] { ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN }) {
			final Path path = write(order, bits, bands, Map.of(259, compression, 262, photometric, 284, planar, 317, predictor, //
				338, 0, 339, format), new byte[SIDE * SIDE * bands * 4]);
			assertThat(TiffLayout.of(path).isReadByImageJ()).isFalse();
		}
		final Path plain = write(ByteOrder.BIG_ENDIAN, 16, 1, Map.of(), new byte[SIDE * SIDE * 2]);
		assertThat(TiffLayout.of(plain).isReadByImageJ()).isTrue();
	}

	@Test
	void opacityIsLeftOut() throws IOException {
		final byte[] pixels = new byte[SIDE * SIDE * 4];
		pixels[4] = 7;
		final ImagePlus image = ImageFiles.open(write(ByteOrder.LITTLE_ENDIAN, 8, 4, Map.of(262, 2, 338, 2), pixels));
		assertThat(image.getProcessor().get(1, 0) & 0xffffff).isEqualTo(0x070000);
	}

	@Test
	void wholeNumbersOf32BitsAreUnsignedWhereTheFileSaysSo() throws IOException {
		final ByteBuffer pixels = ByteBuffer.allocate(SIDE * SIDE * 4).putInt(0xc0000000).putInt(5);
		final ImagePlus unsigned = ImageFiles.open(write(ByteOrder.BIG_ENDIAN, 32, 1, Map.of(339, 1), pixels.array()));
		assertThat(unsigned.getProcessor().getf(0, 0)).isEqualTo(3221225472f);
		assertThat(unsigned.getProcessor().getf(1, 0)).isEqualTo(5);
		// the format's default
		final ImagePlus unsaid = ImageFiles.open(write(ByteOrder.BIG_ENDIAN, 32, 1, Map.of(), pixels.array()));
		assertThat(unsaid.getProcessor().getf(0, 0)).isEqualTo(3221225472f);
		final ImagePlus signed = ImageFiles.open(write(ByteOrder.BIG_ENDIAN, 32, 1, Map.of(339, 2), pixels.array()));
		assertThat(signed.getProcessor().getf(0, 0)).isEqualTo(-1073741824f);
	}

	/** As numpy has numbers unless it is told otherwise, and as half of that is saved. */
	@Test
	void floatsOf16And64BitsAreRead() throws IOException {
		final ByteBuffer doubles = ByteBuffer.allocate(SIDE * SIDE * 8).putDouble(-1e-3).putDouble(70000.25);
		final ImagePlus image = ImageFiles.open(write(ByteOrder.BIG_ENDIAN, 64, 1, Map.of(339, 3), doubles.array()));
		assertThat(image.getBitDepth()).isEqualTo(32);
		assertThat(image.getProcessor().getf(0, 0)).isEqualTo(-1e-3f);
		assertThat(image.getProcessor().getf(1, 0)).isEqualTo(70000.25f);
		final ByteBuffer halves = ByteBuffer.allocate(SIDE * SIDE * 2).putShort((short) 0xbc00).putShort((short) 0x3555);
		final ImagePlus half = ImageFiles.open(write(ByteOrder.BIG_ENDIAN, 16, 1, Map.of(339, 3), halves.array()));
		assertThat(half.getProcessor().getf(0, 0)).isEqualTo(-1);
		assertThat(half.getProcessor().getf(1, 0)).isCloseTo(1 / 3f, within(1e-3f));
	}

	/** One strip; all tags but the bits fit into their entry. */
	private Path write(final ByteOrder order, final int bits, final int bands, final Map<Integer, Integer> more,
		final byte[] pixels) throws IOException
	{
		final TreeMap<Integer, Integer> tags = new TreeMap<>(Map.of(256, SIDE, 257, SIDE, 258, bits, 262, 1, 277, bands, 278, SIDE,
			279, pixels.length));
		tags.putAll(more);
		tags.put(273, 0);
		final int end = 8 + 2 + 12 * tags.size() + 4;
		final ByteBuffer file = ByteBuffer.allocate(end + 2 * bands + pixels.length).order(order);
		file.put(order == ByteOrder.BIG_ENDIAN ? new byte[] { 'M', 'M', 0, 42 } : new byte[] { 'I', 'I', 42, 0 });
		file.putInt(8).putShort((short) tags.size());
		tags.forEach((tag, value) -> {
			final int count = tag == 258 ? bands : 1;
			file.putShort(tag.shortValue()).putShort((short) 3).putInt(count);
			if (count > 2)
				file.putInt(end);
			else
				file.putShort((short) (tag == 273 ? end + 2 * bands : value)).putShort((short) 0);
		});
		file.putInt(0);
		for (int band = 0; band < bands; band++)
			file.putShort((short) bits);
		return Files.write(folder.resolve("a.tif"), file.put(pixels).array());
	}
}

package vernier.superres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;

class MatlabResizeTest {

	@Test
	void matchesReference() {
		final List<String> lines = Plane.lines("/superres/resize_uint8.csv");
		final Img<UnsignedByteType> image = image(Plane.parse(lines.get(0)));
		assertThat(lines).hasSize(7);
		for (final String line : lines.subList(1, lines.size())) {
			final Img<UnsignedByteType> result = MatlabResize.resize(image, Double.parseDouble(line.split(",")[0]));
			final Plane expected = Plane.parse(line);
			assertThat(result.dimensionsAsLongArray()).containsExactly(expected.width, expected.height);
			final Cursor<UnsignedByteType> cursor = result.localizingCursor();
			while (cursor.hasNext()) {
				final int value = cursor.next().get();
				assertThat(value).isEqualTo((int) expected.get(0, cursor.getLongPosition(0), cursor.getLongPosition(1)));
			}
		}
	}

	private static Img<UnsignedByteType> image(final Plane plane) {
		final byte[] values = new byte[plane.values.length];
		for (int i = 0; i < values.length; i++)
			values[i] = (byte) plane.values[i];
		return ArrayImgs.unsignedBytes(values, plane.width, plane.height);
	}
}

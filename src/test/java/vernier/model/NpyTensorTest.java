package vernier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import vernier.image.VernierException;

class NpyTensorTest {

	private static byte[] npy(final String type, final String shape, final boolean fortran, final byte[] values) {
		final String header = "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': " +
			shape + ", }\n";
		return ByteBuffer.allocate(10 + header.length() + values.length).order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93)
			.put("NUMPY".getBytes(StandardCharsets.ISO_8859_1)).put((byte) 1).put((byte) 0)
				.putShort((short) header.length()).put(header.getBytes(StandardCharsets.ISO_8859_1)).put(values).array();
	}

	private static ByteBuffer values(final int bytes) {
		return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
	}

	@Test
	void readsWhatNumPyWrote() {
		final NpyTensor tensor = NpyTensor.parse(Fixtures.bytes("models/tiny-x2/test-input.npy"), "test-input.npy");
		assertThat(tensor.shape()).containsExactly(1, 1, 12, 10);
		assertThat(tensor.values()).hasSize(120);
		// numpy.random.default_rng(3).uniform(0, 1)
		assertThat(tensor.values()[0]).isEqualTo(0.08564917f);
		assertThat(tensor.values()).doesNotContain(Float.NaN);
	}

	@Test
	void readsOtherNumbers() {
		assertThat(NpyTensor.parse(npy("<f8", "(2,)", false, values(16).putDouble(0.5).putDouble(-3).array()), "a")
			.values())
			.containsExactly(0.5f, -3);
		assertThat(NpyTensor.parse(npy("<i8", "(1, 2)", false, values(16).putLong(7).putLong(-8).array()), "a").values())
			.containsExactly(7, -8);
		assertThat(NpyTensor.parse(npy("|u1", "(2, 1)", false, new byte[] { 1, -1 }), "a").values()).containsExactly(1,
			255);
		assertThat(NpyTensor.parse(npy("<u2", "()", false, new byte[] { -1, -1 }), "a").values()).containsExactly(65535);
	}

	@Test
	void refusesWhatItWouldMisread() {
		final byte[] two = new byte[8];
		for (final byte[] bad : new byte[][] { npy(">f4", "(2,)", false, two), npy("<f4", "(1, 2)", true, two), //
			npy("<c8", "(1,)", false, two), npy("<f4", "(3,)", false, two), npy("<f4", "(1,)", false, two), //
			npy("<f4", "(2147483647, 2147483647, 2147483647)", false, two), npy("<f4", "(99999999999999999999,)", false, two),
			"no tensor at all".getBytes(StandardCharsets.UTF_8), {} })
			assertThatThrownBy(() -> NpyTensor.parse(bad, "bad.npy")).isInstanceOf(VernierException.class)
				.hasMessageStartingWith("bad.npy cannot be read as a NumPy tensor, because ");
	}

	@Test
	void aFileThatIsTooShortIsRefused() {
		final byte[] good = Fixtures.bytes("models/tiny-x2/test-input.npy");
		for (int length = 0; length < good.length; length++)
			assertRefused(Arrays.copyOf(good, length));
		// as many values as there should be, but the first one is the end of the header
		good[8]--;
		assertRefused(Arrays.copyOf(good, good.length - 1));
	}

	private static void assertRefused(final byte[] bad) {
		assertThatThrownBy(() -> NpyTensor.parse(bad, "bad.npy")).isInstanceOf(VernierException.class).hasMessageStartingWith(
			"bad.npy cannot be read");
	}

	/** A digit of the shape may be changed as the length is: what is read then is what the file says. */
	@Property(tries = 500)
	void damagedFilesEndInASentence(@ForAll final int length, @ForAll @IntRange(max = 127) final int place,
		@ForAll final byte value)
	{
		final byte[] good = Fixtures.bytes("models/tiny-x2/test-input.npy");
		good[place] = value;
		try {
			final NpyTensor tensor = NpyTensor.parse(Arrays.copyOf(good, Math.floorMod(length, good.length)), "bad.npy");
			assertThat(tensor.values()).hasSize((int) Arrays.stream(tensor.shape()).reduce(1, (a, b) -> a * b));
		}
		catch (final VernierException e) {
			assertThat(e.getMessage()).startsWith("bad.npy cannot be read");
		}
	}
}

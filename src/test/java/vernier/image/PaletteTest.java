package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.plugin.LutLoader;
import ij.process.LUT;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PaletteTest {

	@ParameterizedTest
	@ValueSource(strings = { "fire", "grays", "ice", "spectrum", "red", "green", "cyan", "red/green" })
	void colourScalesOfImageJAreNoPalettes(final String name) {
		assertThat(Palette.isPalette(builtIn(name))).isFalse();
	}

	@Test
	void the332LutAndArbitraryColoursArePalettes() {
		assertThat(Palette.isPalette(builtIn("3-3-2 RGB"))).isTrue();
		assertThat(Palette.isPalette(TestImages.palette())).isTrue();
	}

	@Test
	void aGifOfFewColoursIsAPaletteAndAScaleInStepsIsNot() {
		final byte[][] few = new byte[3][256];
		final byte[][] steps = new byte[3][256];
		final int[] colors = { 0xff0000, 0x00ff00, 0x0000ff, 0xffff00, 0xffffff };
		for (int i = 0; i < 256; i++)
			for (int band = 0; band < 3; band++) {
				few[band][i] = i < 5 ? (byte) (colors[i] >> 16 - 8 * band) : 0;
				steps[band][i] = (byte) (colors[Math.min(4, i / 52)] >> 16 - 8 * band);
			}
		assertThat(Palette.isPalette(new LUT(few[0], few[1], few[2]))).isTrue();
		assertThat(Palette.isPalette(new LUT(steps[0], steps[1], steps[2]))).isFalse();
		// HiLo: a gray scale whose ends warn in colour
		final LUT hiLo = builtIn("grays");
		final byte[][] bands = new byte[3][256];
		hiLo.getReds(bands[0]);
		hiLo.getGreens(bands[1]);
		hiLo.getBlues(bands[2]);
		bands[2][0] = bands[0][255] = (byte) 255;
		bands[1][255] = bands[2][255] = 0;
		assertThat(Palette.isPalette(new LUT(bands[0], bands[1], bands[2]))).isFalse();
	}

	@Test
	void aFileOfFewGraysIsFilledUpWithBlack() {
		final byte[] grays = new byte[256];
		for (int i = 0; i < 100; i++)
			grays[i] = (byte) (50 + 2 * i);
		final LUT few = new LUT(grays, grays, grays);
		assertThat(Palette.endsInBlack(few, 99)).isTrue();
		// the end is in use
		assertThat(Palette.endsInBlack(few, 100)).isFalse();
		assertThat(Palette.endsInBlack(builtIn("grays"), 99)).isFalse();
		assertThat(Palette.endsInBlack(builtIn("grays").createInvertedLut(), 99)).isFalse();
	}

	@Test
	void theColoursOfAPhotographSortedByBrightnessAreAPalette() {
		// as drawing programs store them: brightness rises, hues come as they come
		final byte[][] bands = new byte[3][256];
		for (int i = 0; i < 256; i++)
			for (int band = 0; band < 3; band++)
				bands[band][i] = (byte) Math.max(0, Math.min(255, i + (i * (37 + 24 * band) % 41 - 20)));
		assertThat(Palette.isPalette(new LUT(bands[0], bands[1], bands[2]))).isTrue();
	}

	@Property
	void theNearestColourIsFound(@ForAll final int color) {
		final Palette palette = new Palette(TestImages.palette());
		final int found = distance(color, palette.color(palette.nearest(color) & 0xff));
		for (int i = 0; i < 256; i++)
			assertThat(distance(color, palette.color(i))).isGreaterThanOrEqualTo(found);
	}

	@Test
	void theColoursThemselvesAreFoundEvenWhenTheCacheIsFull() {
		final Palette palette = new Palette(TestImages.palette());
		for (int color = 0; color < 1 << 24; color += 97)
			palette.nearest(color);
		for (int i = 0; i < 256; i++)
			assertThat(palette.color(palette.nearest(palette.color(i)) & 0xff)).isEqualTo(palette.color(i));
	}

	private static int distance(final int a, final int b) {
		int sum = 0;
		for (int shift = 0; shift <= 16; shift += 8)
			sum += (int) Math.pow((a >> shift & 0xff) - (b >> shift & 0xff), 2);
		return sum;
	}

	private static LUT builtIn(final String name) {
		return new LUT(LutLoader.getLut(name), 0, 255);
	}
}

package vernier.counting.spots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.RealType;
import vernier.image.VernierException;

class ColourTest {

	private static double value(final Colour colour, final int red, final int green, final int blue) {
		final RandomAccessibleInterval<?> view = colour.in(ArrayImgs.argbs(new int[] { ARGBType.rgba(red, green, blue, 255) }, 1,
			1));
		return ((RealType<?>) view.getAt(0, 0)).getRealDouble();
	}

	@ParameterizedTest
	@CsvSource({ "RED,10", "GREEN,20", "BLUE,30" })
	void aColourIsItsChannel(final Colour colour, final double expected) {
		assertThat(value(colour, 10, 20, 30)).isEqualTo(expected);
	}

	/** Light that a density d of one stain leaves: 255 exp(-d u), u of unit length; of the others there is none. */
	@ParameterizedTest
	@CsvSource({ "HAEMATOXYLIN,0.65,0.70,0.29", "EOSIN,0.07,0.99,0.11", "DAB,0.27,0.57,0.78" })
	void aStainIsToldFromTheOthers(final Colour stain, final double red, final double green, final double blue) {
		final double length = Math.sqrt(red * red + green * green + blue * blue);
		final double[] light = { red, green, blue };
		for (int i = 0; i < 3; i++)
			light[i] = 255 * Math.exp(-0.9 * light[i] / length);
		for (final Colour colour : new Colour[] { Colour.HAEMATOXYLIN, Colour.EOSIN, Colour.DAB })
			assertThat(value(colour, (int) Math.round(light[0]), (int) Math.round(light[1]), (int) Math.round(light[2])))
				.isCloseTo(colour == stain ? 255 * Math.exp(-0.9) : 255, within(4.0));
	}

	@Test
	void whiteIsWhiteAndBlackIsNoInfinity() {
		assertThat(value(Colour.DAB, 255, 255, 255)).isEqualTo(255);
		assertThat(value(Colour.HAEMATOXYLIN, 0, 0, 0)).isBetween(0.0, 255.0);
	}

	@Test
	void grayAndLumaStayAsTheyAre() {
		final RandomAccessibleInterval<?> gray = ArrayImgs.floats(2, 2);
		final RandomAccessibleInterval<?> colour = ArrayImgs.argbs(2, 2);
		assertThat(Colour.RED.in(gray)).isSameAs(gray);
		assertThat(Colour.LUMA.in(colour)).isSameAs(colour);
		assertThat(Colour.AUTO.in(colour)).isSameAs(colour);
	}

	@Test
	void namesAreReadInAnyCase() {
		assertThat(Colour.parse(" hematoxylin ")).isEqualTo(Colour.HAEMATOXYLIN);
		assertThat(Colour.parse("dab")).isEqualTo(Colour.DAB);
		assertThatThrownBy(() -> Colour.parse("pink")).isInstanceOf(VernierException.class).hasMessageContaining(
			"\"pink\"; choose Auto, Luma, Red,");
	}
}

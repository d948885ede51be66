package vernier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import vernier.operators.exact.Picture;

class ScenesTest {

	private static final int SIZE = 64;

	@Test
	void theyAreOfManyKindsAndWithinTheRange() {
		int gray = 0, pure = 0, even = 0, twoLevels = 0, points = 0;
		for (int seed = 0; seed < 300; seed++) {
			final Picture scene = Scenes.draw(SIZE, new Random(seed * 7919L));
			assertThat(scene.channels()).hasDimensions(3, SIZE * SIZE);
			final float[][] c = scene.channels();
			final float first = c[0][0];
			boolean equal = true, extreme = true;
			int others = 0;
			final Set<Float> levels = new HashSet<>();
			for (int i = 0; i < SIZE * SIZE; i++) {
				equal &= c[0][i] == c[1][i] && c[0][i] == c[2][i];
				others += c[0][i] == first ? 0 : 1;
				levels.add(c[0][i]);
				for (final float[] channel : c) {
					assertThat(channel[i]).isBetween(-1e-6f, 1 + 1e-6f);
					extreme &= channel[i] < 1e-6f || channel[i] > 1 - 1e-6f;
				}
			}
			gray += equal ? 1 : 0;
			pure += extreme && !equal ? 1 : 0;
			even += others == 0 ? 1 : 0;
			twoLevels += levels.size() == 2 ? 1 : 0;
			points += others > 0 && others < 20 ? 1 : 0;
		}
		assertThat(gray).isBetween(120, 220);
		assertThat(pure).isBetween(15, 75);
		assertThat(even).isBetween(5, 60);
		assertThat(twoLevels).isBetween(20, 150);
		assertThat(points).isPositive();
	}

	@Test
	void theSeedDecides() {
		assertThat(Scenes.draw(SIZE, new Random(5)).channels()).isDeepEqualTo(Scenes.draw(SIZE, new Random(5)).channels());
	}
}

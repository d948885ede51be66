package vernier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ColorProcessor;
import vernier.image.Progress;
import vernier.model.NpyTensor;
import vernier.operators.exact.ExactOperators;
import vernier.operators.exact.OperatorInfo;
import vernier.operators.exact.Picture;

class OperatorPairsCommandTest {

	private static final int SIZE = 48;

	@TempDir
	private Path folder;
	private final StringWriter out = new StringWriter();
	private final StringWriter err = new StringWriter();
	private Path images;

	@BeforeEach
	void makeImages() throws IOException {
		images = Files.createDirectory(folder.resolve("images"));
		image("one.png", 90, 70);
		image("two.png", 60, 64);
		image("small.png", 40, 100);
	}

	private void image(final String name, final int width, final int height) {
		final ColorProcessor pixels = new ColorProcessor(width, height);
		final Random random = new Random(width);
		for (int i = 0; i < width * height; i++)
			pixels.set(i, random.nextInt(1 << 24));
		pixels.smooth();
		IJ.save(new ImagePlus(name, pixels), images.resolve(name).toString());
	}

	private int run(final String id, final String to, final String... more) {
		final String[] args = { "operator-pairs", images.toString(), folder.resolve(to).toString(), "--operator", id, "--count",
			"5", "--size", "" + SIZE };
		return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), () -> false, Stream.concat(
			Arrays.stream(args), Arrays.stream(more)).toArray(String[]::new));
	}

	private NpyTensor tensor(final String file) throws IOException {
		return NpyTensor.parse(Files.readAllBytes(folder.resolve(file)), file);
	}

	@Test
	void targetsAreWhatTheOperatorMakesOfTheInputs() throws IOException {
		assertThat(run("rof", "out", "--gray", "0.5")).as(err.toString()).isZero();
		final NpyTensor input = tensor("out/rof/input.npy"), target = tensor("out/rof/target.npy"), slider = tensor(
			"out/rof/slider.npy");
		assertThat(input.shape()).containsExactly(5, 3, SIZE, SIZE);
		assertThat(target.shape()).containsExactly(5, 3, SIZE, SIZE);
		assertThat(Files.readString(folder.resolve("out/rof/numbers.npy"), StandardCharsets.ISO_8859_1)).contains(
			"'shape': (5,0,)");
		final int n = SIZE * SIZE;
		final OperatorInfo info = ExactOperators.get("rof").info();
		int gray = 0;
		for (int pair = 0; pair < 5; pair++) {
			final Picture colours = Picture.of(SIZE, SIZE, 3);
			boolean equal = true;
			for (int i = 0; i < 3 * n; i++) {
				colours.channels()[i / n][i % n] = input.values()[pair * 3 * n + i] / 255;
				equal &= input.values()[pair * 3 * n + i] == input.values()[pair * 3 * n + i % n];
			}
			gray += equal ? 1 : 0;
			final Picture made = ExactOperators.get("rof").apply(colours, info.at(slider.values()[pair]), Progress.NONE);
			for (int i = 0; i < 3 * n; i++)
				assertThat(target.values()[pair * 3 * n + i] / 65535 * 2 - 0.5f - made.channels()[i / n][i % n]).isBetween(-1e-4f,
					1e-4f);
		}
		assertThat(gray).isBetween(1, 4);
	}

	@Test
	void theSeedDecides() throws IOException {
		assertThat(run("local-contrast", "a", "--seed", "3")).isZero();
		assertThat(run("local-contrast", "b", "--seed", "3")).isZero();
		assertThat(run("local-contrast", "c", "--seed", "4")).isZero();
		for (final String file : new String[] { "input", "target", "slider" }) {
			final Path first = folder.resolve("a/local-contrast/" + file + ".npy");
			assertThat(folder.resolve("b/local-contrast/" + file + ".npy")).hasSameBinaryContentAs(first);
			assertThat(Files.mismatch(first, folder.resolve("c/local-contrast/" + file + ".npy"))).isPositive();
		}
	}

	@Test
	void scenesTakeThePlaceOfCrops() throws IOException {
		assertThat(run("dark-channel-dehazing", "crops", "--noise", "0")).isZero();
		assertThat(run("dark-channel-dehazing", "some", "--noise", "0", "--scenes", "0.5")).isZero();
		assertThat(run("dark-channel-dehazing", "all", "--noise", "0", "--scenes", "1")).isZero();
		assertThat(run("dark-channel-dehazing", "again", "--noise", "0", "--scenes", "1")).isZero();
		assertThat(extremes("crops")).isZero();
		assertThat(extremes("all")).isGreaterThan(0.05);
		assertThat(extremes("some")).isBetween(1e-9, extremes("all"));
		assertThat(folder.resolve("again/dark-channel-dehazing/target.npy")).hasSameBinaryContentAs(folder.resolve(
			"all/dark-channel-dehazing/target.npy"));
	}

	@Test
	void hazeIsLaidOverCrops() throws IOException {
		assertThat(run("dark-channel-dehazing", "clear", "--noise", "0")).isZero();
		assertThat(run("dark-channel-dehazing", "hazy", "--noise", "0", "--haze", "1")).isZero();
		final float[] clear = tensor("clear/dark-channel-dehazing/input.npy").values();
		final float[] hazy = tensor("hazy/dark-channel-dehazing/input.npy").values();
		int higher = 0;
		for (int i = 0; i < clear.length; i++)
			higher += hazy[i] > clear[i] ? 1 : 0;
		assertThat(higher).isGreaterThan(clear.length / 2);
	}

	/** Share of values that are black or white, which smoothed noise does not have. */
	private double extremes(final String to) throws IOException {
		final float[] values = tensor(to + "/dark-channel-dehazing/input.npy").values();
		int extreme = 0;
		for (final float value : values)
			extreme += value == 0 || value == 255 ? 1 : 0;
		return (double) extreme / values.length;
	}

	@Test
	void whatIsReadOfTheWholeIsStored() throws IOException {
		assertThat(run("pencil-drawing", "out")).isZero();
		assertThat(tensor("out/pencil-drawing/numbers.npy").shape()).containsExactly(5, 3);
		assertThat(tensor("out/pencil-drawing/guides.npy").shape()).containsExactly(5, 2, SIZE, SIZE);
		assertThat(folder.resolve("out/pencil-drawing/pairs.json")).content().contains("\"operator\": \"pencil-drawing\"",
			"\"numbers\": [\"steepest\", \"stroke-gain\", \"reach\"]", "\"guides\": [\"tone\", \"texture\"]");
	}

	@Test
	void wrongRequestsAreRefused() {
		assertThat(run("rof", "out")).isZero();
		assertThat(run("rof", "out")).isEqualTo(1);
		assertThat(run("rof", "other", "--gray", "2")).isEqualTo(2);
		assertThat(run("rof", "other", "--scenes", "-0.1")).isEqualTo(2);
		assertThat(run("rof", "other", "--haze", "1.1")).isEqualTo(2);
		assertThat(run("no-operator", "other")).isEqualTo(2);
		assertThat(err.toString()).contains("There are pairs in", "There is no operator");
		assertThat(folder.resolve("other")).doesNotExist();
	}
}

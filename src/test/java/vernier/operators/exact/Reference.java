package vernier.operators.exact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What another implementation gives, from a text file made by make_references.py: width, height and parameters; input;
 * output; channel by channel.
 */
record Reference(int width, int height, float[] parameters, float[] input, float[] output) {

	static Reference read(final String name) {
		try (InputStream stream = Reference.class.getResourceAsStream("/exact/" + name)) {
			final String[] lines = new String(stream.readAllBytes(), StandardCharsets.US_ASCII).split("\n");
			final float[] head = numbers(lines[0]);
			return new Reference((int) head[0], (int) head[1], head, numbers(lines[1]), numbers(lines[2]));
		}
		catch (final IOException e) {
			throw new IllegalStateException(e);
		}
	}

	Picture inputPicture() {
		return new Picture(width, height, channels(input));
	}

	Picture outputPicture() {
		return new Picture(width, height, channels(output));
	}

	private float[][] channels(final float[] values) {
		final int size = width * height;
		final float[][] channels = new float[values.length / size][];
		for (int c = 0; c < channels.length; c++)
			channels[c] = Arrays.copyOfRange(values, c * size, (c + 1) * size);
		return channels;
	}

	private static float[] numbers(final String line) {
		final String[] words = line.trim().split(" ");
		final float[] numbers = new float[words.length];
		for (int i = 0; i < words.length; i++)
			numbers[i] = Float.parseFloat(words[i]);
		return numbers;
	}
}

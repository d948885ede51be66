package vernier.operators;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import vernier.image.OutputFile;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.operators.exact.Conditioning;
import vernier.operators.exact.Conditions;
import vernier.operators.exact.ExactOperator;
import vernier.operators.exact.OperatorInfo;
import vernier.operators.exact.Picture;

/**
 * Pairs of a picture and what an exact operator makes of it, for training a network, in the form that NumPy reads.
 * <p>
 * A folder, named by the operator's id, with N pairs of H x W pixels; all arrays are in C order, slowest axis first:
 * <ul>
 * <li>{@code input.npy}: uint8, (N, 3, H, W), red, green and blue, 255 is 1; of gray pictures three times the same;
 * <li>{@code target.npy}: uint16, (N, 3, H, W), the operator's result, {@value #SPAN} v / 65535 {@value #LEAST};
 * <li>{@code slider.npy}: float32, (N), place of the strength on its slider, {@link OperatorInfo#at};
 * <li>{@code numbers.npy}: float32, (N, K), {@link Conditions#numbers};
 * <li>{@code guides.npy}: uint16, (N, M, H, W), {@link Conditions#guides}, coded as the target;
 * <li>{@code milliseconds.npy}: float32, (N), what the operator took, with what it measures of the whole picture;
 * <li>{@code pairs.json}: operator, number and size of the pairs, names of the numbers and guides.
 * </ul>
 * The folder appears when it is complete. Pairs may be added from several threads.
 */
public final class TrainingPairs implements AutoCloseable {

	/** Least value that targets and guides are stored with, and the distance to the greatest. */
	private static final double LEAST = -0.5, SPAN = 2;

	private static final int ALIGNMENT = 64;

	private final ExactOperator operator;
	private final Conditioning conditioning;
	private final int width, height;
	private final Path folder;
	private final Path part;
	private final List<FileChannel> open = new ArrayList<>();
	private final Array input, target, slider, numbers, guides, milliseconds;
	private boolean complete;

	/**
	 * Makes the folder for a number of pairs.
	 *
	 * @param parent folder in which the operator's own is made
	 * @param count pairs that will be added
	 * @param width columns of each
	 * @param height rows of each
	 * @throws VernierException if there is such a folder already, or it cannot be made
	 */
	public TrainingPairs(final Path parent, final ExactOperator operator, final int count, final int width,
		final int height)
	{
		this.operator = operator;
		this.width = width;
		this.height = height;
		conditioning = Conditioning.of(operator);
		folder = parent.resolve(operator.info().id());
		part = parent.resolve("." + operator.info().id() + ".part");
		if (Files.exists(folder))
			throw new VernierException("There are pairs in " + folder + " already: delete that folder, or write elsewhere.");
		try {
			Files.createDirectories(part);
			input = array("input", "|u1", count, 3, height, width);
			target = array("target", "<u2", count, 3, height, width);
			slider = array("slider", "<f4", count);
			numbers = array("numbers", "<f4", count, conditioning.numbers().size());
			guides = array("guides", "<u2", count, conditioning.guides().size(), height, width);
			milliseconds = array("milliseconds", "<f4", count);
			Files.writeString(part.resolve("pairs.json"), description(count));
		}
		catch (final IOException e) {
			close();
			throw unwritable(e);
		}
	}

	/**
	 * Computes and stores one pair.
	 *
	 * @param index of the pair, from 0; each once
	 * @param crop width x height pixels with 1 channel, or 3 if the operator needs colour; rounded to 8 bits first
	 * @param times how many times larger, along both sides, the picture is that it stands for
	 * @param place place of the slider, 0 to 1
	 */
	public void add(final int index, final Picture crop, final double times, final double place) {
		final byte[] pixels = round(crop);
		final long start = System.nanoTime();
		final Conditions conditions = conditioning.measure(crop).inLarger(times);
		final Picture result = conditions.apply(crop, operator.info().at(place), Progress.NONE);
		final float taken = (System.nanoTime() - start) / 1e6f;
		try {
			input.write(index, pixels);
			target.write(index, coded(colours(result)));
			slider.write(index, floats((float) place));
			numbers.write(index, floats(conditions.numbers()));
			guides.write(index, coded(conditions.guides(crop, 0, 0)));
			milliseconds.write(index, floats(taken));
		}
		catch (final IOException e) {
			throw unwritable(e);
		}
	}

	/** All pairs are there: gives the folder its name. */
	public void complete() {
		complete = true;
		close();
		try {
			Files.move(part, folder);
		}
		catch (final IOException e) {
			throw unwritable(e);
		}
	}

	@Override
	public void close() {
		try {
			for (final FileChannel channel : open)
				channel.close();
			if (!complete)
				OutputFile.delete(part);
		}
		catch (final IOException e) {
			throw unwritable(e);
		}
	}

	private VernierException unwritable(final IOException e) {
		return new VernierException("Pairs cannot be written to " + folder + " (" + e.getMessage() +
			"): check free space and permissions, or use another folder.", e);
	}

	/** Gives the picture the values of its 8-bit form, and returns that with three channels. */
	private static byte[] round(final Picture crop) {
		final int n = crop.width() * crop.height();
		for (final float[] channel : crop.channels())
			for (int i = 0; i < n; i++)
				channel[i] = Math.round(255 * Math.max(0, Math.min(1, channel[i]))) / 255f;
		final byte[] pixels = new byte[3 * n];
		final float[][] colours = colours(crop);
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (byte) Math.round(255 * colours[i / n][i % n]);
		return pixels;
	}

	private static float[][] colours(final Picture picture) {
		final float[][] channels = picture.channels();
		return picture.isColour() ? channels : new float[][] { channels[0], channels[0], channels[0] };
	}

	private byte[] coded(final float[][] planes) {
		final ByteBuffer bytes = little(2 * planes.length * width * height);
		for (final float[] plane : planes)
			for (final float value : plane)
				bytes.putShort((short) Math.round(65535 * Math.max(0, Math.min(1, (value - LEAST) / SPAN))));
		return bytes.array();
	}

	private static byte[] floats(final float... values) {
		final ByteBuffer bytes = little(Float.BYTES * values.length);
		for (final float value : values)
			bytes.putFloat(value);
		return bytes.array();
	}

	private static ByteBuffer little(final int size) {
		return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
	}

	private String description(final int count) {
		final OperatorInfo info = operator.info();
		return String.format(Locale.ROOT, "{\"operator\": \"%s\", \"count\": %d, \"width\": %d, \"height\": %d, " +
			"\"min\": %s, \"max\": %s, \"logarithmic\": %b, \"numbers\": [%s], \"guides\": [%s], \"least\": %s, \"span\": %s}%n",
			info.id(), count, width, height, info.min(), info.max(), info.logarithmic(), quoted(conditioning.numbers()), quoted(
				conditioning.guides()), LEAST, SPAN);
	}

	private static String quoted(final List<String> names) {
		return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
	}

	private Array array(final String name, final String type, final int... shape) throws IOException {
		final FileChannel channel = FileChannel.open(part.resolve(name + ".npy"), StandardOpenOption.CREATE,
			StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
		open.add(channel);
		final StringBuilder sizes = new StringBuilder();
		for (final int n : shape)
			sizes.append(n).append(',');
		final String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
		// magic, version 1.0 and length take 10 bytes; the header ends with a line feed and the data is aligned
		final int padded = (10 + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - 10;
		final ByteBuffer bytes = little(10 + padded);
		bytes.put(new byte[] { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0 }).putShort((short) padded);
		bytes.put((header + " ".repeat(padded - header.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
		channel.write(bytes.flip());
		return new Array(channel, bytes.limit());
	}

	/** A file of equally long entries after a header. */
	private record Array(FileChannel channel, long start) {

		void write(final int index, final byte[] entry) throws IOException {
			final ByteBuffer bytes = ByteBuffer.wrap(entry);
			long at = start + (long) index * entry.length;
			while (bytes.hasRemaining())
				at += channel.write(bytes, at);
		}
	}
}

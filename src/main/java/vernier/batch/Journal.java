package vernier.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import vernier.image.Progress;

/**
 * What earlier runs have completed: a line per file, written before its results take their places. A line that was being
 * written when the program was killed has no end and does not count; a file whose results are not all in place, unchanged,
 * is not complete whatever the journal says.
 */
final class Journal implements AutoCloseable {

	private static final String SEPARATOR = "\t";
	/** Between paths, of which none holds it. */
	private static final String LIST = "//";
	private static final int FIELDS = 8;

	private final FileChannel channel;
	private final Map<String, Row> rows;

	private Journal(final FileChannel channel, final Map<String, Row> rows) {
		this.channel = channel;
		this.rows = rows;
	}

	static Journal open(final Path file) throws IOException {
		final Map<String, Row> rows = new HashMap<>();
		long end = 0;
		if (Files.exists(file)) {
			final byte[] bytes = Files.readAllBytes(file);
			// the unfinished line may end within a character: it goes before anything is decoded
			int complete = bytes.length;
			while (complete > 0 && bytes[complete - 1] != '\n')
				complete--;
			new String(bytes, 0, complete, StandardCharsets.UTF_8).lines().map(Journal::row).filter(Objects::nonNull).forEach(
				row -> rows.put(row.file(), row));
			end = complete;
		}
		final FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		channel.truncate(end).position(end);
		return new Journal(channel, rows);
	}

	/** What an earlier run noted for this file, whatever its steps were, if there are results; else null. */
	Row earlier(final String file, final Path output) {
		final Row row = rows.get(file);
		return row != null && row.outputs().stream().map(output::resolve).allMatch(Files::exists) ? row.skipped() : null;
	}

	/** What an earlier run noted for this file and these steps, if its results are there as they were. */
	Row complete(final String file, final String input, final Path output, final Progress progress)
		throws IOException
	{
		final Row row = rows.get(file);
		if (row == null || !row.input().equals(input))
			return null;
		for (int i = 0; i < row.outputs().size(); i++) {
			final Path result = output.resolve(row.outputs().get(i));
			if (!Files.exists(result) || !Sha256.of(result, progress).equals(row.hashes().get(i)))
				return null;
		}
		return row;
	}

	/** Notes a file as complete; on the disk when this returns. */
	synchronized void add(final Row row) throws IOException {
		final String line = List.of(row.file(), row.input(), String.valueOf(row.seconds()), row.count(), row.model(), row
			.device(), String.join(LIST, row.outputs()), String.join(LIST, row.hashes())).stream().map(Journal::escaped).collect(
				Collectors.joining(SEPARATOR)) + "\n";
		final ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
		while (bytes.hasRemaining())
			channel.write(bytes);
		channel.force(false);
	}

	private static Row row(final String line) {
		final String[] fields = Arrays.stream(line.split(SEPARATOR, -1)).map(Journal::unescaped).toArray(String[]::new);
		if (fields.length != FIELDS)
			return null;
		final List<String> outputs = list(fields[6]);
		final List<String> hashes = list(fields[7]);
		try {
			return outputs.size() != hashes.size() ? null : new Row(fields[0], Row.Status.DONE, Double.parseDouble(fields[2]),
				fields[3], fields[4], fields[5], outputs, hashes, "", fields[1]);
		}
		catch (final NumberFormatException e) {
			// somebody edited the journal: the file is done again
			return null;
		}
	}

	private static List<String> list(final String text) {
		return text.isEmpty() ? List.of() : List.of(text.split(LIST));
	}

	private static String escaped(final String text) {
		return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
	}

	private static String unescaped(final String text) {
		final StringBuilder result = new StringBuilder();
		for (int i = 0; i < text.length(); i++) {
			final char c = text.charAt(i);
			if (c != '\\' || i + 1 == text.length())
				result.append(c);
			else
				result.append(switch (text.charAt(++i)) {
					case 't' -> '\t';
					case 'n' -> '\n';
					case 'r' -> '\r';
					default -> text.charAt(i);
				});
		}
		return result.toString();
	}

	@Override
	public void close() throws IOException {
		channel.close();
	}
}

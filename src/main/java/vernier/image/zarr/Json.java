package vernier.image.zarr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import vernier.image.VernierException;

/** Metadata files: JSON, which is a part of YAML. */
final class Json {

	private static final int LARGEST = 1 << 22;

	private Json() {}

	/** @throws VernierException if the file is not there, too large, or no JSON object */
	static Map<?, ?> read(final Path file) {
		try {
			if (!Files.isRegularFile(file) || Files.size(file) > LARGEST)
				throw new VernierException("There is no metadata file " + file + ", or it is too large: this is no OME-Zarr image.");
			if (new Load(LoadSettings.builder().setAllowDuplicateKeys(true).setCodePointLimit(LARGEST).build()).loadFromString(Files
				.readString(file, StandardCharsets.UTF_8)) instanceof Map<?, ?> map)
				return map;
		}
		catch (final IOException | YamlEngineException e) {
			throw new VernierException("The metadata file " + file + " cannot be read: the image is damaged.", e);
		}
		throw new VernierException("The metadata file " + file + " holds no JSON object: the image is damaged.");
	}

	/** The object under a key, empty if there is none. */
	static Map<?, ?> map(final Map<?, ?> parent, final String key) {
		return parent.get(key) instanceof Map<?, ?> map ? map : Map.of();
	}

	/** The list under a key, empty if there is none. */
	static List<?> list(final Map<?, ?> parent, final String key) {
		return parent.get(key) instanceof List<?> list ? list : List.of();
	}

	/** The whole numbers under a key. */
	static long[] longs(final Map<?, ?> parent, final String key) {
		return list(parent, key).stream().mapToLong(value -> value instanceof Number number ? number.longValue() : -1).toArray();
	}

	/** The text of maps, lists, numbers, texts, booleans and null. */
	static String write(final Object value) {
		if (value instanceof Map<?, ?> map)
			return map.entrySet().stream().map(entry -> write(entry.getKey()) + ": " + write(entry.getValue())).collect(Collectors
				.joining(", ", "{", "}"));
		if (value instanceof List<?> list)
			return list.stream().map(Json::write).collect(Collectors.joining(", ", "[", "]"));
		if (value instanceof Number || value instanceof Boolean || value == null)
			return String.valueOf(value);
		final StringBuilder text = new StringBuilder("\"");
		for (final char c : value.toString().toCharArray())
			if (c == '"' || c == '\\')
				text.append('\\').append(c);
			else if (c < 0x20)
				text.append(String.format("\\u%04x", (int) c));
			else
				text.append(c);
		return text.append('"').toString();
	}
}

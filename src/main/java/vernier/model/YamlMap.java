package vernier.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import vernier.image.VernierException;

/** A YAML mapping read with tolerance: what is absent, or of another type, is empty. */
final class YamlMap {

	private static final int MAX_CHARACTERS = 1 << 20, MAX_DEPTH = 50, MAX_ALIASES = 10;

	private static final YamlMap EMPTY = new YamlMap(Map.of());

	private final Map<?, ?> map;

	private YamlMap(final Map<?, ?> map) {
		this.map = map;
	}

	/**
	 * @param text YAML 1.2; no tag makes an object of any class
	 * @param what name of the file for error messages
	 * @throws VernierException if it is no mapping, or deeper or longer than descriptions are
	 */
	static YamlMap parse(final String text, final String what) {
		final LoadSettings settings = LoadSettings.builder().setCodePointLimit(MAX_CHARACTERS).setMaxAliasesForCollections(
			MAX_ALIASES).setAllowRecursiveKeys(false).setAllowDuplicateKeys(false).build();
		try {
			// the composer is recursive, the parser of events is not
			check(new Parse(settings).parseString(text), what);
			if (new Load(settings).loadFromString(text) instanceof Map<?, ?> map)
				return new YamlMap(map);
		}
		catch (final YamlEngineException | ClassCastException e) {
			throw new VernierException(what + " is not valid YAML: " + String.valueOf(e.getMessage()).lines().findFirst()
				.orElse("") + ".", e);
		}
		throw new VernierException(what + " is no description of a model: a YAML mapping with format_version, inputs, " +
			"outputs and weights is expected.");
	}

	/** Refuses what is deep, or endless: a collection within itself, which cannot be printed or compared. */
	private static void check(final Iterable<Event> events, final String what) {
		final Deque<Optional<Anchor>> open = new ArrayDeque<>();
		for (final Event event : events) {
			if (event instanceof CollectionStartEvent start)
				open.push(start.getAnchor());
			else if (event instanceof CollectionEndEvent)
				open.pop();
			else if (event instanceof AliasEvent alias && open.contains(Optional.of(alias.getAlias())))
				throw new VernierException(what + " has a collection within itself (*" + alias.getAlias() +
					"): this is no description of a model.");
			if (open.size() > MAX_DEPTH)
				throw new VernierException(what + " is nested more than " + MAX_DEPTH +
					" deep: this is no description of a model.");
		}
	}

	YamlMap map(final String key) {
		return of(map.get(key));
	}

	/** All of it, read-only, keys as text. */
	Map<String, Object> all() {
		final Map<String, Object> copy = new LinkedHashMap<>();
		map.forEach((key, value) -> copy.put(String.valueOf(key), value));
		return Collections.unmodifiableMap(copy);
	}

	/** The value as text, empty if absent; numbers as they print. */
	String text(final String key) {
		final Object value = map.get(key);
		return value == null || value instanceof Map || value instanceof List ? "" : String.valueOf(value).trim();
	}

	double number(final String key, final double otherwise) {
		return map.get(key) instanceof Number number ? number.doubleValue() : otherwise;
	}

	/** The mappings in a list. */
	List<YamlMap> maps(final String key) {
		return list(key).stream().map(YamlMap::of).toList();
	}

	List<?> list(final String key) {
		return map.get(key) instanceof List<?> list ? list : List.of();
	}

	/** The texts in a list. */
	List<String> texts(final String key) {
		final List<String> texts = new ArrayList<>();
		list(key).forEach(value -> texts.add(String.valueOf(value)));
		return texts;
	}

	private static YamlMap of(final Object value) {
		return value instanceof Map<?, ?> inner ? new YamlMap(inner) : EMPTY;
	}
}

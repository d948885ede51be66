package vernier.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import vernier.image.Region;

/** Tiles of a plane that are still to be computed, and which of them are not written yet. Two threads may use it. */
final class TileQueue {

	private final Deque<Region> waiting;
	private final Deque<Tile> parts = new ArrayDeque<>();
	private final Set<Region> unwritten;
	private final Function<Region, List<Tile>> cutting;

	/** @param cutting makes parts of a tile, when its turn comes */
	TileQueue(final Collection<Region> tiles, final Function<Region, List<Tile>> cutting) {
		waiting = new ArrayDeque<>(tiles);
		unwritten = new LinkedHashSet<>(tiles);
		this.cutting = cutting;
	}

	/** The next one, or null at the end. */
	Tile next() {
		final Region tile;
		synchronized (this) {
			if (!parts.isEmpty())
				return parts.removeFirst();
			tile = waiting.pollFirst();
		}
		if (tile == null)
			return null;
		// may take a while, in which others may be written
		final List<Tile> cut = cutting.apply(tile);
		synchronized (this) {
			if (!cut.get(0).regions().equals(List.of(tile))) {
				unwritten.remove(tile);
				cut.forEach(part -> unwritten.addAll(part.regions()));
			}
			parts.addAll(cut);
			return parts.removeFirst();
		}
	}

	synchronized void written(final Tile tile) {
		tile.regions().forEach(unwritten::remove);
	}

	/** All that is not written; a plane is complete when there is none. */
	synchronized List<Region> unwritten() {
		return new ArrayList<>(unwritten);
	}
}

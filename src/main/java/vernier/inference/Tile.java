package vernier.inference;

import java.util.List;

import vernier.image.Region;

/**
 * What {@link TiledRun} does in one go: a region of the target plane, or several whose whole input is one value.
 *
 * @param regions of the target plane
 * @param values of all pixels that these need, channel by channel; null if pixels differ, and then there is one region
 */
record Tile(List<Region> regions, float[] values) {

	/** A region whose pixels are to be read. */
	static Tile of(final Region region) {
		return new Tile(List.of(region), null);
	}

	boolean isConstant() {
		return values != null;
	}

	long size() {
		return regions.stream().mapToLong(Region::size).sum();
	}
}

package vernier.counting;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.BlockWriter;
import vernier.image.MaskArea;
import vernier.image.Progress;

/** A way to count in planes of one size. */
public interface PlaneCounter extends AutoCloseable {

	/**
	 * Expected number in an area, and the ends of its 95 % interval.
	 */
	record Estimate(double count, double low, double high) {}

	/**
	 * Counts in one plane.
	 *
	 * @param plane axes (x, y)
	 * @param sign 1 if objects are bright, -1 if they are dark
	 * @param areas where to count
	 * @param density takes the density, objects per pixel; null for nobody
	 * @param progress told after every tile, asked before every tile whether to stop
	 * @return one for each area
	 */
	List<Estimate> count(RandomAccessibleInterval<?> plane, int sign, List<MaskArea> areas, BlockWriter density,
		Progress progress);

	/** What counts, for tables: a model's id, or "LoG". */
	String name();

	/** What to know of the planes that were counted, a sentence, if there is anything. */
	default Optional<String> remark() {
		return Optional.empty();
	}

	/** What ran, as image properties. */
	Map<String, String> provenance();

	@Override
	void close();
}

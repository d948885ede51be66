package vernier.counting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import vernier.image.PixelSize;

/** Counts as rows of a table. */
public final class CountReport {

	/**
	 * Names of the columns. {@code low} and {@code high} are the ends of the 95 % interval; {@code area} is in
	 * {@code unit} squared and {@code density} is the count over the area. NaN where nothing can be known.
	 */
	public static final List<String> COLUMNS = List.of("roi", "slice", "count", "low", "high", "channel", "frame", "area",
		"density", "unit", "model");

	/** The column of the true number, if that is known. */
	public static final String TRUTH = "truth";

	/** Counts below are 0. */
	private static final double LEAST = 1e-6;

	private CountReport() {}

	/** The values of a count's row: text or numbers. */
	public static List<Object> row(final Count count, final PixelSize pixel, final String method) {
		final double area = count.area().size() * pixel.width() * pixel.height();
		// the sum of many densities that are nearly nothing
		final double number = count.count() < LEAST ? 0 : count.count();
		return new ArrayList<>(Arrays.asList(count.area().name(), count.position().slice(), number, count.low(), count.high(),
			count.position().channel(), count.position().frame(), area, number / area, pixel.unit(), method));
	}

	/** The sum of all counts that are known; NaN if none is. */
	public static double sum(final List<Count> counts) {
		final double[] known = counts.stream().mapToDouble(Count::count).filter(count -> !Double.isNaN(count)).toArray();
		return known.length == 0 && !counts.isEmpty() ? Double.NaN : Arrays.stream(known).sum();
	}

	/** The number of points that lie in a count's area and plane. */
	public static long truth(final Count count, final PointCells points) {
		return points.count(count.area(), count.position());
	}
}

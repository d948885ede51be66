package vernier.counting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import vernier.image.PixelSize;
import vernier.image.PlanePoint;

/** Counts as rows of a table. */
public final class CountReport {

	/**
	 * Names of the columns. {@code low} and {@code high} are the ends of the 95 % interval; {@code area} is in
	 * {@code unit} squared and {@code density} is the count over the area.
	 */
	public static final List<String> COLUMNS = List.of("roi", "slice", "count", "low", "high", "channel", "frame", "area",
		"density", "unit", "model");

	/** The column of the true number, if that is known. */
	public static final String TRUTH = "truth";

	private CountReport() {}

	/** The values of a count's row: text or numbers. */
	public static List<Object> row(final Count count, final PixelSize pixel, final String method) {
		final double area = count.area().size() * pixel.width() * pixel.height();
		return new ArrayList<>(Arrays.asList(count.area().name(), count.position().slice(), count.count(), count.low(), count
			.high(), count.position().channel(), count.position().frame(), area, count.count() / area, pixel.unit(), method));
	}

	/** The number of points that lie in a count's area and plane. */
	public static long truth(final Count count, final List<PlanePoint> points) {
		return points.stream().filter(point -> point.isIn(count.position()) && count.area().contains((long) Math.floor(point
			.x()), (long) Math.floor(point.y()))).count();
	}
}

package vernier.image;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Brings together places in a movie whose time one program has in the frames and another in the slices: ImageJ opens a
 * movie that does not say what its axis is as slices, and tables of localisations count frames.
 */
public final class TimeAxis {

	private static final String CHANNEL = "channel";
	private static final String SLICE = "slice";
	private static final String FRAME = "frame";

	/** Columns of two tables that tell the same axis of planes. */
	public record Columns(String first, String second) {}

	private TimeAxis() {}

	/**
	 * Points that tell planes by the axis that the planes have. Where there is one slice and the points lie in several, but
	 * in one frame at most, their slices are the frames, and likewise the other way round.
	 *
	 * @param planes where the points are
	 */
	public static List<PlanePoint> of(final List<PlanePoint> points, final Collection<PlanePosition> planes) {
		final int slices = most(planes, PlanePosition::slice);
		final int frames = most(planes, PlanePosition::frame);
		final int slice = most(points, PlanePoint::slice);
		final int frame = most(points, PlanePoint::frame);
		final boolean swapped = slices == 1 && frames > 1 && slice > 1 && frame <= 1 || //
			frames == 1 && slices > 1 && frame > 1 && slice <= 1;
		return swapped ? points.stream().map(point -> new PlanePoint(point.x(), point.y(), point.channel(), point.frame(), point
			.slice())).toList() : points;
	}

	/**
	 * As above.
	 *
	 * @param image that the points are in, null if it is not known
	 */
	public static List<PlanePoint> of(final List<PlanePoint> points, final PlaneStack image) {
		return image == null ? points : of(points, IntStream.range(0, image.size()).mapToObj(image::position).toList());
	}

	private static <T> int most(final Collection<T> places, final ToIntFunction<T> axis) {
		return places.stream().mapToInt(axis).max().orElse(0);
	}

	/**
	 * The columns slice, channel and frame that both tables have; where planes differ only in the slice in one table and
	 * only in the frame in the other, these two are one.
	 */
	public static List<Columns> shared(final CsvTable first, final CsvTable second) {
		final Set<String> varying = varying(first);
		final Set<String> others = varying(second);
		final List<Columns> shared = new ArrayList<>();
		final boolean swapped = varying.size() == 1 && others.size() == 1 && !varying.equals(others);
		if (swapped)
			shared.add(new Columns(varying.iterator().next(), others.iterator().next()));
		for (final String column : swapped ? List.of(CHANNEL) : List.of(SLICE, CHANNEL, FRAME))
			if (first.has(column) && second.has(column))
				shared.add(new Columns(column, column));
		return shared;
	}

	/** Of slice and frame those that have several values. */
	private static Set<String> varying(final CsvTable table) {
		final Set<String> varying = new HashSet<>();
		for (final String column : List.of(SLICE, FRAME))
			for (int i = 1; table.has(column) && i < table.size(); i++)
				if (!plane(table, i, column).equals(plane(table, 0, column))) {
					varying.add(column);
					break;
				}
		return varying;
	}

	/** The same text for what is the same plane: some programs write whole numbers with a point. */
	public static String plane(final CsvTable table, final int row, final String column) {
		return table.text(row, column).replaceFirst("^(\\d+)\\.0*$", "$1");
	}
}

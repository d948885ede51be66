package vernier.counting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import vernier.image.MaskArea;
import vernier.image.PlanePoint;
import vernier.image.PlanePosition;
import vernier.image.Region;
import vernier.quality.PointIndex;

/** Points by the part of their plane that they lie in: thousands of areas each look at those in their bounds alone. */
public final class PointCells {

	private static final int SIDE = 64;

	/** What planes a point says that it is in; 0 for all. */
	private record Plane(int channel, int slice, int frame) {}

	private final Map<Plane, Map<Long, List<PlanePoint>>> planes = new HashMap<>();

	/** @param points of any planes */
	public PointCells(final Collection<PlanePoint> points) {
		for (final PlanePoint point : points)
			planes.computeIfAbsent(new Plane(point.channel(), point.slice(), point.frame()), plane -> new HashMap<>())
				.computeIfAbsent(PointIndex.key(cell(Math.floor(point.x())), cell(Math.floor(point.y()))), key -> new ArrayList<>())
				.add(point);
	}

	/** The number of points in an area of a plane. */
	public long count(final MaskArea area, final PlanePosition position) {
		return of(position).mapToLong(cells -> count(area, cells)).sum();
	}

	/** The number of points in a plane, wherever they are. */
	long count(final PlanePosition position) {
		return of(position).flatMap(cells -> cells.values().stream()).mapToLong(List::size).sum();
	}

	/** Of a plane, and of all planes along some of the axes. */
	private Stream<Map<Long, List<PlanePoint>>> of(final PlanePosition position) {
		return IntStream.range(0, 8).mapToObj(each -> new Plane((each & 1) * position.channel(), (each >> 1 & 1) * position
			.slice(), (each >> 2) * position.frame())).distinct().map(plane -> planes.getOrDefault(plane, Map.of()));
	}

	private static long count(final MaskArea area, final Map<Long, List<PlanePoint>> cells) {
		final Region bounds = area.bounds();
		final long left = cell(bounds.x());
		final long top = cell(bounds.y());
		final long columns = cell(bounds.endX() - 1.0) - left + 1;
		final long rows = cell(bounds.endY() - 1.0) - top + 1;
		long count = 0;
		if (columns * rows > cells.size())
			for (final List<PlanePoint> cell : cells.values())
				count += count(area, cell);
		else
			for (long y = top; y < top + rows; y++)
				for (long x = left; x < left + columns; x++)
					count += count(area, cells.getOrDefault(PointIndex.key(x, y), List.of()));
		return count;
	}

	private static long count(final MaskArea area, final List<PlanePoint> points) {
		return points.stream().filter(point -> area.contains((long) Math.floor(point.x()), (long) Math.floor(point.y())))
			.count();
	}

	private static long cell(final double at) {
		return (long) Math.floor(at / SIDE);
	}
}

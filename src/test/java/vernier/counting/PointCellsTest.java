package vernier.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import vernier.image.Grid;
import vernier.image.MaskArea;
import vernier.image.PlanePoint;
import vernier.image.PlanePosition;
import vernier.image.Region;

class PointCellsTest {

	/** As if every point were looked at for every area; some lie outside of the image. */
	@Test
	void everyAreaHasItsPoints() {
		final Random random = new Random(3);
		final List<PlanePoint> points = new ArrayList<>();
		for (int i = 0; i < 3000; i++)
			points.add(new PlanePoint(320 * random.nextDouble() - 10, 240 * random.nextDouble() - 10, random.nextInt(3), random
				.nextInt(3), random.nextInt(3)));
		final byte[] mask = new byte[150 * 130];
		random.nextBytes(mask);
		final List<MaskArea> areas = new ArrayList<>(new Grid(30, 20).areas(300, 220));
		areas.add(MaskArea.whole(300, 220));
		areas.add(new MaskArea("some", new Region(64, 63, 150, 130), mask, 0, 0, 0));
		final PointCells cells = new PointCells(points);
		for (final PlanePosition position : List.of(new PlanePosition(1, 1, 1), new PlanePosition(2, 1, 2), new PlanePosition(0, 1,
			0)))
		{
			for (final MaskArea area : areas)
				assertThat(cells.count(area, position)).as(area.name()).isEqualTo(points.stream().filter(point -> point.isIn(
					position) && area.contains((long) Math.floor(point.x()), (long) Math.floor(point.y()))).count());
			assertThat(cells.count(position)).isEqualTo(points.stream().filter(point -> point.isIn(position)).count());
		}
	}
}

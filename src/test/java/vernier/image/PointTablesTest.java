package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PointTablesTest {

	private static final PixelSize HUNDRED = new PixelSize(100, 100, "nm");

	@TempDir
	private Path folder;

	private CsvTable table(final String text) throws IOException {
		return CsvTable.read(Files.writeString(folder.resolve("points.csv"), text));
	}

	private static void assertPlace(final CsvTable table, final double x, final double y) {
		assertThat(table.number(0, "x_px")).isCloseTo(x, within(1e-6));
		assertThat(table.number(0, "y_px")).isCloseTo(y, within(1e-6));
	}

	@Test
	void thunderStormCountsNanometres() throws IOException {
		final CsvTable table = table("\"id\",\"frame\",\"x [nm]\",\"y [nm]\"\n1,4,250,1030\n");
		final CsvTable pixels = PointTables.inPixels(table, HUNDRED);
		assertPlace(pixels, 2.5, 10.3);
		assertThat(pixels.number(0, "frame")).isEqualTo(4);
		assertThatThrownBy(() -> PointTables.inPixels(table, PixelSize.NONE)).isInstanceOf(VernierException.class)
			.hasMessageContaining("--pixel-size");
		assertPlace(PointTables.inPixels(table, new PixelSize(0.1, 0.206, "micron")), 2.5, 5);
	}

	/** Further header rows, places from the first pixel's centre, frames from 0. */
	@Test
	void trackMateNamesItsUnit() throws IOException {
		final String names = "LABEL,ID,POSITION_X,POSITION_Y,FRAME\nLabel,Spot ID,X,Y,Frame\nLabel,Spot ID,X,Y,Frame\n";
		final CsvTable pixels = PointTables.inPixels(table(names + ",,(micron),(micron),\nID7,7,1.5,3,0\nID8,8,2,2,1\n"), HUNDRED);
		assertThat(pixels.size()).isEqualTo(2);
		assertPlace(pixels, 15.5, 30.5);
		assertThat(pixels.number(0, "frame")).isEqualTo(1);
		assertPlace(PointTables.inPixels(table(names + ",,(pixel),(pixel),\nID7,7,1.5,3,0\n"), PixelSize.NONE), 2, 3.5);
		assertThatThrownBy(() -> PointTables.inPixels(table("POSITION_X,POSITION_Y\n1,2\n"), HUNDRED)).isInstanceOf(
			VernierException.class).hasMessageContaining("does not name the unit");
	}

	@Test
	void napariCountsRowsFirstFromTheFirstPixelsCentre() throws IOException {
		assertPlace(PointTables.inPixels(table("index,axis-0,axis-1\n0,7,2\n"), PixelSize.NONE), 2.5, 7.5);
		final CsvTable volume = PointTables.inPixels(table("index,axis-0,axis-1,axis-2\n0,3,7,2\n"), PixelSize.NONE);
		assertPlace(volume, 2.5, 7.5);
		assertThat(volume.number(0, "slice")).isEqualTo(4);
		final CsvTable movie = PointTables.inPixels(table("index,axis-0,axis-1,axis-2,axis-3\n0,5,3,7,2\n"), PixelSize.NONE);
		assertPlace(movie, 2.5, 7.5);
		assertThat(movie.number(0, "slice")).isEqualTo(4);
		assertThat(movie.number(0, "frame")).isEqualTo(6);
		assertThatThrownBy(() -> PointTables.check(table("index,axis-0,axis-1,axis-2,axis-3,axis-4\n0,1,2,3,4,5\n")))
			.isInstanceOf(VernierException.class).hasMessageContaining("five axes");
	}

	@Test
	void tablesInPixelsStayAsTheyAre() throws IOException {
		final CsvTable own = table("x_px,y_px,x,y\n1,2,0.1,0.2\n");
		assertThat(PointTables.inPixels(own, PixelSize.NONE)).isSameAs(own);
		assertPlace(PointTables.inPixels(table("x,y,frame\n1,2,\n"), PixelSize.NONE), 1, 2);
		assertThat(PointTables.isPoints(table("roi,count\na,2\n"))).isFalse();
	}
}

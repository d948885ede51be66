package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;

class RoiAreasTest {

	@TempDir
	private Path folder;

	@Test
	void masksAreImageJs() {
		final OvalRoi oval = new OvalRoi(3, 4, 11, 8);
		oval.setName("cell");
		final MaskArea area = RoiAreas.of(List.of(oval), planes(40, 30, 1)).get(0);
		final ImagePlus image = IJ.createImage("t", 40, 30, 1, 8);
		image.setRoi(oval);
		assertThat(area.name()).isEqualTo("cell");
		assertThat(area.size()).isEqualTo(image.getStatistics().pixelCount);
		for (int y = 0; y < 30; y++)
			for (int x = 0; x < 40; x++)
				assertThat(area.contains(x, y)).isEqualTo(oval.contains(x, y));
	}

	@Test
	void selectionsOfOneNameAreToldApart() {
		final Roi[] rois = { new Roi(0, 0, 5, 5), new Roi(5, 0, 5, 5), new Roi(0, 5, 5, 5), new Roi(5, 5, 5, 5) };
		for (final Roi roi : rois)
			roi.setName("cell");
		rois[3].setName("cell-2");
		assertThat(RoiAreas.of(List.of(rois), planes(20, 20, 1))).extracting(MaskArea::name).containsExactly("cell", "cell-2",
			"cell-3", "cell-2-2");
		rois[0].setPosition(1);
		rois[1].setPosition(2);
		assertThat(RoiAreas.of(List.of(rois[0], rois[1]), planes(20, 20, 2))).extracting(MaskArea::name).containsExactly("cell",
			"cell");
	}

	@Test
	void whatLeavesTheImageIsCutOff() {
		final MaskArea area = RoiAreas.of(List.of(new Roi(-5, 10, 20, 50)), planes(40, 30, 1)).get(0);
		assertThat(area.bounds()).isEqualTo(new Region(0, 10, 15, 20));
		assertThat(area.size()).isEqualTo(300);
		assertThat(RoiAreas.of(List.of(new OvalRoi(-6, -6, 12, 12)), planes(40, 30, 1)).get(0).contains(0, 0)).isTrue();
		assertThatThrownBy(() -> RoiAreas.of(List.of(new Roi(40, 0, 5, 5)), planes(40, 30, 1))).isInstanceOf(
			VernierException.class)
			.hasMessageContaining("lies outside of the image of 40 x 30");
		assertThatThrownBy(() -> RoiAreas.of(List.of(new Line(0, 0, 5, 5)), planes(40, 30, 1))).isInstanceOf(
			VernierException.class)
			.hasMessageContaining("has no area");
	}

	@Test
	void whatWillNotDoIsLeftOutAndTheOthersKeepTheirNames() {
		final Roi far = new Roi(40, 0, 5, 5);
		far.setName("cell");
		final Roi near = new Roi(4, 0, 5, 5);
		near.setName("cell");
		final List<String> log = new ArrayList<>();
		assertThat(RoiAreas.of(List.of(far, new Line(0, 0, 5, 5), new Roi(1, 1, 2, 2), near), planes(40, 30, 1), log::add))
			.extracting(MaskArea::name).containsExactly("roi-2", "cell-2");
		assertThat(log).singleElement().asString().startsWith(
			"2 of 4 selections left out. The selection \"cell\" (x 40, y 0, 5 x 5) lies outside");
	}

	@Test
	void setsOfSelectionsAreRead() throws IOException {
		final Path zip = folder.resolve("set.zip");
		final Roi second = new Roi(1, 2, 3, 4);
		second.setPosition(2);
		try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
			for (final Roi roi : new Roi[] { new OvalRoi(0, 0, 6, 6), second }) {
				out.putNextEntry(new ZipEntry("roi" + roi.getType() + ".roi"));
				out.write(RoiEncoder.saveAsByteArray(roi));
			}
		}
		final List<MaskArea> areas = RoiAreas.read(zip, planes(20, 20, 3));
		assertThat(areas).hasSize(2);
		assertThat(areas.get(1).slice()).isEqualTo(2);
		assertThat(areas.get(1).isIn(new PlanePosition(1, 1, 1))).isFalse();
		final Path bad = folder.resolve("bad.roi");
		Files.writeString(bad, "no selection at all, but some text that is long enough");
		assertThatThrownBy(() -> RoiAreas.read(bad)).isInstanceOf(VernierException.class);
		assertThatThrownBy(() -> RoiAreas.read(folder.resolve("none.zip"))).hasMessageContaining("There is no file");
	}

	@Test
	void pointsOfSelectionsAndDots() throws IOException {
		final Path roi = folder.resolve("points.roi");
		final PointRoi points = new PointRoi(3, 4);
		points.addPoint(7.25, 8);
		Files.write(roi, RoiEncoder.saveAsByteArray(points));
		assertThat(PointFiles.read(roi, null)).extracting(PlanePoint::x).containsExactly(3.5, 7.75);
		final ByteProcessor dots = new ByteProcessor(20, 10);
		dots.set(3, 4, 255);
		dots.set(4, 4, 255);
		dots.set(9, 0, 1);
		dots.set(15, 9, 255);
		dots.set(17, 9, 255);
		// three of four groups are single pixels: each pixel is a dot
		assertThat(PointFiles.ofDots(new ImagePlus("dots", dots))).hasSize(5);
		final ColorProcessor blobs = new ColorProcessor(20, 10);
		blobs.setColor(0xff0000);
		blobs.fill(new Roi(2, 2, 3, 3));
		blobs.fill(new Roi(12, 4, 3, 3));
		final List<PlanePoint> centres = PointFiles.ofDots(new ImagePlus("dots", blobs));
		assertThat(centres).hasSize(2);
		assertThat(centres.get(0).x()).isEqualTo(3.5);
		assertThat(centres.get(1).y()).isEqualTo(5.5);
	}

	/** The multi-point tool notes the number of the plane, which is no slice where there are channels. */
	@Test
	void pointsOfTheToolLieInTheirPlaneOfAHyperstack() {
		final ImagePlus image = IJ.createHyperStack("cells", 20, 20, 2, 3, 1, 8);
		image.setPosition(2, 3, 1);
		final PointRoi points = new PointRoi();
		points.addPoint(image, 4, 5);
		assertThat(PointFiles.ofRois(List.of(points), ImagePlusStack.of(image))).containsExactly(new PlanePoint(4.5, 5.5, 2,
			3, 1));
	}

	/** ImageJ numbers the planes of a movie too, if it does not show it as a hyperstack: the number is that of the frame. */
	@Test
	void selectionsOfAMovieLieInTheirFrame() throws IOException {
		final ImagePlus movie = IJ.createImage("movie", 20, 20, 10, 8);
		movie.setDimensions(1, 1, 10);
		final Roi cell = new Roi(2, 2, 5, 5);
		cell.setPosition(7);
		final PointRoi points = new PointRoi(4, 5);
		points.setPosition(3);
		final Path file = folder.resolve("cell.roi");
		Files.write(file, RoiEncoder.saveAsByteArray(cell));
		final PlaneStack planes = ImagePlusStack.of(movie);
		final MaskArea area = RoiAreas.of(List.of(cell), planes).get(0);
		assertThat(area.isIn(planes.position(6))).isTrue();
		assertThat(area.isIn(planes.position(5))).isFalse();
		assertThat(RoiAreas.read(file, planes).get(0).frame()).isEqualTo(7);
		assertThat(PointFiles.ofRois(List.of(points), planes)).containsExactly(new PlanePoint(4.5, 5.5, 1, 1, 3));
		assertThat(PointFiles.read(file, planes).get(0).isIn(planes.position(6))).isTrue();
	}

	@Test
	void selectionsOfOtherPlanesAreToldAndASinglePlaneTakesAll() {
		final Roi cell = new Roi(2, 2, 5, 5);
		cell.setPosition(7);
		assertThat(RoiAreas.of(List.of(cell), planes(20, 20, 1)).get(0).slice()).isZero();
		assertThat(PointFiles.ofRois(List.of(cell), planes(20, 20, 1)).get(0).slice()).isZero();
		assertThatThrownBy(() -> RoiAreas.of(List.of(cell), planes(20, 20, 5))).isInstanceOf(VernierException.class)
			.hasMessageContaining("slice 7, frame 0 (0: all), which the image of 5 planes does not have");
	}

	private static PlaneStack planes(final int width, final int height, final int size) {
		return ImagePlusStack.of(IJ.createImage("t", width, height, size, 8));
	}

	@Test
	void tablesOfPointsNeedTheirColumns() throws IOException {
		final Path csv = folder.resolve("points.csv");
		Files.writeString(csv, "x_px,y_px,slice\n1.5,2.5,3\n");
		assertThat(PointFiles.read(csv, null)).containsExactly(new PlanePoint(1.5, 2.5, 0, 3, 0));
		Files.writeString(csv, "a,y_px\n1.5,2.5\n");
		assertThatThrownBy(() -> PointFiles.read(csv, null)).isInstanceOf(VernierException.class).hasMessageContaining(
			"lacks the column(s) x_px; it has a, y_px");
	}

	/** The time of a movie may be in the frames of the table and in the slices of the image, or the other way round. */
	@Test
	void tablesOfMoviesTellTheirPlanes() throws IOException {
		final Path csv = folder.resolve("movie.csv");
		Files.writeString(csv, "x_px,y_px,frame\n1.5,2.5,3\n");
		assertThat(PointFiles.read(csv, planes(20, 20, 5))).containsExactly(new PlanePoint(1.5, 2.5, 0, 3, 0));
		Files.writeString(csv, "x_px,y_px,slice,channel,frame\n1.5,2.5,3,1,1\n");
		final ImagePlus movie = IJ.createImage("t", 20, 20, 5, 8);
		movie.setDimensions(1, 1, 5);
		assertThat(PointFiles.read(csv, ImagePlusStack.of(movie))).containsExactly(new PlanePoint(1.5, 2.5, 1, 1, 3));
		final ImagePlus volumes = IJ.createImage("t", 20, 20, 12, 8);
		volumes.setDimensions(1, 3, 4);
		assertThat(PointFiles.read(csv, ImagePlusStack.of(volumes))).containsExactly(new PlanePoint(1.5, 2.5, 1, 3, 1));
	}

	@Test
	void lengthsAreConverted() {
		final PixelSize size = PixelSize.of(0.5, 0.5, "micron");
		assertThat(size.pixels("3")).isEqualTo(3);
		assertThat(size.pixels("0.8px")).isEqualTo(0.8);
		assertThat(size.pixels("3um")).isEqualTo(6);
		assertThat(size.pixels("3 \u00b5m")).isEqualTo(6);
		assertThat(size.pixels("1500 nm")).isCloseTo(3, within(1e-12));
		assertThat(size.pixels("2 microns")).isEqualTo(4);
		assertThat(PixelSize.of(0.5, 0.5, "micrometre").pixels("2 micrometers")).isEqualTo(4);
		assertThat(PixelSize.of(0.5, 0.5, "inch").pixels("2 inches")).isEqualTo(4);
		assertThat(PixelSize.of(1, 1, "pixel")).isEqualTo(PixelSize.NONE);
		assertThatThrownBy(() -> PixelSize.NONE.pixels("3um")).isInstanceOf(VernierException.class).hasMessageContaining(
			"not calibrated");
		for (final String wrong : List.of("", "um", "x", "3 lightyears", "1-2"))
			assertThatThrownBy(() -> size.pixels(wrong)).as(wrong).isInstanceOf(VernierException.class);
	}
}

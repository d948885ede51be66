package vernier.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.gui.Roi;
import ij.io.RoiEncoder;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import vernier.batch.Row.Status;
import vernier.image.Cancelled;
import vernier.image.CancelledException;
import vernier.image.CsvTable;
import vernier.image.ImageDocument;
import vernier.image.PlaneFiles;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.VernierException;
import vernier.model.ModelCatalog;

class BatchTest {

	@TempDir
	private Path folder;
	private Path in;
	private Path out;

	@BeforeEach
	void folders() {
		in = folder.resolve("in");
		out = folder.resolve("out");
	}

	private BatchOptions options(final String... steps) {
		return BatchOptions.of(in, out, List.of(steps));
	}

	private Batch.Summary run(final String... steps) {
		return Batch.run(options(steps), Progress.NONE);
	}

	private static List<Status> statuses(final Batch.Summary summary) {
		return summary.rows().stream().map(Row::status).toList();
	}

	private List<String> results() throws IOException {
		try (Stream<Path> files = Files.walk(out)) {
			return files.filter(Files::isRegularFile).map(file -> out.relativize(file).toString().replace('\\', '/')).filter(
				name -> !name.startsWith(".")).sorted().toList();
		}
	}

	@Test
	void everyImageOfTheTreeIsProcessed() throws IOException {
		Folders.image(in.resolve("a.tif"), 20, 16, 3, 1);
		Folders.image(in.resolve("deep/er/b.ome.tif"), 12, 12, 1, 2);
		Folders.image(in.resolve("deep/c.nii.gz"), 10, 9, 2, 3);
		Folders.image(in.resolve("a.png"), 20, 16, 1, 4);
		Folders.image(in.resolve(".hidden/x.tif"), 12, 12, 1, 5);
		Files.writeString(in.resolve("notes.txt"), "no image");
		final Batch.Summary summary = run(Folders.step());
		assertThat(statuses(summary)).containsOnly(Status.DONE).hasSize(4);
		assertThat(results()).containsExactly("a.png.tif", "a.tif.tif", "batch.log", "deep/c.nii.gz", "deep/er/b.tif",
			"summary.csv");
		assertThat(ImageDocument.open(out.resolve("a.tif.tif")).describe()).startsWith("40 x 32 pixels x 3 planes, 16-bit");
		assertThat(ImageDocument.open(out.resolve("deep/c.nii.gz")).describe()).startsWith("20 x 18 pixels x 2 planes");
		final CsvTable table = CsvTable.read(out.resolve("summary.csv"));
		assertThat(table.columns()).containsExactly("file", "status", "seconds", "counts", "model", "device", "sha256", "output",
			"message");
		assertThat(table.text(3, "file")).isEqualTo("deep/er/b.ome.tif");
		assertThat(table.text(3, "sha256")).isEqualTo(Sha256.of(out.resolve("deep/er/b.tif")));
		assertThat(table.text(3, "model")).startsWith("tiny-x2");
		assertThat(table.text(3, "device")).isEqualTo("CPU");
		assertThat(Files.readString(out.resolve("batch.log"))).contains("4/4").contains("4 done");
	}

	@Test
	void stepsFollowEachOtherAndTablesLieBesideImages() throws IOException {
		Folders.image(in.resolve("a.tif"), 24, 24, 1, 1);
		final Batch.Summary summary = run(Folders.step(), "operator operator=rof mode=Exact",
			"count object-size=6 method=LoG", "locate method=LoG sigma=1.5");
		assertThat(statuses(summary)).as(summary.rows().toString()).containsExactly(Status.DONE);
		assertThat(results()).containsExactly("a-count.csv", "a-spots.csv", "a.tif", "batch.log", "summary.csv");
		final ImageDocument result = ImageDocument.open(out.resolve("a.tif"));
		assertThat(result.describe()).startsWith("48 x 48 pixels, 16-bit");
		assertThat(result.properties()).containsEntry("Vernier operator", "rof") //
			.containsEntry("Vernier earlier 1 scale", "2");
		assertThat(summary.rows().get(0).model()).startsWith("tiny-x2").contains(", then ");
		assertThat(CsvTable.read(out.resolve("a-count.csv")).size()).isEqualTo(1);
	}

	private static Path copyOf(final String resource, final Path copy) throws IOException, URISyntaxException {
		final Path source = Path.of(BatchTest.class.getResource(resource).toURI());
		try (Stream<Path> files = Files.walk(source)) {
			for (final Path file : files.toList())
				if (Files.isDirectory(file))
					Files.createDirectories(copy.resolve(source.relativize(file).toString()));
				else
					Files.copy(file, copy.resolve(source.relativize(file).toString()));
		}
		return copy;
	}

	@Test
	void foldersThatAreImagesAreImages() throws IOException, URISyntaxException {
		copyOf("/zarr/v2-gzip.ome.zarr", in.resolve("sub/cells.ome.zarr"));
		assertThat(statuses(run(Folders.step()))).containsExactly(Status.DONE);
		assertThat(ImageDocument.open(out.resolve("sub/cells.ome.zarr")).describe()).startsWith( //
			"26 x 22 pixels x 6 planes, 16-bit");
		assertThat(statuses(run(Folders.step()))).containsExactly(Status.SKIPPED);
	}

	@Test
	void aFolderBehindALinkIsKnownByItsContent() throws IOException, URISyntaxException {
		assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
		final Path cells = copyOf("/zarr/v2-gzip.ome.zarr", folder.resolve("cells"));
		Files.createDirectories(in);
		Files.createSymbolicLink(in.resolve("cells.ome.zarr"), cells);
		final String before = Sha256.of(in.resolve("cells.ome.zarr"));
		assertThat(before).isEqualTo(Sha256.of(cells));
		assertThat(Batch.size(in.resolve("cells.ome.zarr"), Progress.NONE)).isEqualTo(Batch.size(cells, Progress.NONE))
			.isPositive();
		Files.writeString(cells.resolve("note.txt"), "changed");
		assertThat(Sha256.of(in.resolve("cells.ome.zarr"))).isNotEqualTo(before);
	}

	@Test
	void theSameMeasuredInTwoWaysGivesTwoTables() throws IOException {
		Folders.image(in.resolve("a.tif"), 24, 24, 1, 1);
		final Batch.Summary summary = run("count object-size=6 method=LoG", "count object-size=3 method=LoG",
			"locate method=LoG sigma=1.5", "locate method=LoG sigma=1");
		assertThat(statuses(summary)).as(summary.rows().toString()).containsExactly(Status.DONE);
		assertThat(results()).containsExactly("a-count-2.csv", "a-count.csv", "a-spots-2.csv", "a-spots.csv", "batch.log",
			"summary.csv");
	}

	@Test
	void objectsAreCountedInSelectionsAndRectangles() throws IOException {
		for (final String name : List.of("a.tif", "b.tif"))
			Folders.image(in.resolve(name), 24, 20, 1, 1);
		final Path rois = folder.resolve("well.roi");
		final String step = "count object-size=6 method=LoG grid=2x1 rois=[" + rois + "]";
		RoiEncoder.save(new Roi(2, 3, 10, 8), rois.toString());
		assertThat(statuses(run(step))).containsOnly(Status.DONE).hasSize(2);
		final CsvTable counts = CsvTable.read(out.resolve("b-count.csv"));
		assertThat(counts.size()).isEqualTo(3);
		assertThat(counts.text(1, "roi")).isEqualTo("column 1 row 1");
		assertThat(IntStream.range(0, 3).mapToDouble(row -> counts.number(row, "area")).toArray()).containsExactly(80, 240, 240);
		assertThat(statuses(run(step))).containsOnly(Status.SKIPPED);
		RoiEncoder.save(new Roi(2, 3, 11, 8), rois.toString());
		assertThat(statuses(run(step))).containsOnly(Status.DONE);
	}

	@Test
	void selectionsAreReadOnceForAllImages() throws IOException {
		final Path image = in.resolve("a.tif");
		Folders.image(image, 24, 20, 1, 1);
		final Path rois = folder.resolve("well.roi");
		RoiEncoder.save(new Roi(2, 3, 10, 8), rois.toString());
		try (Steps steps = Steps.parse(List.of("count object-size=6 method=LoG rois=[" + rois + "]"), ModelCatalog.standard(),
			line -> {}))
		{
			steps.open();
			Files.delete(rois);
			for (int i = 0; i < 2; i++) {
				final Path table = folder.resolve("counts.csv");
				steps.apply(ImageDocument.open(image), Progress.NONE).tables().get(0).writer().accept(table);
				assertThat(CsvTable.read(table).number(0, "area")).isEqualTo(80);
			}
		}
	}

	@Test
	void spotsAreDrawn() throws IOException {
		Folders.image(in.resolve("a.tif"), 24, 20, 1, 1);
		Folders.image(in.resolve("a-rendered.tif"), 24, 20, 1, 2);
		run("locate method=LoG sigma=1 threshold=1 rendering=histogram magnification=3");
		final ImageDocument drawn = ImageDocument.open(out.resolve("a-rendered.tif"));
		assertThat(drawn.describe()).startsWith("72 x 60 pixels, 32-bit");
		double spots = 0;
		for (final Object pixel : drawn.planes().plane(0))
			spots += ((FloatType) pixel).get();
		assertThat(spots).isEqualTo(CsvTable.read(out.resolve("a-spots.csv")).size()).isPositive();
		assertThat(results()).contains("a-rendered.tif-rendered.tif");
	}

	@Test
	void spotsAreInPhotonsWhereTheGainIsKnown() throws IOException {
		Folders.image(in.resolve("a.tif"), 24, 24, 1, 1);
		run("locate method=LoG sigma=1 threshold=1 gain=2 offset=10 read-noise=1",
			"locate method=LoG sigma=1 threshold=1 format=thunderstorm pixel-size=100");
		final CsvTable spots = CsvTable.read(out.resolve("a-spots.csv"));
		assertThat(spots.size()).isPositive();
		assertThat(spots.text(0, "intensity_unit")).isEqualTo("photon");
		final CsvTable levels = CsvTable.read(out.resolve("a-spots-2.csv"));
		assertThat(levels.number(0, "intensity [photon]")).isCloseTo(2 * spots.number(0, "intensity"), withinPercentage(0.01));
		assertThat(Files.readString(out.resolve("batch.log"))).contains("gray levels, though their columns are headed photon");
	}

	@Test
	void anImageThatIsNamedAsAnothersDensityKeepsItsOwnResult() throws IOException {
		Folders.image(in.resolve("a.tif"), 24, 24, 1, 1);
		Folders.image(in.resolve("A-density.tif"), 24, 24, 1, 2);
		Folders.image(in.resolve("b-density.tif"), 24, 24, 1, 3);
		assertThat(statuses(run(Folders.step()))).containsOnly(Status.DONE);
		assertThat(results()).containsExactly("A-density.tif.tif", "a.tif", "b-density.tif", "batch.log", "summary.csv");
	}

	@Test
	void voxelsBesideAHeaderArePartOfTheImage() throws IOException {
		PlaneFiles.save(PlaneStack.of(ArrayImgs.unsignedBytes(12, 10, 2)), "black", Map.of(), Files.createDirectories(in).resolve(
			"a.hdr"));
		assertThat(Batch.size(in.resolve("a.hdr"), Progress.NONE)).isGreaterThan(12 * 10 * 2 + 347);
		run(Folders.step());
		assertThat(statuses(run(Folders.step()))).containsExactly(Status.SKIPPED);
		Files.write(in.resolve("a.img"), new byte[12 * 10 * 2 - 1], StandardOpenOption.WRITE);
		assertThat(statuses(run(Folders.step()))).containsExactly(Status.SKIPPED);
		Files.write(in.resolve("a.img"), new byte[] { 7 }, StandardOpenOption.WRITE);
		assertThat(statuses(run(Folders.step()))).containsExactly(Status.DONE);
	}

	@Test
	void measuringAloneWritesNoImage() throws IOException {
		Folders.image(in.resolve("a.tif"), 24, 24, 1, 1);
		run("count object-size=6 method=LoG");
		assertThat(results()).containsExactly("a-count.csv", "batch.log", "summary.csv");
		assertThat(CsvTable.read(out.resolve("summary.csv")).text(0, "counts")).isNotEmpty();
	}

	@Test
	void oneBadFileDoesNotStopTheRest() throws IOException {
		Folders.image(in.resolve("a.tif"), 12, 12, 1, 1);
		Files.writeString(Files.createDirectories(in).resolve("b.tif"), "no TIFF");
		Files.writeString(in.resolve("c.nii"), "");
		Folders.image(in.resolve("d.tif"), 12, 12, 1, 2);
		final Batch.Summary summary = run(Folders.step());
		assertThat(statuses(summary)).containsExactly(Status.DONE, Status.FAILED, Status.FAILED, Status.DONE);
		assertThat(summary.rows().get(1).message()).contains("b.tif");
		assertThat(results()).containsExactly("a.tif", "batch.log", "d.tif", "summary.csv");
		// what failed is tried again, what is complete is not
		Folders.image(in.resolve("b.tif"), 12, 12, 1, 3);
		assertThat(statuses(run(Folders.step()))).containsExactly(Status.SKIPPED, Status.DONE, Status.FAILED, Status.SKIPPED);
	}

	@Test
	void whatIsCompleteIsSkippedByContentAndNotByName() throws IOException {
		for (int i = 0; i < 4; i++)
			Folders.image(in.resolve(i + ".tif"), 12, 12, 1, i);
		run(Folders.step());
		final FileTime time = Files.getLastModifiedTime(out.resolve("0.tif"));
		final String first = Sha256.of(out.resolve("1.tif"));
		Folders.image(in.resolve("1.tif"), 12, 12, 1, 77);
		Files.writeString(out.resolve("2.tif"), "spoilt");
		Files.delete(out.resolve("3.tif"));
		final Batch.Summary again = run(Folders.step());
		assertThat(statuses(again)).containsExactly(Status.SKIPPED, Status.DONE, Status.DONE, Status.DONE);
		assertThat(Files.getLastModifiedTime(out.resolve("0.tif"))).isEqualTo(time);
		assertThat(Sha256.of(out.resolve("1.tif"))).isNotEqualTo(first);
		assertThat(ImageDocument.open(out.resolve("2.tif")).describe()).startsWith("24 x 24");
		// the same words in another order and form mean the same; other parameters do not
		assertThat(statuses(run("super-resolve MODEL=" + Folders.model() + " device=CPU scale=2"))).containsOnly(Status.SKIPPED);
		assertThat(statuses(run(Folders.step() + " consistency"))).containsOnly(Status.DONE);
	}

	/** One trained anew lies at the same path. */
	@Test
	void anotherModelAtTheSamePathIsAnotherStep() throws IOException {
		Folders.image(in.resolve("a.tif"), 12, 12, 1, 1);
		final Path model = copyOfModel("model");
		for (final Path named : List.of(model, model.resolve("rdf.yaml"))) {
			final String step = "super-resolve device=CPU model=[" + named + "]";
			assertThat(statuses(run(step))).containsOnly(Status.DONE);
			assertThat(statuses(run(step))).containsOnly(Status.SKIPPED);
			Files.writeString(model.resolve("rdf.yaml"), "\n# trained anew\n", StandardOpenOption.APPEND);
			assertThat(statuses(run(step))).containsOnly(Status.DONE);
		}
	}

	/** One of the same id has been put into the user's folder of models; a batch that chooses by itself might choose it. */
	@Test
	void anotherModelOfTheSameNameIsAnotherStep() throws IOException {
		Folders.image(in.resolve("a.tif"), 12, 12, 1, 1);
		final Path model = copyOfModel("models/mine");
		final Path description = model.resolve("rdf.yaml");
		Files.writeString(description, Files.readString(description).replaceFirst("(?m)^id:.*\n", ""));
		final String step = "super-resolve device=CPU scale=2";
		for (final String named : List.of(step + " model=mine", step)) {
			assertThat(statuses(runOfFolder(named))).containsOnly(Status.DONE);
			assertThat(statuses(runOfFolder(named))).containsOnly(Status.SKIPPED);
			Files.writeString(description, "\n# trained anew\n", StandardOpenOption.APPEND);
			assertThat(statuses(runOfFolder(named))).containsOnly(Status.DONE);
		}
	}

	private Batch.Summary runOfFolder(final String step) {
		return Batch.run(options(step).withCatalog(ModelCatalog.ofFolder(folder.resolve("models"))), Progress.NONE);
	}

	private Path copyOfModel(final String name) throws IOException {
		final Path model = Files.createDirectories(folder.resolve(name));
		try (Stream<Path> files = Files.list(Path.of(Folders.model()))) {
			for (final Path file : files.toList())
				Files.copy(file, model.resolve(file.getFileName().toString()));
		}
		return model;
	}

	@Test
	void cancelLeavesWholeFilesAndTheNextRunGoesOn() throws IOException {
		for (int i = 0; i < 6; i++)
			Folders.image(in.resolve(i + ".tif"), 40, 40, 1, i);
		final AtomicBoolean stop = new AtomicBoolean();
		final Progress progress = new Progress() {

			@Override
			public void update(final double fraction) {
				stop.compareAndSet(false, fraction > 0.4);
			}

			@Override
			public boolean isCancelled() {
				return stop.get();
			}
		};
		assertThatThrownBy(() -> Batch.run(options(Folders.step()), progress)).isInstanceOf(CancelledException.class);
		final List<String> images = results().stream().filter(name -> name.endsWith(".tif")).toList();
		assertThat(images).isNotEmpty().hasSizeLessThan(6);
		for (final String name : images)
			assertThat(ImageDocument.open(out.resolve(name)).describe()).startsWith("80 x 80");
		final Batch.Summary summary = run(Folders.step());
		assertThat(summary.count(Status.SKIPPED)).isEqualTo(images.size());
		assertThat(summary.count(Status.DONE)).isEqualTo(6 - images.size());
	}

	/** Files that a second run does not reach keep their rows. */
	@Test
	void cancelKeepsWhatEarlierRunsHaveDone() throws IOException {
		for (int i = 0; i < 3; i++)
			Folders.image(in.resolve(i + ".tif"), 12, 12, 1, i);
		run("count object-size=3 method=LoG");
		final AtomicBoolean stop = new AtomicBoolean();
		final Progress progress = new Progress() {

			@Override
			public void update(final double fraction) {}

			@Override
			public boolean isCancelled() {
				return stop.get();
			}
		};
		final BatchOptions options = options("count object-size=4 method=LoG").withJobs(1).withLog(line -> stop.set(true));
		assertThatThrownBy(() -> Batch.run(options, progress)).isInstanceOf(CancelledException.class);
		final CsvTable table = CsvTable.read(out.resolve("summary.csv"));
		assertThat(table.size()).isEqualTo(3);
		assertThat(table.text(0, "status")).isEqualTo("done");
		assertThat(table.text(2, "status")).isEqualTo("skipped");
		assertThat(table.text(2, "output")).isEqualTo("2-count.csv");
	}

	@Test
	void largeFilesCanBeCancelledWhileTheyAreCompared() throws IOException {
		final Path file = Files.write(folder.resolve("file"), new byte[10]);
		assertThatThrownBy(() -> Sha256.of(file, Cancelled.PROGRESS)).isInstanceOf(CancelledException.class);
		assertThatThrownBy(() -> Sha256.of(folder, Cancelled.PROGRESS)).isInstanceOf(CancelledException.class);
	}

	@Test
	void progressGoesUpToOneAndLinesTellOfEveryFile() throws IOException {
		for (int i = 0; i < 5; i++)
			Folders.image(in.resolve(i + ".tif"), 12, 12, 1, i);
		final List<Double> fractions = new ArrayList<>();
		final List<String> lines = new ArrayList<>();
		Batch.run(options(Folders.step()).withJobs(2).withLog(lines::add), fractions::add);
		for (int i = 1; i < fractions.size(); i++)
			assertThat(fractions.get(i)).isGreaterThan(fractions.get(i - 1) - 1e-9);
		assertThat(fractions).endsWith(1.0);
		assertThat(lines).filteredOn(line -> line.matches("[1-5]/5 [0-4]\\.tif: done in .*")).hasSize(5);
		assertThat(lines).anyMatch(line -> line.contains(" left"));
	}

	/** As where a part of the Java platform does not load: the batch must neither wait for ever nor pass for cancelled. */
	@Test
	@Timeout(60)
	void anErrorWhileWritingEndsTheBatch() throws IOException {
		for (int i = 0; i < 8; i++)
			Folders.image(in.resolve(i + ".tif"), 12, 12, 1, i);
		assertThatThrownBy(() -> Batch.run(options(Folders.step()).withJobs(1).withLog(line -> {
			throw new NoClassDefFoundError("listener");
		}), Progress.NONE)).isInstanceOf(NoClassDefFoundError.class).hasMessage("listener");
	}

	@ParameterizedTest
	@CsvSource({ "in,in", "in,in/out", "in/deep,in", "in,in/../in/x" })
	void theInputIsNeverTheOutput(final String input, final String output) throws IOException {
		Folders.image(in.resolve("deep/a.tif"), 12, 12, 1, 1);
		final BatchOptions options = BatchOptions.of(folder.resolve(input), folder.resolve(output), List.of(Folders.step()));
		assertThatThrownBy(() -> Batch.run(options, Progress.NONE)).isInstanceOf(VernierException.class).hasMessageMatching(
			".*(same folder|lies in the input folder|lies in the output folder).*");
		try (Stream<Path> files = Files.walk(in)) {
			assertThat(files.filter(Files::isRegularFile)).hasSize(1);
		}
	}

	@Test
	void aLinkDoesNotHideThatTheOutputLiesInTheInput() throws IOException {
		Folders.image(in.resolve("a.tif"), 12, 12, 1, 1);
		assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
		Files.createSymbolicLink(folder.resolve("link"), in);
		assertThatThrownBy(() -> Batch.run(BatchOptions.of(in, folder.resolve("link/out"), List.of(Folders.step())),
			Progress.NONE)).hasMessageContaining("lies in the input folder");
	}

	@Test
	void twoBatchesDoNotShareAFolder() throws IOException {
		Folders.image(in.resolve("a.tif"), 12, 12, 1, 1);
		try (OutputFolder other = OutputFolder.open(out, in)) {
			assertThatThrownBy(() -> run(Folders.step())).isInstanceOf(VernierException.class).hasMessageContaining(
				"Another batch is writing");
		}
		assertThat(statuses(run(Folders.step()))).containsExactly(Status.DONE);
	}

	@Test
	void anOutputThatCannotBeWrittenIsSaidAtOnce() throws IOException {
		Folders.image(in.resolve("a.tif"), 12, 12, 1, 1);
		final Path file = Files.writeString(folder.resolve("file"), "");
		assertThatThrownBy(() -> Batch.run(BatchOptions.of(in, file, List.of(Folders.step())), Progress.NONE))
			.hasMessageContaining("is a file");
		assertThatThrownBy(() -> Batch.run(BatchOptions.of(in, file.resolve("sub"), List.of(Folders.step())), Progress.NONE))
			.isInstanceOf(VernierException.class).hasMessageContaining("cannot be written to");
		final Path readOnly = Files.createDirectory(folder.resolve("locked"));
		// the super-user may write everywhere
		assumeThat(readOnly.toFile().setWritable(false) && !Files.isWritable(readOnly)).isTrue();
		assertThatThrownBy(() -> Batch.run(BatchOptions.of(in, readOnly, List.of(Folders.step())), Progress.NONE))
			.isInstanceOf(VernierException.class).hasMessageContaining("cannot be written to");
	}

	@Test
	void aFolderWithoutImagesIsSaidToHaveNone() throws IOException {
		assertThatThrownBy(() -> run(Folders.step())).hasMessageContaining("There is no folder");
		Files.createDirectories(in);
		assertThatThrownBy(() -> run(Folders.step())).hasMessageContaining("is an image");
		Folders.image(in.resolve("a.tif"), 12, 12, 1, 1);
		assertThatThrownBy(() -> Batch.run(options(Folders.step()).withGlob("*.png"), Progress.NONE)).hasMessageContaining(
			"matches *.png");
		assertThatThrownBy(() -> Batch.run(options(Folders.step()).withGlob("[a"), Progress.NONE)).hasMessageContaining(
			"is no pattern");
		assertThat(out).doesNotExist();
	}

	@ParameterizedTest
	@ValueSource(strings = { "**/*.tif", "**.tif", "{a,sub/b}.tif" })
	void aGlobChooses(final String glob) throws IOException {
		Folders.image(in.resolve("a.tif"), 12, 12, 1, 1);
		Folders.image(in.resolve("sub/b.tif"), 12, 12, 1, 1);
		Folders.image(in.resolve("c.png"), 12, 12, 1, 1);
		assertThat(Folders.inputs(in, glob)).containsExactly("a.tif", "sub/b.tif");
		assertThat(Folders.inputs(in, "*.tif")).containsExactly("a.tif");
	}

	@Test
	void aFormatThatCannotHoldAnImageFailsThatImage() throws IOException {
		Folders.image(in.resolve("a.tif"), 12, 12, 1, 1);
		Folders.image(in.resolve("b.tif"), 12, 12, 3, 1);
		final Batch.Summary summary = Batch.run(options(Folders.step()).withFormat("png"), Progress.NONE);
		assertThat(statuses(summary)).containsExactly(Status.DONE, Status.FAILED);
		assertThat(summary.rows().get(1).message()).contains("3 planes");
		final Batch.Summary counted = Batch.run(options("count object-size=3 method=LoG").withFormat("png"), Progress.NONE);
		assertThat(statuses(counted)).containsOnly(Status.DONE);
		assertThatThrownBy(() -> options(Folders.step()).withFormat("gif")).isInstanceOf(VernierException.class);
	}

	@Test
	void aModelThatIsNotThereFailsTheBatchAtOnce() throws IOException {
		Folders.image(in.resolve("a.tif"), 12, 12, 1, 1);
		assertThatThrownBy(() -> run("super-resolve model=nothing")).isInstanceOf(VernierException.class).hasMessageContaining(
			"nothing");
	}
}

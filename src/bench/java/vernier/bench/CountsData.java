package vernier.bench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.RealType;
import vernier.bench.CountsTable.Sample;
import vernier.counting.simulation.SceneOptions;
import vernier.counting.simulation.SimulatedObject;
import vernier.counting.simulation.Simulator;
import vernier.counting.simulation.Span;
import vernier.image.ImageDocument;
import vernier.image.PlanePoint;
import vernier.image.PlaneStack;
import vernier.image.PointFiles;

/** Pictures with known counts. */
final class CountsData {

	private static final double CELL = 11;
	private static final double NUCLEUS = 28;

	private CountsData() {}

	/** A picture of synthetic cells, "101cell.png", with its dots in "101dots.png". */
	static Sample cells(final Path file) {
		final PlaneStack image = ImageDocument.open(file).planes();
		final double[] mass = new double[(int) (image.width() * image.height())];
		for (final PlanePoint dot : PointFiles.read(file.resolveSibling(file.getFileName().toString().replace("cell",
			"dots")), null))
			mass[(int) dot.y() * (int) image.width() + (int) dot.x()]++;
		return new Sample(image, mass, CELL);
	}

	/** A picture of nuclei, reduced to block means; each nucleus is spread over its pixels. */
	@SuppressWarnings("unchecked")
	static Sample nuclei(final Path file, final int block) {
		final Path mask = file.getParent().resolveSibling("masks").resolve(file.getFileName().toString().replace(".tif",
			".png"));
		final PlaneStack image = ImageDocument.open(file).planes();
		final PlaneStack labels = ImageDocument.open(mask).planes();
		final int width = (int) image.width();
		final int height = (int) image.height();
		final int[] colors = new int[width * height];
		final RandomAccess<ARGBType> color = ((RandomAccessibleInterval<ARGBType>) labels.plane(0)).randomAccess();
		for (int i = 0; i < colors.length; i++)
			colors[i] = ARGBType.red(color.setPositionAndGet(i % width, i / width).get());
		final double[] mass = mass(colors, width);
		final int columns = width / block;
		final int rows = height / block;
		final float[] mean = new float[columns * rows];
		final double[] sum = new double[columns * rows];
		final RandomAccess<? extends RealType<?>> gray = ((RandomAccessibleInterval<? extends RealType<?>>) image
			.plane(0)).randomAccess();
		for (int y = 0; y < rows * block; y++)
			for (int x = 0; x < columns * block; x++) {
				final int at = y / block * columns + x / block;
				mean[at] += gray.setPositionAndGet(x, y).getRealFloat() / (block * block);
				sum[at] += mass[y * width + x];
			}
		return new Sample(PlaneStack.of(ArrayImgs.floats(mean, columns, rows)), sum, NUCLEUS / block);
	}

	/** One over the size of its connected part (four neighbours) of one colour, for every pixel that has a colour. */
	private static double[] mass(final int[] colors, final int width) {
		final double[] mass = new double[colors.length];
		for (int i = 0; i < colors.length; i++) {
			if (colors[i] == 0 || mass[i] != 0)
				continue;
			final List<Integer> part = new ArrayList<>();
			final Deque<Integer> open = new ArrayDeque<>(List.of(i));
			mass[i] = 1;
			while (!open.isEmpty()) {
				final int at = open.pop();
				part.add(at);
				for (final int next : new int[] { at - width, at + width, at % width > 0 ? at - 1 : -1, at % width < width - 1 ? at +
					1 : -1 })
					if (next >= 0 && next < colors.length && colors[next] == colors[i] && mass[next] == 0) {
						mass[next] = 1;
						open.push(next);
					}
			}
			for (final int pixel : part)
				mass[pixel] = 1.0 / part.size();
		}
		return mass;
	}

	/** Objects of a fifth to three pixels, a hundredth to two per pixel; the same ones every time. */
	static List<Sample> simulated(final int number) {
		final SceneOptions usual = SceneOptions.dense(128, 128);
		final List<Sample> samples = new ArrayList<>();
		for (int i = 0; i < number; i++) {
			final double size = 0.2 * Math.pow(15, (i % 8) / 7.0);
			final double density = 0.01 * Math.pow(200, (i / 8 % 5) / 4.0);
			final Simulator.Scene scene = Simulator.simulate(new SceneOptions(usual.kind(), 128, 128, Span.of(size), Span.of(
				density), new Span(50, 2000), new Span(0.5, 1.2), usual.psf(), new Span(2, 50), 0.3, 0.5, usual.camera(), 2, 1.6,
				100), 77_000 + i);
			final double[] mass = new double[128 * 128];
			for (final SimulatedObject object : scene.objects())
				mass[(int) object.y() * 128 + (int) object.x()]++;
			samples.add(new Sample(PlaneStack.of(scene.image()), mass, size));
		}
		return samples;
	}
}

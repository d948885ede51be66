package vernier.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.util.DicomTools;

/**
 * A folder of DICOM files as a stack: slices sorted by their position along the normal of the image plane, their distance
 * taken from the positions (and not from the slice thickness, which leaves gaps out), and placed in the world. Where as many
 * slices lie at every place, they are points in time (fMRI), in the order of their numbers. DICOM's world
 * has x to the left and y to the back; {@link Orientation} has them to the right and to the front. See DICOM PS3.3, C.7.6.2.
 */
final class DicomSeries {

	private static final String POSITION = "0020,0032";
	private static final String AXES = "0020,0037";
	private static final String NUMBER = "0020,0013";
	private static final String SERIES = "0020,000E";
	/** Distances may differ by this part, as rounded positions make them. */
	private static final double TOLERANCE = 0.05;
	/** Positions nearer than that, in millimetres, are one. */
	private static final double SAME = 1e-3;

	private DicomSeries() {}

	/** @throws IOException if the files are not slices of one volume, with the reason */
	static ImagePlus open(final Path folder) throws IOException {
		final List<Path> files = DicomFiles.list(folder);
		if (files.isEmpty())
			throw new IOException("it is a folder without DICOM files");
		final List<ImagePlus> slices = new ArrayList<>();
		for (final Path file : files) {
			final ImagePlus slice;
			try {
				slice = DicomFiles.read(file);
			}
			catch (final IOException e) {
				throw new IOException(file.getFileName() + ": " + e.getMessage(), e);
			}
			check(slice, slices);
			slices.add(slice);
		}
		final int frames = frames(slices);
		final List<ImagePlus> places = sort(slices, frames);
		final double spacing = distance(places);
		final ImagePlus first = slices.get(0);
		final ImageStack stack = new ImageStack(first.getWidth(), first.getHeight());
		final boolean sameValues = slices.stream().allMatch(slice -> Arrays.equals(slice.getCalibration().getCoefficients(), first
			.getCalibration().getCoefficients()));
		for (final ImagePlus slice : slices)
			stack.addSlice(slice.getTitle(), sameValues ? slice.getProcessor() : real(slice));
		final ImagePlus image = new ImagePlus(folder.getFileName().toString(), stack);
		if (frames > 1) {
			image.setDimensions(1, places.size(), frames);
			image.setOpenAsHyperStack(true);
		}
		final Calibration calibration = first.getCalibration().copy();
		if (!sameValues)
			calibration.setFunction(Calibration.NONE, null, "Gray Value");
		if (spacing > 0)
			calibration.pixelDepth = spacing;
		image.setCalibration(calibration);
		image.setProperty("Info", first.getProperty("Info"));
		place(places).ifPresent(affine -> Orientation.scanner(affine).attach(image));
		return image;
	}

	/** True if a folder's first and last DICOM file are slices of one series, as far as they can be read. */
	static boolean isOne(final Path folder) {
		try {
			final List<Path> files = DicomFiles.list(folder);
			if (files.size() < 2)
				return false;
			final List<ImagePlus> first = List.of(DicomFiles.read(files.get(0)));
			check(first.get(0), List.of());
			check(DicomFiles.read(files.get(files.size() - 1)), first);
			return true;
		}
		catch (final VernierException e) {
			// compressed, which is said of the series once and not of each file
			return true;
		}
		catch (final IOException | RuntimeException e) {
			return false;
		}
	}

	private static void check(final ImagePlus slice, final List<ImagePlus> others) throws IOException {
		if (slice.getImageStackSize() > 1)
			throw new IOException(slice.getTitle() + " holds " + slice.getImageStackSize() + " planes by itself: open it alone");
		if (others.isEmpty())
			return;
		final ImagePlus first = others.get(0);
		if (slice.getWidth() != first.getWidth() || slice.getHeight() != first.getHeight())
			throw new IOException("its files differ in size: " + first.getTitle() + " is " + first.getWidth() + " x " + first
				.getHeight() + " and " + slice.getTitle() + " is " + slice.getWidth() + " x " + slice.getHeight() +
				"; put each series into a folder of its own");
		if (slice.getBitDepth() != first.getBitDepth())
			throw new IOException("its files differ in type: " + first.getTitle() + " has " + first.getBitDepth() + " bits and " +
				slice.getTitle() + " has " + slice.getBitDepth());
		if (!Objects.equals(DicomTools.getTag(slice, SERIES), DicomTools.getTag(first, SERIES)))
			throw new IOException("it holds several series, as " + first.getTitle() + " and " + slice.getTitle() +
				" say: put each into a folder of its own");
		final double[] a = DicomFiles.numbers(slice, AXES, 6);
		final double[] b = DicomFiles.numbers(first, AXES, 6);
		if ((a == null) != (b == null))
			throw new IOException("only some of its files say how they are turned");
		for (int i = 0; a != null && i < 6; i++)
			if (Math.abs(a[i] - b[i]) > 1e-3)
				throw new IOException("its slices are turned against each other, as in scouts: put each direction into a folder of " +
					"its own");
	}

	/** Points in time: how many slices lie at the first one's place, if as many lie at each; else 1. */
	private static int frames(final List<ImagePlus> slices) {
		final double[] normal = normal(slices.get(0));
		if (normal == null || slices.stream().anyMatch(slice -> DicomFiles.numbers(slice, POSITION, 3) == null))
			return 1;
		final double[] along = slices.stream().mapToDouble(slice -> along(slice, normal)).sorted().toArray();
		final List<Integer> counts = new ArrayList<>();
		for (int from = 0, i = 1; i <= along.length; i++)
			if (i == along.length || along[i] - along[from] >= SAME) {
				counts.add(i - from);
				from = i;
			}
		return counts.stream().distinct().count() == 1 ? counts.get(0) : 1;
	}

	/**
	 * Sorts slices by time, and at each time by position; by their number where they have no position. Slices at the same
	 * place follow each other in time by their number.
	 *
	 * @param frames points in time
	 * @return the slices at the first time
	 */
	private static List<ImagePlus> sort(final List<ImagePlus> slices, final int frames) {
		slices.sort(Comparator.comparingDouble(DicomSeries::number));
		final double[] normal = normal(slices.get(0));
		if (normal == null || slices.stream().anyMatch(slice -> DicomFiles.numbers(slice, POSITION, 3) == null))
			return slices;
		slices.sort(Comparator.comparingDouble(slice -> along(slice, normal)));
		final int places = slices.size() / frames;
		for (int place = 0; place < places; place++)
			slices.subList(place * frames, (place + 1) * frames).sort(Comparator.comparingDouble(DicomSeries::number));
		final List<ImagePlus> byTime = new ArrayList<>();
		for (int frame = 0; frame < frames; frame++)
			for (int place = 0; place < places; place++)
				byTime.add(slices.get(place * frames + frame));
		slices.clear();
		slices.addAll(byTime);
		return slices.subList(0, places);
	}

	/**
	 * @param slices in the order of their positions
	 * @return distance of neighbours, 0 if unknown
	 * @throws IOException if slices are missing or lie at the same place
	 */
	private static double distance(final List<ImagePlus> slices) throws IOException {
		final double[] normal = normal(slices.get(0));
		if (slices.size() == 1 || normal == null || slices.stream().anyMatch(slice -> DicomFiles.numbers(slice, POSITION,
			3) == null))
			return 0;
		final double[] steps = new double[slices.size() - 1];
		for (int i = 0; i < steps.length; i++)
			steps[i] = along(slices.get(i + 1), normal) - along(slices.get(i), normal);
		final double[] sorted = steps.clone();
		Arrays.sort(sorted);
		final double median = sorted[sorted.length / 2];
		for (int i = 0; i < steps.length; i++) {
			final String pair = slices.get(i).getTitle() + " and " + slices.get(i + 1).getTitle();
			if (steps[i] < SAME)
				throw new IOException(pair + " lie at the same place, and not as many do at every place, as they would in a series " +
					"over time: put each volume into a folder of its own");
			if (Math.abs(steps[i] - median) > TOLERANCE * median)
				throw new IOException("slices are missing: " + pair + " are " + CsvTable.number(rounded(steps[i])) +
					" mm apart, others " + CsvTable.number(rounded(median)));
		}
		return (along(slices.get(slices.size() - 1), normal) - along(slices.get(0), normal)) / steps.length;
	}

	private static double rounded(final double millimetres) {
		return Math.rint(millimetres * 1000) / 1000;
	}

	private static double number(final ImagePlus slice) {
		final double[] number = DicomFiles.numbers(slice, NUMBER, 1);
		return number == null ? 0 : number[0];
	}

	private static double along(final ImagePlus slice, final double[] normal) {
		final double[] p = DicomFiles.numbers(slice, POSITION, 3);
		return p[0] * normal[0] + p[1] * normal[1] + p[2] * normal[2];
	}

	private static double[] normal(final ImagePlus slice) {
		final double[] a = DicomFiles.numbers(slice, AXES, 6);
		return a == null ? null : new double[] { a[1] * a[5] - a[2] * a[4], a[2] * a[3] - a[0] * a[5], a[0] * a[4] - a[1] *
			a[3] };
	}

	/** Where sorted slices lie in the world, if they say so. */
	static Optional<Affine> place(final List<ImagePlus> slices) {
		final ImagePlus first = slices.get(0);
		final double[] axes = DicomFiles.numbers(first, AXES, 6);
		final double[] from = DicomFiles.numbers(first, POSITION, 3);
		final double[] to = DicomFiles.numbers(slices.get(slices.size() - 1), POSITION, 3);
		if (axes == null || from == null || to == null)
			return Optional.empty();
		final double[] normal = normal(first);
		final Calibration calibration = first.getCalibration();
		final double[] rows = new double[12];
		for (int row = 0; row < 3; row++) {
			final double sign = row < 2 ? -1 : 1;
			rows[4 * row] = sign * axes[row] * calibration.pixelWidth;
			rows[4 * row + 1] = sign * axes[3 + row] * calibration.pixelHeight;
			rows[4 * row + 2] = sign * (slices.size() > 1 ? (to[row] - from[row]) / (slices.size() - 1) : normal[row] *
				calibration.pixelDepth);
			rows[4 * row + 3] = sign * from[row];
		}
		return Optional.of(Affine.of(rows));
	}

	/** The real values of a slice whose calibration is its own. */
	private static ImageProcessor real(final ImagePlus slice) {
		final ImageProcessor processor = slice.getProcessor();
		final float[] values = new float[processor.getPixelCount()];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) slice.getCalibration().getCValue(processor.getf(i));
		return new FloatProcessor(slice.getWidth(), slice.getHeight(), values);
	}
}

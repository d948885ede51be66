package vernier.image;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;

/**
 * Reads NIfTI-1 and NIfTI-2: .nii, .nii.gz and pairs .hdr and .img. Axes become x, y, slices, frames and channels, in the
 * order of the file; nothing is flipped. 8-bit, 16-bit and RGB stay what they are, with the scaling of values as ImageJ's
 * value calibration; other types become 32-bit real values. Where the volume lies in the world goes to the image
 * properties, see {@link Orientation}.
 * <p>
 * A header is not believed: sizes are compared with those of the file before memory is taken, and planes are made one by
 * one.
 */
final class NiftiReader {

	/** A gzip file is at most so many times smaller than its content; see RFC 1951. */
	private static final long MAX_COMPRESSION = 1032;
	private static final int GZIP = 0x1f8b;

	private final NiftiHeader header;
	private final int width;
	private final int height;

	private NiftiReader(final NiftiHeader header) {
		this.header = header;
		width = (int) header.dim()[0];
		height = (int) header.dim()[1];
	}

	static ImagePlus open(final Path path) throws IOException {
		final Path headerFile = NiftiPair.header(path);
		if (!Files.isRegularFile(headerFile))
			throw new IOException("its header should be in " + headerFile.getFileName() + " beside it, which is not there");
		try (InputStream in = stream(headerFile)) {
			final NiftiHeader header = readHeader(in);
			final NiftiReader reader = new NiftiReader(header);
			final Path voxels = header.single() ? headerFile : NiftiPair.voxels(headerFile);
			if (!Files.isRegularFile(voxels))
				throw new IOException("its voxels should be in " + voxels.getFileName() + " beside it, which is not there");
			reader.checkSizes(Files.size(voxels), isCompressed(voxels));
			final long rest = header.voxelOffset() - header.length();
			final NiftiExtensions extensions = NiftiExtensions.read(in, header.single() ? rest : Long.MAX_VALUE, header.order());
			final ImagePlus image;
			if (header.single()) {
				skip(in, rest - extensions.length());
				image = reader.read(in, path);
			}
			else
				try (InputStream data = stream(voxels)) {
					skip(data, header.voxelOffset());
					image = reader.read(data, path);
				}
			extensions.properties().forEach(image::setProp);
			return image;
		}
	}

	static NiftiHeader readHeader(final InputStream in) throws IOException {
		final byte[] first = new byte[4];
		final int length = readFully(in, first) < 4 ? 0 : NiftiHeader.length(ByteBuffer.wrap(first).getInt());
		if (length == 0)
			throw new IOException("it does not begin with a NIfTI header");
		final byte[] bytes = new byte[length];
		System.arraycopy(first, 0, bytes, 0, 4);
		final byte[] rest = new byte[length - 4];
		if (readFully(in, rest) < rest.length)
			throw new EOFException("it ends within the NIfTI header");
		System.arraycopy(rest, 0, bytes, 4, rest.length);
		return NiftiHeader.parse(bytes);
	}

	/** The content of a file, expanded if it is compressed. */
	private static InputStream stream(final Path path) throws IOException {
		final InputStream file = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
		try {
			return isCompressed(path) ? new BufferedInputStream(new GZIPInputStream(file, 1 << 16), 1 << 16) : file;
		}
		catch (final IOException e) {
			file.close();
			throw e;
		}
	}

	private static boolean isCompressed(final Path path) throws IOException {
		try (InputStream in = Files.newInputStream(path)) {
			final byte[] first = in.readNBytes(2);
			return first.length == 2 && ((first[0] & 0xff) << 8 | first[1] & 0xff) == GZIP;
		}
	}

	private ImagePlus read(final InputStream in, final Path named) throws IOException {
		final long[] dim = header.dim();
		final int slices = (int) dim[2];
		final int frames = (int) dim[3];
		final int channels = (int) dim[4];
		final Object[] planes = new Object[slices * frames * channels];
		final byte[] bytes = new byte[width * height * header.type().bytes()];
		final ByteBuffer data = ByteBuffer.wrap(bytes).order(header.order());
		int read = 0;
		for (int c = 0; c < channels; c++)
			for (int t = 0; t < frames; t++)
				for (int z = 0; z < slices; z++) {
					if (readFully(in, bytes) < bytes.length)
						throw new EOFException("it ends in plane " + (read + 1) + " of " + planes.length);
					// ImageJ's order of planes: channel fastest
					planes[c + channels * (z + slices * t)] = pixels(data);
					read++;
				}
		// so that the checksum at the end of compressed data is read and compared
		readFully(in, new byte[1]);
		final ImageStack stack = new ImageStack(width, height);
		for (final Object plane : planes)
			stack.addSlice(null, plane);
		final ImagePlus image = new ImagePlus(named.getFileName().toString(), stack);
		image.setDimensions(channels, slices, frames);
		image.setOpenAsHyperStack(frames > 1 || channels > 1);
		calibrate(image);
		NiftiProperties.attach(image, header);
		display(image);
		return image;
	}

	private static void skip(final InputStream in, final long bytes) throws IOException {
		try {
			in.skipNBytes(bytes);
		}
		catch (final EOFException e) {
			throw new EOFException("it ends before the voxels");
		}
	}

	private static int readFully(final InputStream in, final byte[] bytes) throws IOException {
		try {
			return in.readNBytes(bytes, 0, bytes.length);
		}
		catch (final EOFException e) {
			throw new EOFException("its compressed data end too early");
		}
	}

	private void checkSizes(final long fileSize, final boolean compressed) throws IOException {
		final long[] dim = header.dim();
		final long bytes = header.voxels() * header.type().bytes();
		final String size = dim[0] + " x " + dim[1] + " x " + dim[2] + (dim[3] * dim[4] > 1 ? " x " + dim[3] * dim[4] : "") +
			" voxels";
		final long needed = compressed ? (bytes + header.voxelOffset()) / MAX_COMPRESSION : bytes + header.voxelOffset();
		if (needed > fileSize)
			throw new EOFException("its header says " + size + ", for which its " + fileSize + " bytes do not suffice");
		if (dim[0] * dim[1] * header.type().bytes() > Integer.MAX_VALUE - 8 || dim[2] * dim[3] > Integer.MAX_VALUE / dim[4])
			throw new IOException("it has " + size + ", and ImageJ holds 2^31 bytes per plane and 2^31 planes");
	}

	private Object pixels(final ByteBuffer data) {
		final int n = width * height;
		switch (header.type()) {
			case UINT8: {
				return data.array().clone();
			}
			case INT8, INT16: {
				final short[] shorts = new short[n];
				// ImageJ keeps signed numbers with an offset
				for (int i = 0; i < n; i++)
					shorts[i] = (short) ((int) header.type().get(data, i) + 32768);
				return shorts;
			}
			case UINT16: {
				final short[] shorts = new short[n];
				data.asShortBuffer().get(shorts);
				return shorts;
			}
			case RGB24, RGBA32: {
				final int[] colors = new int[n];
				final int step = header.type().bytes();
				for (int i = 0; i < n; i++)
					colors[i] = 0xff000000 | (data.get(step * i) & 0xff) << 16 | (data.get(step * i + 1) & 0xff) << 8 |
						data.get(step * i + 2) & 0xff;
				return colors;
			}
			default: {
				final float[] floats = new float[n];
				final double slope = header.isScaled() ? header.slope() : 1;
				final double intercept = header.isScaled() ? header.intercept() : 0;
				for (int i = 0; i < n; i++)
					floats[i] = (float) (slope * header.type().get(data, i) + intercept);
				return floats;
			}
		}
	}

	/** The sizes that the header says, or, where it says none, those of the sform. */
	private double[] steps() {
		final double[] steps = header.pixdim().clone();
		final Affine sform = header.orientation().sform();
		for (int axis = 0; sform != null && axis < 3; axis++)
			if (steps[axis] == 0 && header.dim()[axis] > 1)
				steps[axis] = sform.spacing(axis);
		return steps;
	}

	/** No unit, no place in the world, and pixels of size 1: what an image without calibration is written as. */
	private boolean isUncalibrated(final double[] steps) {
		return !NiftiUnits.isNamed(header.units()) && header.orientation().sform() == null && //
			header.orientation().qform() == null && steps[0] == 1 && steps[1] == 1 && steps[2] <= 1;
	}

	private void calibrate(final ImagePlus image) {
		final double[] steps = steps();
		final Calibration calibration = image.getCalibration();
		// a size that is half unknown would pass for one of 1 mm, as would that of an image without calibration
		if (!isUncalibrated(steps) && steps[0] > 0 && steps[1] > 0 && (steps[2] > 0 || header.dim()[2] == 1)) {
			calibration.pixelWidth = steps[0];
			calibration.pixelHeight = steps[1];
			calibration.pixelDepth = steps[2] > 0 ? steps[2] : 1;
			calibration.setUnit(NiftiUnits.length(header.units()));
		}
		if (header.dim()[3] > 1 && steps[3] > 0) {
			calibration.frameInterval = steps[3] * NiftiUnits.seconds(header.units());
			calibration.setTimeUnit("sec");
		}
		final boolean signed = header.type() == NiftiType.INT8 || header.type() == NiftiType.INT16;
		if (!signed && (image.getBitDepth() > 16 || !header.isScaled()))
			return;
		final double slope = header.isScaled() ? header.slope() : 1;
		final double intercept = header.isScaled() ? header.intercept() : 0;
		if (signed && slope == 1 && intercept == 0)
			calibration.setSigned16BitCalibration();
		else
			calibration.setFunction(Calibration.STRAIGHT_LINE,
				new double[] { signed ? intercept - 32768 * slope : intercept, slope }, "Gray Value");
	}

	/** The range that the file asks for; else that of all slices, since the first ones of a head are mostly air. */
	private void display(final ImagePlus image) {
		if (image.getBitDepth() == 24)
			return;
		double min = header.display()[0];
		double max = header.display()[1];
		if (!(min < max) || !Double.isFinite(max - min)) {
			min = Double.POSITIVE_INFINITY;
			max = Double.NEGATIVE_INFINITY;
			for (int i = 1; i <= image.getImageStackSize(); i++) {
				final ImageProcessor plane = image.getStack().getProcessor(i);
				for (int p = 0; p < plane.getPixelCount(); p++) {
					final float value = plane.getf(p);
					if (Float.isFinite(value)) {
						min = Math.min(min, value);
						max = Math.max(max, value);
					}
				}
			}
		}
		else if (image.getCalibration().calibrated()) {
			final double[] line = image.getCalibration().getCoefficients();
			final double[] ends = { (min - line[0]) / line[1], (max - line[0]) / line[1] };
			// stored values fall where real ones grow, if the slope is negative
			min = Math.min(ends[0], ends[1]);
			max = Math.max(ends[0], ends[1]);
		}
		image.setDisplayRange(min < max ? min : 0, min < max ? max : Math.max(1, max));
	}
}

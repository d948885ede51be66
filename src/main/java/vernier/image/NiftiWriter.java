package vernier.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

import ij.ImagePlus;
import ij.measure.Calibration;

/**
 * Writes NIfTI: .nii, .nii.gz, or a pair .hdr and .img, little endian, version 1 unless sizes or the origin of the image
 * ask for version 2. 8-bit becomes uint8, 16-bit uint16 or int16, 32-bit float32, RGB rgb24; a value calibration that is
 * a line becomes slope and intercept, any other is applied and gives float32. Sizes in nm, cm and inch are converted.
 */
final class NiftiWriter {

	private final ImagePlus image;
	private final NiftiType type;
	/** Value of each stored number where a calibration has to be applied, else null. */
	private final float[] values;
	private final byte[] extensions;
	private final NiftiHeader header;

	private NiftiWriter(final ImagePlus image, final boolean single) {
		this.image = image;
		final Calibration calibration = image.getCalibration();
		final boolean integer = image.getBitDepth() <= 16 && image.getType() != ImagePlus.COLOR_256;
		final boolean calibrated = integer && calibration.calibrated();
		final boolean line = calibrated && calibration.getFunction() == Calibration.STRAIGHT_LINE;
		values = calibrated && !line ? calibration.getCTable() : null;
		final boolean signed = values == null && image.getBitDepth() == 16 && NiftiProperties.isSigned(image);
		type = type(signed);
		double slope = 0;
		double intercept = 0;
		if (line) {
			slope = calibration.getCoefficients()[1];
			intercept = calibration.getCoefficients()[0] + (signed ? 32768 * slope : 0);
		}
		extensions = NiftiExtensions.of(image);
		final NiftiUnits.Length unit = NiftiUnits.of(calibration);
		final double[] pixdim = { calibration.pixelWidth * unit.factor(), calibration.pixelHeight * unit.factor(),
			calibration.pixelDepth * unit.factor(), calibration.frameInterval * NiftiUnits.seconds(calibration), 0 };
		final long[] dim = { image.getWidth(), image.getHeight(), image.getNSlices(), image.getNFrames(), image.getNChannels() };
		final int version = NiftiProperties.isVersion2(image) ? 2 : NiftiHeader.versionFor(dim);
		final int length = version == 1 ? NiftiHeader.LENGTH_1 : NiftiHeader.LENGTH_2;
		header = new NiftiHeader(version, ByteOrder.LITTLE_ENDIAN, single, dim, type, pixdim,
			single ? length + extensions.length : 0, slope, intercept, NiftiUnits.withSeconds(unit.code()), new double[2],
			NiftiProperties.description(image), Orientation.of(image));
	}

	private NiftiType type(final boolean signed) {
		if (image.getBitDepth() == 24 || image.getType() == ImagePlus.COLOR_256)
			return NiftiType.RGB24;
		if (image.getBitDepth() == 32 || values != null)
			return NiftiType.FLOAT32;
		return image.getBitDepth() == 8 ? NiftiType.UINT8 : signed ? NiftiType.INT16 : NiftiType.UINT16;
	}

	/** The files that hold an image of this name, the voxels of a pair first. */
	static List<Path> parts(final Path path) {
		return isPair(path) ? List.of(path.resolveSibling(stem(path) + ".img"), path.resolveSibling(stem(path) + ".hdr"))
			: List.of(path);
	}

	private static boolean isPair(final Path path) {
		return path.toString().toLowerCase(Locale.ROOT).matches(".*\\.(hdr|img)");
	}

	private static String stem(final Path path) {
		final String name = path.getFileName().toString();
		return name.substring(0, name.length() - 4);
	}

	/** Writes the part of the given name. */
	static void write(final ImagePlus image, final OutputStream file, final Path part) throws IOException {
		final NiftiWriter writer = new NiftiWriter(image, !isPair(part));
		final OutputStream out = new BufferedOutputStream(part.toString().toLowerCase(Locale.ROOT).endsWith(".gz")
			? new GZIPOutputStream(file, 1 << 16) : file, 1 << 16);
		final boolean voxelsOnly = isPair(part) && ImageFiles.extension(part).equals("img");
		if (!voxelsOnly) {
			out.write(writer.header.toBytes());
			out.write(writer.extensions);
		}
		if (voxelsOnly || !isPair(part))
			writer.writeVoxels(out);
		// ends the compressed data; the file itself is closed by whoever opened it
		out.close();
	}

	private void writeVoxels(final OutputStream out) throws IOException {
		final ByteBuffer buffer = ByteBuffer.allocate(image.getWidth() * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
		for (int c = 1; c <= image.getNChannels(); c++)
			for (int t = 1; t <= image.getNFrames(); t++)
				for (int z = 1; z <= image.getNSlices(); z++) {
					final int index = image.getStackIndex(c, z, t);
					final Object pixels = image.getImageStackSize() == 1 ? image.getProcessor().getPixels()
						: image.getImageStack().getPixels(index);
					for (int y = 0; y < image.getHeight(); y++) {
						putRow(pixels, y * image.getWidth(), buffer.clear());
						out.write(buffer.array());
					}
				}
	}

	private void putRow(final Object pixels, final int from, final ByteBuffer row) {
		for (int i = from; i < from + image.getWidth(); i++)
			switch (type) {
				case UINT8 -> row.put(((byte[]) pixels)[i]);
				case INT16 -> row.putShort((short) ((((short[]) pixels)[i] & 0xffff) - 32768));
				case UINT16 -> row.putShort(((short[]) pixels)[i]);
				case FLOAT32 -> row.putFloat(values == null ? ((float[]) pixels)[i] : values[stored(pixels, i)]);
				default -> {
					final int color = pixels instanceof int[] colors ? colors[i]
						: image.getProcessor().getLut().getRGB(((byte[]) pixels)[i] & 0xff);
					row.put((byte) (color >> 16)).put((byte) (color >> 8)).put((byte) color);
				}
			}
	}

	private static int stored(final Object pixels, final int index) {
		return pixels instanceof byte[] bytes ? bytes[index] & 0xff : ((short[]) pixels)[index] & 0xffff;
	}
}

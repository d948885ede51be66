package vernier.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Slices of an MR series as DICOM PS3.10 files, explicit VR, little endian: as little as a reader needs. */
public final class DicomWriter {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private DicomWriter() {}

	/**
	 * Writes one slice whose pixels all have one value.
	 *
	 * @param position of the first pixel's centre, in mm, x to the left, y to the back; null for none
	 * @param axes directions of rows and columns of pixels, six numbers
	 */
	public static void slice(final Path file, final int width, final int height, final int number, final double[] position,
		final double[] axes, final double[] spacing, final String series, final int value) throws IOException
	{
		final DicomWriter writer = new DicomWriter();
		writer.out.write(new byte[128]);
		writer.out.write("DICM".getBytes(StandardCharsets.US_ASCII));
		writer.text(0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1");
		writer.text(0x0008, 0x0060, "CS", "MR");
		writer.text(0x0018, 0x0050, "DS", "1.5");
		writer.text(0x0020, 0x000e, "UI", series);
		writer.text(0x0020, 0x0013, "IS", String.valueOf(number));
		if (position != null) {
			writer.text(0x0020, 0x0032, "DS", numbers(position));
			writer.text(0x0020, 0x0037, "DS", numbers(axes));
		}
		writer.number(0x0028, 0x0002, 1);
		writer.text(0x0028, 0x0004, "CS", "MONOCHROME2");
		writer.number(0x0028, 0x0010, height);
		writer.number(0x0028, 0x0011, width);
		// rows first
		writer.text(0x0028, 0x0030, "DS", numbers(spacing[1], spacing[0]));
		writer.number(0x0028, 0x0100, 16);
		writer.number(0x0028, 0x0101, 12);
		writer.number(0x0028, 0x0102, 11);
		writer.number(0x0028, 0x0103, 0);
		final ByteBuffer pixels = ByteBuffer.allocate(2 * width * height).order(ByteOrder.LITTLE_ENDIAN);
		while (pixels.hasRemaining())
			pixels.putShort((short) value);
		writer.head(0x7fe0, 0x0010, "OW");
		writer.out.write(ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN).putInt(2, pixels.capacity()).array());
		writer.out.write(pixels.array());
		Files.createDirectories(file.getParent());
		Files.write(file, writer.out.toByteArray());
	}

	/** Writes another transfer syntax into a file of {@link #slice}, whatever its pixels are. */
	static void setSyntax(final Path file, final String syntax) throws IOException {
		final byte[] old = Files.readAllBytes(file);
		final DicomWriter writer = new DicomWriter();
		writer.out.write(old, 0, 132);
		writer.text(0x0002, 0x0010, "UI", syntax);
		// the old element has 8 bytes and its text, which is of even length
		writer.out.write(old, 160, old.length - 160);
		Files.write(file, writer.out.toByteArray());
	}

	/** Writes how stored numbers become values into a file of {@link #slice} of the given number of pixels. */
	static void setScaling(final Path file, final int pixels, final double slope, final double intercept) throws IOException {
		final byte[] old = Files.readAllBytes(file);
		final int data = old.length - 2 * pixels - 12;
		final DicomWriter writer = new DicomWriter();
		// the element before the pixels says whether they are signed
		writer.out.write(old, 0, data - 2);
		writer.out.write(new byte[] { 1, 0 });
		writer.text(0x0028, 0x1052, "DS", numbers(intercept));
		writer.text(0x0028, 0x1053, "DS", numbers(slope));
		writer.out.write(old, data, old.length - data);
		Files.write(file, writer.out.toByteArray());
	}

	private static String numbers(final double... numbers) {
		return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining("\\"));
	}

	private void head(final int group, final int element, final String type) throws IOException {
		out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putShort((short) group).putShort((short) element).array());
		out.write(type.getBytes(StandardCharsets.US_ASCII));
	}

	private void text(final int group, final int element, final String type, final String text) throws IOException {
		final String even = text.length() % 2 == 0 ? text : text + (type.equals("UI") ? "\0" : " ");
		head(group, element, type);
		out.write(ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) even.length()).array());
		out.write(even.getBytes(StandardCharsets.US_ASCII));
	}

	private void number(final int group, final int element, final int value) throws IOException {
		head(group, element, "US");
		out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 2).putShort((short) value).array());
	}
}

package vernier.image;

import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageMetadata;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

/**
 * TIFF files that ImageJ's decoder does not read or misreads: tiles, BigTIFF, more than four bands, differences of
 * floating-point numbers. TwelveMonkeys' reader does. Bands become channels, but for pictures of 8-bit colours; pages of
 * the same kind as the first become slices; smaller copies of the first, as cloud-optimised GeoTIFF has them, are left out.
 */
final class TiffBands {

	private final ImageReader reader;
	private final ImageInputStream in;
	/** Of the first page. */
	private final TIFFImageMetadata metadata;
	private final TiffPage first;

	private TiffBands(final ImageReader reader, final ImageInputStream in) throws IOException {
		this.reader = reader;
		this.in = in;
		metadata = metadata(0);
		first = TiffPage.of(metadata);
	}

	static ImagePlus open(final Path path) throws IOException {
		return read(path, bands -> bands.image(path.getFileName().toString()));
	}

	/** Gives an image just opened what the file, a GeoTIFF, says of it. */
	static void georeference(final Path path, final ImagePlus image) throws IOException {
		read(path, bands -> {
			GeoTiff.apply(bands.metadata, image);
			return image;
		});
	}

	private interface Reading {

		ImagePlus of(TiffBands bands) throws IOException;
	}

	private static ImagePlus read(final Path path, final Reading reading) throws IOException {
		try (ImageInputStream in = ImageIO.createImageInputStream(path.toFile())) {
			final BigTIFFImageReaderSpi big = new BigTIFFImageReaderSpi();
			final ImageReader reader = (big.canDecodeInput(in) ? big : new TIFFImageReaderSpi()).createReaderInstance();
			try {
				reader.setInput(in);
				return reading.of(new TiffBands(reader, in));
			}
			finally {
				reader.dispose();
			}
		}
	}

	private TIFFImageMetadata metadata(final int page) throws IOException {
		return (TIFFImageMetadata) reader.getImageMetadata(page);
	}

	private ImagePlus image(final String title) throws IOException {
		TiffFiles.checkSize(first.width(), first.height());
		if ((long) first.width() * first.height() > Integer.MAX_VALUE - 8)
			throw new IOException("a plane of " + first.width() + " x " + first.height() + " pixels is more than ImageJ can hold");
		if (first.photometric() == TiffPage.INKS)
			throw new IOException("its bands are printing inks (CMYK), of which no colours of a screen are known");
		final ImageStack stack = new ImageStack(first.width(), first.height());
		final List<Integer> pages = pages();
		for (final int page : pages)
			add(page, stack);
		final ImagePlus image = dimensioned(new ImagePlus(title, stack), pages.size());
		calibrate(image.getCalibration());
		GeoTiff.apply(metadata, image);
		final Entry description = metadata.getTIFFField(TIFF.TAG_IMAGE_DESCRIPTION);
		return OmeXml.apply(image, description == null ? null : description.getValueAsString());
	}

	/** Like ImageJ: all where they are alike, else the first. */
	private List<Integer> pages() throws IOException {
		final List<Integer> pages = new ArrayList<>();
		checkDirectories();
		for (int i = 0; i < reader.getNumImages(true); i++) {
			final TIFFImageMetadata page = metadata(i);
			if (i > 0 && TiffPage.isCopyOrMask(page))
				continue;
			if (!TiffPage.of(page).equals(first))
				return List.of(0);
			// a reader gives what is missing in a file without compression as zeros
			checkComplete(page);
			pages.add(i);
		}
		return pages;
	}

	/** The reader takes a directory that the file's end cuts off for the last one. */
	private void checkDirectories() throws IOException {
		in.seek(0);
		in.setByteOrder(in.readUnsignedByte() == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
		in.seek(2);
		final boolean big = in.readShort() == TiffLayout.BIG;
		in.seek(big ? 8 : 4);
		long next = big ? in.readLong() : in.readUnsignedInt();
		for (int i = 0; next != 0 && i < reader.getNumImages(true) + 1; i++) {
			in.seek(next);
			final long entries = big ? in.readLong() : in.readUnsignedShort();
			in.seek(in.getStreamPosition() + entries * (big ? 20 : 12));
			next = big ? in.readLong() : in.readUnsignedInt();
		}
	}

	private void checkComplete(final TIFFImageMetadata page) throws IOException {
		for (final int[] tags : new int[][] { { TIFF.TAG_STRIP_OFFSETS, TIFF.TAG_STRIP_BYTE_COUNTS }, //
			{ TIFF.TAG_TILE_OFFSETS, TIFF.TAG_TILE_BYTE_COUNTS } }) {
			final double[] offsets = TiffPage.numbers(page, tags[0]);
			final double[] lengths = TiffPage.numbers(page, tags[1]);
			for (int i = 0; i < Math.min(offsets.length, lengths.length); i++)
				if (offsets[i] + lengths[i] > in.length())
					throw new EOFException("it ends after " + in.length() + " bytes, before its last pixels");
		}
	}

	private void add(final int page, final ImageStack stack) throws IOException {
		if (first.isPicture()) {
			stack.addSlice(RasterFiles.processor(reader.read(page)));
			return;
		}
		final Raster raster = raster(page);
		if (raster.getNumBands() != first.bands())
			throw new IOException("only " + raster.getNumBands() + " of its " + first.bands() + " bands can be read");
		for (int band = 0; band < first.bands(); band++)
			stack.addSlice(null, first.pixels(raster, band));
	}

	/** Of several bands that follow one another and are no colours, TwelveMonkeys reads one; Java's own reader has them all. */
	private Raster raster(final int page) throws IOException {
		if (!first.apart() || first.bands() == 1 || first.photometric() > 1)
			return reader.readRaster(page, null);
		final Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("tiff");
		while (readers.hasNext()) {
			final ImageReader own = readers.next();
			if (own.getClass().getName().startsWith("com.sun."))
				try {
					in.seek(0);
					own.setInput(in);
					return own.readAsRenderedImage(page, null).getData();
				}
				finally {
					own.dispose();
				}
		}
		throw new IOException("its bands follow one another");
	}

	private ImagePlus dimensioned(final ImagePlus image, final int pages) {
		if (first.isSigned16())
			image.getCalibration().setSigned16BitCalibration();
		if (first.isPicture() || first.bands() == 1) {
			if (first.photometric() == TiffPage.WHITE_IS_ZERO && first.bits() <= 8)
				image.getProcessor().invertLut();
			return image;
		}
		image.setDimensions(first.bands(), pages, 1);
		image.setOpenAsHyperStack(true);
		return new CompositeImage(image, first.photometric() == TiffPage.RGB ? CompositeImage.COMPOSITE
			: CompositeImage.GRAYSCALE);
	}

	private void calibrate(final Calibration calibration) {
		final double[] x = TiffPage.numbers(metadata, TIFF.TAG_X_RESOLUTION);
		final double[] y = TiffPage.numbers(metadata, TIFF.TAG_Y_RESOLUTION);
		final double[] unit = TiffPage.numbers(metadata, TIFF.TAG_RESOLUTION_UNIT);
		final boolean isLength = unit.length == 1 && (unit[0] == 2 || unit[0] == 3);
		// 72 and 96 to the inch are what programs write that know nothing
		if (isLength && x.length == 1 && y.length == 1 && x[0] > 0 && y[0] > 0 && !(unit[0] == 2 && (x[0] == 72 || x[0] == 96))) {
			calibration.pixelWidth = 1 / x[0];
			calibration.pixelHeight = 1 / y[0];
			calibration.setUnit(unit[0] == 2 ? "inch" : "cm");
		}
	}
}

package vernier.model;

import vernier.image.VernierException;

/**
 * Which input pixels of a network an output pixel reads: what has to be known to compute an image in tiles. Found from
 * the graph alone, exactly, by {@link #of}.
 *
 * <pre>
 * switch (Footprint.of(graph)) {
 * 	case Local local -&gt; halo = local.halo(); // tile by tile
 * 	case WholeImage whole -&gt; reason = whole.reason(); // all at once or not at all
 * }
 * </pre>
 */
public sealed interface Footprint {

	/**
	 * What is known of any network; sizes in pixels.
	 *
	 * @param inputChannels values per input pixel
	 * @param outputChannels values per output pixel, 0 if unknown
	 * @param scale output pixels per input pixel along an axis; 1 for networks that reduce; 0 if unknown
	 * @param reduction input pixels per output pixel along an axis; 1 for networks that do not reduce; 0 if unknown
	 * @param multiple where a tile begins, and the sizes of the tile and of the image, must be multiples of it
	 * @param activationBytesPerPixel most bytes of tensors that live at one time, per input pixel, if all are float32 and
	 *          element-wise operations work in place; working memory of convolutions is not included; 0 if unknown
	 * @param fixedWidth columns that the network accepts, 0 for any number
	 * @param fixedHeight rows that the network accepts, 0 for any number
	 */
	record Geometry(int inputChannels, int outputChannels, int scale, int reduction, int multiple,
		long activationBytesPerPixel, int fixedWidth, int fixedHeight)
	{}

	/**
	 * Every output pixel reads a neighbourhood of fixed size, so that tiles can be computed one by one and give exactly
	 * the pixels of the whole image. The margins are the input pixels beyond those that an output region covers (from
	 * floor(x / scale) up to ceil(end / scale)); where they leave the image, the tile ends at the image's border.
	 *
	 * @param geometry channels, scale and so on
	 * @param left input pixels read to the left
	 * @param right input pixels read to the right
	 * @param top input pixels read above
	 * @param bottom input pixels read below
	 */
	record Local(Geometry geometry, int left, int right, int top, int bottom) implements Footprint {

		@Override
		public int halo() {
			return Math.max(Math.max(left, right), Math.max(top, bottom));
		}
	}

	/**
	 * An output pixel may read any input pixel.
	 *
	 * @param geometry channels, scale and so on
	 * @param reason why: names the operation
	 */
	record WholeImage(Geometry geometry, String reason) implements Footprint {}

	/** Channels, scale and so on. */
	Geometry geometry();

	/** The largest margin, in input pixels, around the input pixels that an output region covers; 0 for whole images. */
	default int halo() {
		return 0;
	}

	/** Values per input pixel. */
	default int inputChannels() {
		return geometry().inputChannels();
	}

	/** Values per output pixel; 0 if unknown. */
	default int outputChannels() {
		return geometry().outputChannels();
	}

	/** Output pixels per input pixel along an axis; 1 for networks that reduce, 0 if unknown. */
	default int scale() {
		return geometry().scale();
	}

	/** Input pixels per output pixel along an axis; 1 for networks that do not reduce, 0 if unknown. */
	default int reduction() {
		return geometry().reduction();
	}

	/** Where tiles begin, and the sizes of tiles and image, must be multiples of it (input pixels). */
	default int multiple() {
		return geometry().multiple();
	}

	/** Most bytes of float32 tensors that live at one time, per input pixel; 0 if unknown. */
	default long activationBytesPerPixel() {
		return geometry().activationBytesPerPixel();
	}

	/** Columns that the network accepts, 0 for any number. */
	default int fixedWidth() {
		return geometry().fixedWidth();
	}

	/** Rows that the network accepts, 0 for any number. */
	default int fixedHeight() {
		return geometry().fixedHeight();
	}

	/**
	 * Analyses a network, from its image input (batch, channel, y, x) to its first output.
	 *
	 * @throws VernierException if it has no image input or no output
	 */
	static Footprint of(final OnnxGraph graph) {
		return new FootprintAnalyser(graph).analyse();
	}
}

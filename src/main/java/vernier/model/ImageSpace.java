package vernier.model;

import static java.lang.Math.floorDiv;

import java.util.Arrays;
import java.util.stream.LongStream;

import vernier.model.AxisMap.NotLocal;
import vernier.model.AxisMap.Reads;
import vernier.model.AxisMap.Work;
import vernier.model.GraphTensor.Dim;
import vernier.model.GraphTensor.Fixed;
import vernier.model.GraphTensor.Spatial;

/** The image axes that the tensors of a network lie along, and what its operations do to them. */
final class ImageSpace {

	/** Divisible by all strides in use, and so large that no constant of a graph equals a size by chance. */
	private static final long FREE_SIZE = 1024 * 9 * 5 * 7;

	private final long[] pixels;
	private final long opset;
	private final boolean symmetric;
	private final Work work = new Work();
	private boolean mirrors;
	private String reason;

	/**
	 * @param height rows that the network is made for, 0 if any number
	 * @param width columns that the network is made for, 0 if any number
	 * @param opset version of the operator set
	 * @param symmetric widen every read to be the same on both sides, see {@link #mirrors()}
	 */
	ImageSpace(final long height, final long width, final long opset, final boolean symmetric) {
		pixels = new long[] { height > 0 ? height : FREE_SIZE * 101, width > 0 ? width : FREE_SIZE * 103 };
		this.opset = opset;
		this.symmetric = symmetric;
	}

	/** An axis of the image itself: 0 for y, 1 for x. */
	Spatial image(final int axis) {
		return new Spatial(axis, pixels[axis], AxisMap.IDENTITY);
	}

	/** A dimension along which a constant is repeated; an image axis (0 for y, 1 for x) if it has the image's size. */
	Dim constantAlong(final int axis, final long size) {
		if (axis >= 0 && pixels[axis] == size)
			return image(axis);
		if (size > FREE_SIZE)
			throw new NotLocal("it repeats a constant to a size that depends on the image's");
		return new Fixed(size);
	}

	/** Version of the ONNX standard's operator set. */
	long opset() {
		return opset;
	}

	/** Notes that the network reads the whole image; the first reason counts. */
	void whole(final String why) {
		if (reason == null)
			reason = why;
	}

	/** Why the network needs the whole image, or null. */
	String reason() {
		return reason;
	}

	/** Notes that an operation mirrors the image at its border. */
	void mirror() {
		mirrors = true;
	}

	/**
	 * True if the image is mirrored at its border. A mirrored pixel lies on the other side of the border, so that what an
	 * element reads to its left counts to its right as well: the reads must be symmetric.
	 */
	boolean mirrors() {
		return mirrors;
	}

	/** Elements that read what both read. */
	AxisMap union(final AxisMap a, final AxisMap b) {
		return a.union(b, work);
	}

	/** Counts numbers that are computed against the limit of what is done for one network. */
	void spend(final long numbers) {
		work.spend(numbers);
	}

	/** Elements that the tensor has beyond pixels times scale. */
	long offset(final Spatial dim) {
		return dim.size() - exact(pixels[dim.axis()], dim.map().elements(), dim.map().period());
	}

	/**
	 * The axis after an operation.
	 *
	 * @param dim axis before
	 * @param multiply elements after the operation
	 * @param divide for this many elements before it
	 * @param size elements after it in all
	 * @param reads elements that each element reads
	 */
	Spatial next(final Spatial dim, final int multiply, final int divide, final long size, final Reads reads) {
		final AxisMap map = dim.map();
		final long before = offset(dim);
		final int common = AxisMap.gcd(map.elements(), divide);
		final long after = size - exact(pixels[dim.axis()], (long) map.elements() / common * multiply, //
			(long) map.period() * (divide / common));
		final Reads wide = symmetric ? symmetric(reads, multiply, divide, before, after) : reads;
		return new Spatial(dim.axis(), size, map.next(multiply, divide, wide, work).coveringItself(after));
	}

	/** Widens reads to both sides of the element's place, both tensors laid centre on centre. */
	private static Reads symmetric(final Reads reads, final int multiply, final int divide, final long before,
		final long after)
	{
		final long unit = 2L * multiply;
		return index -> {
			final long[] read = reads.of(index);
			if (read.length == 0)
				return read;
			final long centre = (2 * index - after + 1) * divide + (before - 1) * multiply;
			final long radius = Math.max(centre - unit * Arrays.stream(read).min().getAsLong(), //
				unit * Arrays.stream(read).max().getAsLong() - centre);
			return LongStream.concat(Arrays.stream(read), LongStream.of(floorDiv(centre - radius, unit), //
				-floorDiv(-centre - radius, unit))).toArray();
		};
	}

	private static long exact(final long pixels, final long multiply, final long divide) {
		final long product = Math.multiplyExact(pixels, multiply);
		if (product % divide != 0)
			throw new NotLocal("its image size " + pixels + " is not a multiple of its stride " + divide);
		return product / divide;
	}
}

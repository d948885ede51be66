package vernier.inference;

import java.nio.FloatBuffer;
import java.util.Optional;

import vernier.image.Region;

/**
 * A computation on planes that can be done block by block with the same result as in one go: it knows which source
 * region a target region needs. Not thread-safe.
 */
public interface BlockOperator {

	/** Values per pixel it takes. */
	int sourceChannels();

	/** Values per pixel it gives. */
	int targetChannels();

	/** Columns of the target plane for a source plane that has the given number of columns; as many if not told otherwise. */
	default long targetWidth(final long sourceWidth) {
		return sourceWidth;
	}

	/** Rows of the target plane for a source plane that has the given number of rows; as many if not told otherwise. */
	default long targetHeight(final long sourceHeight) {
		return sourceHeight;
	}

	/**
	 * The source region needed for a target region, clipped to the source plane.
	 *
	 * @param target region of the target plane
	 * @param sourceWidth columns of the source plane
	 * @param sourceHeight rows of the source plane
	 */
	Region source(Region target, long sourceWidth, long sourceHeight);

	/**
	 * The region that is computed anyway for a target region, and which a buffer should have room for so that nothing has
	 * to be copied: see {@link Block#room}. It contains the target region and may reach beyond the plane.
	 */
	default Region room(final Region target, final long sourceWidth, final long sourceHeight) {
		return target;
	}

	/**
	 * Computes a target block.
	 *
	 * @param block where the blocks lie in their planes
	 * @param source channels x height x width values of {@code block.source()}, from index 0
	 * @param target receives channels x height x width values of {@code block.room()}, from index 0; those outside of
	 *          {@code block.target()} are without meaning
	 */
	void compute(Block block, FloatBuffer source, FloatBuffer target);

	/**
	 * The size of the source block that a target block of this size needs, far from the border of its plane; of the
	 * whole source plane if this computation cannot be split.
	 */
	default Region typicalSource(final int targetWidth, final int targetHeight) {
		final long plane = 1 << 20;
		final long width = targetWidth(plane);
		final long height = targetHeight(plane);
		if (wholeImageReason().isPresent())
			return Region.between(0, 0, //
				(targetWidth * plane + width - 1) / width, (targetHeight * plane + height - 1) / height);
		return source(new Region(width / 2, height / 2, targetWidth, targetHeight), plane, plane);
	}

	/** Bytes of working memory, buffers of source and target included, that a target block of this size may take. */
	long memory(int targetWidth, int targetHeight);

	/** Lets go of buffers that are kept from block to block: there was not enough memory, and smaller blocks follow. */
	default void release() {
		// nothing is kept, if not told otherwise
	}

	/**
	 * Why this computation cannot be split into blocks, if so: then {@link #source} is always the whole plane and the
	 * only target region is the whole target plane.
	 */
	default Optional<String> wholeImageReason() {
		return Optional.empty();
	}

	/**
	 * By how much a block can be moved without change: if all that it reads is the same at the new place, and as far from
	 * the same borders of the plane, or from none, its result is the same bit by bit. Nothing if that is not known.
	 */
	default Optional<Shift> shift() {
		return Optional.empty();
	}

	/**
	 * A distance, along x and y alike, of which all multiples count.
	 *
	 * @param source pixels of the source plane, at least 1
	 * @param target pixels of the target plane, at least 1
	 */
	record Shift(int source, int target) {

		/** The least shift of two operators on the same planes, if they have one. */
		public Optional<Shift> and(final Shift other) {
			int common = source;
			while (common % other.source != 0)
				common += source;
			return (long) common / source * target == (long) common / other.source * other.target ? Optional.of(new Shift(common,
				common / source * target)) : Optional.empty();
		}

		/** The least shift of two steps, this one first. */
		Shift then(final Shift next) {
			int common = target;
			while (common % next.source != 0)
				common += target;
			return new Shift(common / target * source, common / next.source * next.target);
		}
	}

	/**
	 * The place of one block.
	 *
	 * @param source region given, at least what {@link BlockOperator#source} asked for
	 * @param sourceWidth columns of the source plane
	 * @param sourceHeight rows of the source plane
	 * @param target region wanted
	 * @param room region that the target buffer has room for: the target, or what {@link BlockOperator#room} said
	 */
	record Block(Region source, long sourceWidth, long sourceHeight, Region target, Region room) {

		/** With room for the target region and no more. */
		public Block(final Region source, final long sourceWidth, final long sourceHeight, final Region target) {
			this(source, sourceWidth, sourceHeight, target, target);
		}
	}
}

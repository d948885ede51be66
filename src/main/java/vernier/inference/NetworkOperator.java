package vernier.inference;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.Random;

import vernier.image.Region;
import vernier.image.VernierException;
import vernier.model.Footprint;
import vernier.model.Model;

/**
 * A network as a {@link BlockOperator}. A target region needs the source pixels below it and a halo of the network's
 * receptive-field radius around them; where the plane ends the tile ends, so that the network's own padding acts there
 * as it does on the whole image. Networks that work on a coarser grid inside get tiles on that grid; a plane whose size
 * is no multiple of it is continued by its edge pixels on the right and at the bottom.
 */
public final class NetworkOperator implements BlockOperator {

	private final ModelSession session;
	private final String id;
	private final int channelsIn;
	private final int channelsOut;
	private final int scale;
	private final int halo;
	private final int multiple;
	private final long bytesPerPixel;
	private final String wholeImage;
	private final int fixedWidth;
	private final int fixedHeight;
	private FloatBuffer fitted;
	private FloatBuffer output;

	/**
	 * @param model network from (1, C, H, W) to (1, K, s H, s W)
	 * @param session the model on its device; stays the caller's to close
	 */
	public NetworkOperator(final Model model, final ModelSession session) {
		this.session = session;
		id = model.description().id();
		final Footprint footprint = model.footprint();
		channelsIn = footprint.inputChannels();
		channelsOut = footprint.outputChannels();
		scale = footprint.scale();
		halo = footprint instanceof Footprint.Local local ? local.halo() : 0;
		multiple = footprint.multiple();
		bytesPerPixel = footprint.activationBytesPerPixel();
		fixedWidth = footprint.fixedWidth();
		fixedHeight = footprint.fixedHeight();
		wholeImage = footprint instanceof Footprint.WholeImage whole ? whole.reason() : null;
	}

	@Override
	public void release() {
		fitted = null;
		output = null;
	}

	@Override
	public int sourceChannels() {
		return channelsIn;
	}

	@Override
	public int targetChannels() {
		return channelsOut;
	}

	/** Target pixels per source pixel, in x and in y. */
	public int scale() {
		return scale;
	}

	@Override
	public long targetWidth(final long sourceWidth) {
		return sourceWidth * scale;
	}

	@Override
	public long targetHeight(final long sourceHeight) {
		return sourceHeight * scale;
	}

	@Override
	public Optional<String> wholeImageReason() {
		if (fixedWidth > 0 || fixedHeight > 0)
			return Optional.of("it was exported for one image size");
		return Optional.ofNullable(wholeImage);
	}

	@Override
	public Optional<Shift> shift() {
		return wholeImageReason().isPresent() ? Optional.empty() : Optional.of(new Shift(multiple, multiple * scale));
	}

	@Override
	public Region source(final Region target, final long sourceWidth, final long sourceHeight) {
		if (fixedWidth > 0 && fixedWidth != sourceWidth || fixedHeight > 0 && fixedHeight != sourceHeight)
			throw new VernierException("The model accepts only images of " + side(fixedWidth) + " x " + side(fixedHeight) +
				" pixels, this one has " + sourceWidth + " x " + sourceHeight + ": crop it or choose another model.");
		if (wholeImageReason().isPresent())
			return Region.between(0, 0, sourceWidth, sourceHeight);
		return Region.between(first(target.x()), first(target.y()), last(target.endX(), sourceWidth),
			last(target.endY(), sourceHeight));
	}

	private static String side(final int fixed) {
		return fixed > 0 ? Integer.toString(fixed) : "any number of";
	}

	private long first(final long target) {
		final long core = Math.floorDiv(target, scale) / multiple * multiple;
		return Math.max(0, core - (halo + multiple - 1) / multiple * multiple);
	}

	private long last(final long targetEnd, final long size) {
		final long core = onGrid((targetEnd + scale - 1) / scale);
		return Math.min(size, core + (halo + multiple - 1) / multiple * multiple);
	}

	private long onGrid(final long end) {
		return (end + multiple - 1) / multiple * multiple;
	}

	@Override
	public void compute(final Block block, final FloatBuffer source, final FloatBuffer target) {
		// more may be given, from where the network's own grid does not begin
		final Region needed = source(block.target(), block.sourceWidth(), block.sourceHeight());
		final Region region = onGrid(needed);
		final FloatBuffer in = region.equals(block.source()) ? source : fitted(source, block.source(), needed, region);
		final Region made = enlarged(region);
		final boolean direct = made.equals(block.room());
		if (!direct)
			output = Buffers.atLeast(output, made.size() * channelsOut);
		final FloatBuffer out = direct ? target : output;
		session.run(in, new long[] { 1, channelsIn, region.height(), region.width() }, out, //
			new long[] { 1, channelsOut, made.height(), made.width() });
		check(in, region.size() * channelsIn, out, made.size() * channelsOut);
		if (!direct)
			Buffers.crop(out, made, target, block.room(), channelsOut);
	}

	/** A broken model, or one whose numbers overflow on this device, must not pass for a result. */
	private void check(final FloatBuffer in, final long given, final FloatBuffer out, final long made) {
		final int bad = firstNonFinite(out, (int) made);
		if (bad < made && firstNonFinite(in, (int) given) == given)
			throw new VernierException("The model \"" + id + "\" gave values that are no numbers (" + out.get(bad) +
				") for pixels that are: check it with Verify Models, or choose another model or device.");
	}

	private static int firstNonFinite(final FloatBuffer values, final int size) {
		int i = 0;
		while (i < size && Math.abs(values.get(i)) <= Float.MAX_VALUE)
			i++;
		return i;
	}

	@Override
	public Region room(final Region target, final long sourceWidth, final long sourceHeight) {
		return enlarged(onGrid(source(target, sourceWidth, sourceHeight)));
	}

	private Region enlarged(final Region source) {
		return new Region(source.x() * scale, source.y() * scale, source.width() * scale, source.height() * scale);
	}

	private Region onGrid(final Region source) {
		return new Region(source.x(), source.y(), (int) onGrid(source.width()), (int) onGrid(source.height()));
	}

	/**
	 * Cuts out what is needed and fills up to the network's grid with its last column and row; the latter only ever at
	 * the plane's end.
	 */
	private FloatBuffer fitted(final FloatBuffer source, final Region given, final Region needed, final Region region) {
		fitted = Buffers.atLeast(fitted, region.size() * channelsIn);
		final int dx = (int) (needed.x() - given.x());
		final int dy = (int) (needed.y() - given.y());
		for (int c = 0; c < channelsIn; c++)
			for (int y = 0; y < region.height(); y++) {
				final int row = c * given.height() + dy + Math.min(y, needed.height() - 1);
				final int from = row * given.width() + dx;
				final int to = (c * region.height() + y) * region.width();
				fitted.put(to, source, from, needed.width());
				for (int x = needed.width(); x < region.width(); x++)
					fitted.put(to + x, source.get(from + needed.width() - 1));
			}
		return fitted;
	}

	@Override
	public long memory(final int targetWidth, final int targetHeight) {
		final long width = targetWidth / scale + 2L * (halo + multiple);
		final long height = targetHeight / scale + 2L * (halo + multiple);
		// activations, input, and output twice: as computed and cropped
		return width * height * (bytesPerPixel + 4L * (2 * channelsIn + 2 * channelsOut * scale * scale));
	}

	/** Result of a small reproducible random input, to compare devices. */
	float[] probe(final int size) {
		final int width = fixedWidth > 0 ? fixedWidth : (int) onGrid(size);
		final int height = fixedHeight > 0 ? fixedHeight : (int) onGrid(size);
		final FloatBuffer source = Buffers.allocate((long) width * height * channelsIn);
		final Random random = new Random(1);
		for (int i = 0; i < source.capacity(); i++)
			source.put(i, random.nextFloat());
		final FloatBuffer target = Buffers.allocate(targetWidth(width) * targetHeight(height) * channelsOut);
		session.run(source, new long[] { 1, channelsIn, height, width }, target, //
			new long[] { 1, channelsOut, targetHeight(height), targetWidth(width) });
		final float[] values = new float[target.capacity()];
		target.get(0, values);
		return values;
	}
}

package vernier.inference;

import java.util.Optional;

import vernier.image.Region;

/**
 * A computation built on another one, whose planes have the same size and which reads the whole image where that does; where
 * a class does not say otherwise, it has the same channels and reads the same region.
 */
public abstract class Around implements BlockOperator {

	/** The other one. */
	protected final BlockOperator inner;

	/** @param inner the other one */
	protected Around(final BlockOperator inner) {
		this.inner = inner;
	}

	@Override
	public int sourceChannels() {
		return inner.sourceChannels();
	}

	@Override
	public int targetChannels() {
		return inner.targetChannels();
	}

	@Override
	public Region source(final Region target, final long sourceWidth, final long sourceHeight) {
		return inner.source(target, sourceWidth, sourceHeight);
	}

	@Override
	public final long targetWidth(final long sourceWidth) {
		return inner.targetWidth(sourceWidth);
	}

	@Override
	public final long targetHeight(final long sourceHeight) {
		return inner.targetHeight(sourceHeight);
	}

	@Override
	public void release() {
		inner.release();
	}

	@Override
	public final Optional<String> wholeImageReason() {
		return inner.wholeImageReason();
	}
}

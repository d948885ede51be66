package vernier.superres;

import java.util.Optional;

import vernier.inference.BlockOperator;

/** An enlarger built on another one, whose planes have the same size and which reads the whole image where that does. */
abstract class Around implements BlockOperator {

	final BlockOperator inner;

	/** @param inner the other one */
	Around(final BlockOperator inner) {
		this.inner = inner;
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
	public final Optional<String> wholeImageReason() {
		return inner.wholeImageReason();
	}
}

package vernier.image;

/** Gives what another reader of the plane reads, changed in some way. */
public abstract class AroundReader implements BlockReader {

	/** The other reader. */
	protected final BlockReader inner;

	/** @param inner of the plane, as large */
	protected AroundReader(final BlockReader inner) {
		this.inner = inner;
	}

	@Override
	public int channels() {
		return inner.channels();
	}

	@Override
	public final long width() {
		return inner.width();
	}

	@Override
	public final long height() {
		return inner.height();
	}

	@Override
	public final int rows() {
		return inner.rows();
	}
}

package vernier.counting;

/**
 * Which source pixels along one axis a target pixel is made of, and with what weights. Both grids cover exactly the same
 * length, so that nothing lies beyond the border.
 */
interface AxisWeights {

	/** Source pixels along this axis. */
	long source();

	/** Target pixels along this axis. */
	long target();

	/** The first source pixel of a target pixel. */
	long first(long target);

	/** Weights of the source pixels from the first one on; all of them exist. */
	double[] weights(long target);

	/** Each pixel is itself. */
	static AxisWeights same(final long size) {
		return new Overlap(size, size, true);
	}

	/** Target pixels are the mean of what they cover. */
	static AxisWeights mean(final long source, final long target) {
		return new Overlap(source, target, true);
	}

	/** Target pixels are the sum of the parts of source pixels that they cover: no mass is lost or made. */
	static AxisWeights mass(final long source, final long target) {
		return new Overlap(source, target, false);
	}

	/** Target pixels lie on the line between the centres of two source pixels; beyond the outermost, at its value. */
	static AxisWeights linear(final long source, final long target) {
		return new Linear(source, target);
	}

	/**
	 * Weights by overlapping length.
	 *
	 * @param average true for weights of sum 1, false for the covered part of each source pixel
	 */
	record Overlap(long source, long target, boolean average) implements AxisWeights {

		@Override
		public long first(final long index) {
			return Math.min(source - 1, index * source / target);
		}

		@Override
		public double[] weights(final long index) {
			final long first = first(index);
			// ends of the target pixel in units of 1 / target source pixels: whole numbers, so that all parts of a source
			// pixel sum to 1
			final long start = index * source;
			final long end = start + source;
			final long last = Math.min(source - 1, (end - 1) / target);
			final double[] weights = new double[(int) (last - first) + 1];
			for (int k = 0; k < weights.length; k++) {
				final long covered = Math.min(end, (first + k + 1) * target) - Math.max(start, (first + k) * target);
				weights[k] = (double) covered / (average ? source : target);
			}
			return weights;
		}
	}

	/** Weights of linear interpolation. */
	record Linear(long source, long target) implements AxisWeights {

		@Override
		public long first(final long index) {
			return Math.max(0, Math.min(source - 2, (long) Math.floor(centre(index))));
		}

		@Override
		public double[] weights(final long index) {
			if (source == 1)
				return new double[] { 1 };
			final double part = Math.max(0, Math.min(1, centre(index) - first(index)));
			return new double[] { 1 - part, part };
		}

		private double centre(final long index) {
			return (index + 0.5) * source / target - 0.5;
		}
	}
}

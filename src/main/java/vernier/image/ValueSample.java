package vernier.image;

import net.imglib2.RandomAccessibleInterval;

/** What is known about the finite pixel values of some planes. */
interface ValueSample {

	/** @throws CancelledException if the user asked to stop */
	void add(RandomAccessibleInterval<?> plane, Progress progress);

	/** Least finite value; above {@link #max} if there is none. */
	double min();

	double max();

	double mean();

	/** How many values percentiles are taken of. */
	long size();

	/** The value that the given fraction of the pixels does not exceed. */
	double percentile(double fraction);
}

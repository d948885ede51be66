package vernier.batch;

import vernier.image.ImageDocument;

/** One file on its way from reading to computing to writing. Each stage fills in its part. */
final class Job {

	final int number;
	final InputFiles.Input input;
	/** Share of the memory that it holds, in MiB. */
	int cost;
	/** sha256 of the file and of what is done with it. */
	String hash;
	ImageDocument image;
	/** True if it goes from disk to disk, and is never in memory as a whole. */
	boolean blockwise;
	Step.Result result;
	double seconds;
	/** What became of it, once that is known. */
	Row row;

	Job(final int number, final InputFiles.Input input) {
		this.number = number;
		this.input = input;
	}
}

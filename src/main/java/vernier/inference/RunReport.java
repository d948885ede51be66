package vernier.inference;

/**
 * What a tiled run did.
 *
 * @param plan the tile plan in words
 * @param tiles tiles computed
 * @param repeats tiles of one value whose result was there already, and which were not computed
 * @param halvings how often memory did not suffice and tiles were halved
 * @param seconds wall time
 */
public record RunReport(String plan, int tiles, int repeats, int halvings, double seconds) {

	/** This run and the next one, of another plane, as one: the plan is that of the later, whose tiles may be smaller. */
	public RunReport then(final RunReport next) {
		return new RunReport(next.plan, tiles + next.tiles, repeats + next.repeats, halvings + next.halvings, //
			seconds + next.seconds);
	}

	/** Tiles in words, e.g. "2 x 2 tiles of at most 512 x 512 pixels". */
	public String describe() {
		return plan + (repeats > 0 ? ", " + repeats + " parts of one value not computed again" : "") + (halvings > 0
			? ", halved " + halvings + " times for want of memory" : "");
	}
}

package vernier.inference;

/**
 * What a tiled run did.
 *
 * @param plan the tile plan in words
 * @param tiles tiles computed
 * @param halvings how often memory did not suffice and tiles were halved
 * @param seconds wall time
 */
public record RunReport(String plan, int tiles, int halvings, double seconds) {

	/** This run and the next one, of another plane, as one: the plan is that of the later, whose tiles may be smaller. */
	public RunReport then(final RunReport next) {
		return new RunReport(next.plan, tiles + next.tiles, halvings + next.halvings, seconds + next.seconds);
	}
}

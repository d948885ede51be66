package vernier.inference;

/**
 * What a tiled run did.
 *
 * @param plan the tile plan in words
 * @param tiles tiles computed
 * @param halvings how often memory did not suffice and tiles were halved
 * @param seconds wall time
 */
public record RunReport(String plan, int tiles, int halvings, double seconds) {}

package vernier.counting.simulation;

/**
 * The truth about one object.
 *
 * @param x centre, px, ImageJ's coordinates: the first pixel's centre is 0.5
 * @param y centre, px
 * @param diameter px, 0 for an emitter
 * @param photons light it adds to the picture, on average
 * @param background photons per pixel under it, without other objects
 */
public record SimulatedObject(double x, double y, double diameter, double photons, double background) {}

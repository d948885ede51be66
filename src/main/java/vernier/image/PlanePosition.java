package vernier.image;

/**
 * Where a plane lies in its stack, each from 1.
 *
 * @param channel from 1
 * @param slice from 1
 * @param frame from 1
 */
public record PlanePosition(int channel, int slice, int frame) {}

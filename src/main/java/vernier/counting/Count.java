package vernier.counting;

import vernier.image.MaskArea;
import vernier.image.PlanePosition;

/**
 * How many objects there are in an area of a plane.
 *
 * @param area where
 * @param position channel, slice and frame of the plane
 * @param count expected number; NaN, and its ends too, where nothing can be known
 * @param low lower end of the 95 % interval
 * @param high upper end of the 95 % interval
 */
public record Count(MaskArea area, PlanePosition position, double count, double low, double high) {}

/**
 * What an image is: planes and their pixel types, blocks of a plane as floats, value ranges, calibration, and the way
 * from an ImageJ image to ImgLib2 and back.
 */
package vernier.image;

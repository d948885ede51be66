/**
 * Single-image super-resolution: enlarging planes by any factor from 1.1 to 8 with learned networks, and checking that
 * the result, reduced again, is the image that was measured.
 */
package vernier.superres;

/**
 * How good a result is: PSNR, structural similarity, RMSE, and the protocol of the super-resolution benchmarks.
 */
package vernier.quality;

/**
 * OME-Zarr: images in chunks on disk, read and written block by block, so that they may be larger than memory; what is
 * written is a pyramid of resolutions. Versions 0.4 (on Zarr 2) and 0.5 (on Zarr 3) of the OME-NGFF specification.
 */
package vernier.image.zarr;

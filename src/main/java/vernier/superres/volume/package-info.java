/**
 * Volumes with thick slices: learned through-plane upsampling, slice profiles, and the fusion of several stacks of one
 * subject.
 */
package vernier.superres.volume;

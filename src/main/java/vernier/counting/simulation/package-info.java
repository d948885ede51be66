/** Simulated pictures of objects and spots with known truth. */
package vernier.counting.simulation;

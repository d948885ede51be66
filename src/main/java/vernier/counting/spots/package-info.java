/** Where exactly is each blurred spot: detection, sub-pixel localisation, its expected precision. */
package vernier.counting.spots;

/**
 * Image-processing operators: each as its authors define it ({@link vernier.operators.exact}), with one strength that a
 * user sets.
 */
package vernier.operators;

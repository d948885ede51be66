/**
 * Capability: how many objects there are, where single ones cannot be told apart, by a learned density; and, in
 * {@code spots}, where single ones are.
 */
package vernier.counting;

/**
 * Operators computed as their papers define them, in plain Java on several threads. Every class cites its paper and the
 * equations it follows. See {@link vernier.operators.exact.ExactOperators} for the list.
 */
package vernier.operators.exact;

package vernier.model;

import java.util.List;

/**
 * An attribute of a node; what it does not have is 0, empty or null.
 *
 * @param name its name
 * @param integer value of an int attribute
 * @param number value of a float attribute
 * @param text value of a string attribute
 * @param integers values of an ints attribute
 * @param numbers values of a floats attribute
 * @param tensors its tensor, or its tensors
 * @param graphs its subgraph, or subgraphs (If, Loop, Scan)
 */
public record OnnxAttribute(String name, long integer, double number, String text, List<Long> integers,
	List<Double> numbers, List<OnnxInitializer> tensors, List<OnnxGraph> graphs)
{}

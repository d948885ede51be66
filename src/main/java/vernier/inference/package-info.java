/**
 * Running a model: the ONNX Runtime session, the device it really runs on, the tile plan, and the tiled run that gives
 * exactly the pixels of the untiled one within a memory budget.
 */
package vernier.inference;

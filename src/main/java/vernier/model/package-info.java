/**
 * What a model is: its description (bioimage.io rdf.yaml), the catalog of bundled and the user's own models, the checks
 * before a file is trusted, a small reader of ONNX graphs, and the footprint: which input pixels an output pixel reads.
 * Nothing here runs a network.
 */
package vernier.model;

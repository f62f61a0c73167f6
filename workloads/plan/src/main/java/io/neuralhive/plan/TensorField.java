package io.neuralhive.plan;

/**
 * A tensor and the field it is read from or written to.
 *
 * @param datatype element type in the Open Inference Protocol's spelling, e.g. BYTES or FP32
 */
public record TensorField(String tensor, String datatype, String field) {}

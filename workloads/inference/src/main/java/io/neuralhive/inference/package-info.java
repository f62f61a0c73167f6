/**
 * The model server: one process that serves the ONNX models of its plan over the REST half of the
 * Open Inference Protocol v2.
 *
 * <p>Here live fetching and verifying artifacts, loading them, proving them with golden samples,
 * batching concurrent requests, and the protocol. What a model means to a pipeline, and where its
 * artifact comes from, is decided elsewhere: of the product it knows the plan alone.
 */
package io.neuralhive.inference;

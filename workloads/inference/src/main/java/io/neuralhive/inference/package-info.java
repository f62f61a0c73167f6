/**
 * The model server: one process that serves the ONNX models of one configuration file over the REST
 * half of the Open Inference Protocol v2.
 *
 * <p>Here live fetching and verifying artifacts, loading them, proving them with golden samples,
 * batching concurrent requests, and the protocol. What a model means to a pipeline, and where its
 * artifact comes from, is decided elsewhere: this package imports nothing of the product.
 */
package io.neuralhive.inference;

package io.neuralhive.api.v1alpha1.model;

/** Formats of weights. */
public enum Format {
  /** ONNX, run by ONNX Runtime. */
  Onnx
}

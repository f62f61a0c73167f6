package io.neuralhive.api.v1alpha1.model;

/** What a model does. */
public enum Task {
  /** Texts in, one label with its probability per head out. */
  TextClassification,
  /** Tensors in, tensors out, untouched. */
  TensorInference
}

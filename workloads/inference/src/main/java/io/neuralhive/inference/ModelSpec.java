package io.neuralhive.inference;

import java.net.URI;
import java.util.List;
import java.util.SortedMap;

/**
 * One model as the configuration declares it.
 *
 * @param path where it stands in the configuration, such as {@code models[0]}
 * @param sha256 the digest its archive must have, 64 lowercase hexadecimal digits
 * @param inputs what callers may send; equal to what the artifact wants
 * @param outputs what callers get; a subset of what the artifact offers
 * @param golden samples that must give the expected answer before the model is ready
 */
record ModelSpec(
    String path,
    String name,
    String version,
    Task task,
    URI uri,
    String sha256,
    List<TensorSpec> inputs,
    List<TensorSpec> outputs,
    List<Golden> golden) {

  /** What a model does, and with it what its archive holds. */
  enum Task {
    /** Text in, one label per head out: {@code model.onnx}, tokenizer.json, labels.json. */
    TextClassification,
    /** Numbers in, numbers out, untouched: {@code model.onnx} alone. */
    TensorInference
  }

  /** The serialisation of the model file. */
  enum Format {
    Onnx
  }

  /**
   * A sample with its right answer.
   *
   * @param path where it stands in the configuration
   * @param inputs by input name: one text, or JSON of nested numbers with the batch dimension
   * @param expect by output name: one label, or JSON of nested numbers
   * @param minConfidence the least probability of an expected label, 0 to 1; 0 where there is none
   */
  record Golden(
      String path,
      SortedMap<String, String> inputs,
      SortedMap<String, String> expect,
      double minConfidence) {}
}

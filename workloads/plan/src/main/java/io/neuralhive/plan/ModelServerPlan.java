package io.neuralhive.plan;

import java.util.List;
import java.util.Map;

/**
 * Everything a model server needs to know.
 *
 * @param maxBatch most requests that go through the engine together
 * @param maxQueue most requests that wait; more are told to come back (429)
 */
public record ModelServerPlan(
    List<Model> models, String cacheDirectory, int maxBatch, int maxQueue) {

  public ModelServerPlan {
    models = List.copyOf(models);
  }

  /**
   * One model.
   *
   * @param task TextClassification or TensorInference
   * @param format Onnx
   */
  public record Model(
      String name,
      String version,
      String task,
      String format,
      Artifact artifact,
      Signature signature,
      List<Golden> golden) {

    public Model {
      golden = List.copyOf(golden);
    }
  }

  /** A file by place (https, file or package:NAME/VERSION) and hex SHA-256. */
  public record Artifact(String uri, String sha256) {}

  /** Tensors that clients may rely on. */
  public record Signature(List<Tensor> inputs, List<Tensor> outputs) {

    public Signature {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /** A tensor; -1 in the shape is any size, the first axis is the batch. */
  public record Tensor(String name, String datatype, List<Integer> shape) {

    public Tensor {
      shape = List.copyOf(shape);
    }
  }

  /** Inputs with a known answer: output name to label, with a least probability in [0, 1]. */
  public record Golden(
      Map<String, String> inputs, Map<String, String> expect, double minConfidence) {

    public Golden {
      inputs = Map.copyOf(inputs);
      expect = Map.copyOf(expect);
    }
  }
}

package io.neuralhive.inference;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A loaded model that takes and gives tensors. Safe for use by several threads. */
interface ServedModel extends AutoCloseable {

  /** Everything the artifact wants. */
  List<TensorSpec> offeredInputs();

  /** Everything the artifact can answer. */
  List<TensorSpec> offeredOutputs();

  /**
   * Whether row i of the answer depends on row i of the input alone, so that the rows of different
   * requests may go through the model together.
   */
  boolean rowsAreIndependent();

  /** Answers with at least the declared outputs, by name. */
  Map<String, Tensor> infer(Map<String, Tensor> inputs) throws ModelFailure;

  /** Runs once what the first request would otherwise wait for. */
  void warmUp() throws ModelFailure;

  @Override
  void close();

  /** Loads the artifact and checks that it keeps the declared signature. */
  static ServedModel load(ModelSpec spec, Path directory) {
    var model =
        switch (spec.task()) {
          case TextClassification -> TextClassifier.load(spec, directory);
          case TensorInference -> TensorModel.load(spec, directory);
        };
    try {
      checkSignature(spec, model);
      return model;
    } catch (StartFailure e) {
      model.close();
      throw e;
    }
  }

  private static void checkSignature(ModelSpec spec, ServedModel model) {
    for (var declared : spec.inputs()) {
      var offered = named(declared.name(), model.offeredInputs());
      // A declared input may be narrower than the artifact's, a declared output may be wider.
      if (offered == null
          || offered.datatype() != declared.datatype()
          || !offered.admits(declared.shape())) {
        throw missing(spec, "inputs", declared, model.offeredInputs());
      }
    }
    for (var wanted : model.offeredInputs()) {
      if (named(wanted.name(), spec.inputs()) == null) {
        throw new StartFailure(
            "%s.signature.inputs lacks %s, which the artifact needs; declare it"
                .formatted(spec.path(), wanted));
      }
    }
    for (var declared : spec.outputs()) {
      var offered = named(declared.name(), model.offeredOutputs());
      if (offered == null
          || offered.datatype() != declared.datatype()
          || !declared.admits(offered.shape())) {
        throw missing(spec, "outputs", declared, model.offeredOutputs());
      }
    }
  }

  private static TensorSpec named(String name, List<TensorSpec> specs) {
    return specs.stream().filter(spec -> spec.name().equals(name)).findFirst().orElse(null);
  }

  private static StartFailure missing(
      ModelSpec spec, String side, TensorSpec declared, List<TensorSpec> offered) {
    return new StartFailure(
        "%s.signature.%s declares %s, but the artifact offers %s; declare what it offers"
            .formatted(spec.path(), side, declared, offered));
  }
}

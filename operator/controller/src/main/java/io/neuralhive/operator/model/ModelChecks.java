package io.neuralhive.operator.model;

import io.neuralhive.api.v1alpha1.model.ModelDeploymentSpec;
import io.neuralhive.api.v1alpha1.model.Task;
import io.neuralhive.api.v1alpha1.model.Tensor;
import io.neuralhive.operator.kube.Problem;
import java.util.Optional;

/** What the API server cannot say about a model's spec. */
final class ModelChecks {
  private ModelChecks() {}

  static Optional<Problem> firstFailure(ModelDeploymentSpec spec) {
    if (spec.task() == Task.TextClassification
        && (spec.signature().inputs().size() != 1
            || spec.signature().inputs().getFirst().datatype() != Tensor.Datatype.BYTES)) {
      return Optional.of(
          new Problem(
              "InvalidSignature",
              "spec.signature.inputs: TextClassification takes exactly one input, of datatype"
                  + " BYTES"));
    }
    if (spec.task() != Task.TextClassification && !spec.golden().isEmpty()) {
      return Optional.of(
          new Problem(
              "InvalidGolden",
              "spec.golden: samples are texts; only the task TextClassification has them"));
    }
    for (int i = 0; i < spec.golden().size(); i++) {
      var output = spec.golden().get(i).output();
      if (spec.signature().outputs().stream().noneMatch(tensor -> tensor.name().equals(output))) {
        return Optional.of(
            new Problem(
                "InvalidGolden",
                "spec.golden[%d].output: '%s' is not an output of spec.signature"
                    .formatted(i, output)));
      }
    }
    return Optional.empty();
  }
}

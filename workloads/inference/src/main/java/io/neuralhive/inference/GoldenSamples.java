package io.neuralhive.inference;

import io.neuralhive.inference.ModelSpec.Golden;
import io.neuralhive.inference.ModelSpec.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the declared samples through a loaded model and compares the answers. */
final class GoldenSamples {

  /** Rounding differs between processors; a wrong model is further away than this. */
  private static final double TOLERANCE = 1e-4;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ModelSpec spec;
  private final ServedModel model;

  GoldenSamples(ModelSpec spec, ServedModel model) {
    this.spec = spec;
    this.model = model;
  }

  /** What is wrong with the first sample that fails, with its text; empty when all hold. */
  Optional<String> firstProblem() {
    for (var golden : spec.golden()) {
      var problem = problem(golden);
      if (problem.isPresent()) {
        return problem.map(
            text -> "%s, inputs %s: %s".formatted(golden.path(), shown(golden.inputs()), text));
      }
    }
    return Optional.empty();
  }

  private static String shown(Map<String, String> inputs) {
    return inputs.entrySet().stream()
        .map(input -> "%s=\"%s\"".formatted(input.getKey(), input.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private Optional<String> problem(Golden golden) {
    try {
      var answers = model.infer(inputs(golden));
      for (var expected : golden.expect().entrySet()) {
        var problem =
            spec.task() == Task.TextClassification
                ? labelProblem(golden, expected.getKey(), expected.getValue(), answers)
                : tensorProblem(golden, expected.getKey(), expected.getValue(), answers);
        if (problem.isPresent()) {
          return problem;
        }
      }
      return Optional.empty();
    } catch (ModelFailure e) {
      return Optional.of("the model failed: " + e.getMessage());
    }
  }

  private Map<String, Tensor> inputs(Golden golden) {
    var tensors = new HashMap<String, Tensor>();
    for (var input : spec.inputs()) {
      var value = golden.inputs().get(input.name());
      tensors.put(
          input.name(),
          spec.task() == Task.TextClassification
              ? new Tensor.Bytes(List.of(1L), List.of(value))
              : tensor(golden.path() + ".inputs", input, value));
    }
    return tensors;
  }

  private static Tensor tensor(String path, TensorSpec declared, String json) {
    try {
      return tensor(path, declared, JSON.readTree(json));
    } catch (JacksonException e) {
      throw new StartFailure(
          "%s.%s is no JSON of nested numbers, such as [[1, 2.5]]".formatted(path, declared.name()),
          e);
    }
  }

  private static Tensor tensor(String path, TensorSpec declared, JsonNode value) {
    var shape = TensorJson.nestedShape(value);
    if (!declared.admits(shape)) {
      throw new StartFailure(
          "%s.%s has shape %s, but %s is declared"
              .formatted(path, declared.name(), shape, declared));
    }
    try {
      return TensorJson.read(declared, shape, value);
    } catch (RequestRefused e) {
      throw new StartFailure(path + "." + declared.name() + ": " + e.getMessage(), e);
    }
  }

  private static Optional<String> labelProblem(
      Golden golden, String head, String expected, Map<String, Tensor> answers) {
    var label = ((Tensor.Bytes) answers.get(head)).values().getFirst();
    var confidence = ((Tensor.Floats) answers.get(head + "_confidence")).values()[0];
    if (!label.equals(expected)) {
      return Optional.of(
          String.format(
              Locale.ROOT, "%s is %s (%.3f), expected %s", head, label, confidence, expected));
    }
    var least = golden.minConfidence();
    return confidence >= least
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s is %s as expected, but its confidence %.3f is below minConfidence %s",
                head,
                label,
                confidence,
                least));
  }

  private Optional<String> tensorProblem(
      Golden golden, String name, String expected, Map<String, Tensor> answers) {
    var declared = spec.outputs().stream().filter(output -> output.name().equals(name)).findFirst();
    var right = tensor(golden.path() + ".expect", declared.orElseThrow(), expected);
    var actual = answers.get(name);
    if (!right.shape().equals(actual.shape())) {
      return Optional.of(
          "%s has shape %s, expected %s".formatted(name, actual.shape(), right.shape()));
    }
    for (var i = 0; i < right.length(); i++) {
      var want = element(right, i);
      var have = element(actual, i);
      // Written so that NaN fails.
      if (!(Math.abs(want - have) <= TOLERANCE * Math.max(1, Math.abs(want)))) {
        return Optional.of("%s is %s at element %d, expected %s".formatted(name, have, i, want));
      }
    }
    return Optional.empty();
  }

  private static double element(Tensor tensor, int index) {
    return switch (tensor) {
      case Tensor.Floats floats -> floats.values()[index];
      case Tensor.Longs longs -> longs.values()[index];
      case Tensor.Bytes _ -> throw new IllegalArgumentException("texts are compared as labels");
    };
  }
}

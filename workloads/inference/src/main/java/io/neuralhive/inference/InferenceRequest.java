package io.neuralhive.inference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The body of an inference request, checked against the model's declared signature.
 *
 * @param id echoed in the answer when given
 * @param inputs every declared input, by name
 * @param outputs what to answer, in this order; all declared outputs when the request names none
 */
record InferenceRequest(Optional<String> id, Map<String, Tensor> inputs, List<TensorSpec> outputs) {

  /**
   * Reads and checks the body.
   *
   * @param maxRows most rows of the first dimension; 0 for no limit
   */
  static InferenceRequest read(JsonNode body, ModelSpec model, int maxRows) throws RequestRefused {
    if (!body.isObject()) {
      throw RequestRefused.invalid("the body is not a JSON object");
    }
    checkParameters(body, "the request");
    var id = body.get("id");
    if (id != null && !id.isString()) {
      throw RequestRefused.invalid("id is not a string");
    }
    return new InferenceRequest(
        Optional.ofNullable(id).map(JsonNode::stringValue),
        inputs(body.get("inputs"), model, maxRows),
        outputs(body.get("outputs"), model));
  }

  private static Map<String, Tensor> inputs(JsonNode array, ModelSpec model, int maxRows)
      throws RequestRefused {
    if (array == null || !array.isArray()) {
      throw RequestRefused.invalid("inputs is missing or not an array");
    }
    var tensors = new LinkedHashMap<String, Tensor>();
    for (var item : array) {
      var spec = named(item, model.inputs(), "input", model);
      var tensor = tensor(item, spec);
      if (maxRows > 0 && tensor.rowCount() > maxRows) {
        throw RequestRefused.invalid(
            "input %s has %d rows, this server takes at most %d in one request; send several"
                .formatted(spec.name(), tensor.rowCount(), maxRows));
      }
      if (tensors.put(spec.name(), tensor) != null) {
        throw RequestRefused.invalid("input " + spec.name() + " is given twice");
      }
    }
    for (var spec : model.inputs()) {
      if (!tensors.containsKey(spec.name())) {
        throw RequestRefused.invalid("input " + spec.name() + " is missing");
      }
    }
    return tensors;
  }

  private static Tensor tensor(JsonNode item, TensorSpec spec) throws RequestRefused {
    checkParameters(item, "input " + spec.name());
    var datatype = item.get("datatype");
    if (datatype == null || !datatype.isString()) {
      throw RequestRefused.invalid("input " + spec.name() + ": datatype is missing");
    }
    if (!datatype.stringValue().equals(spec.datatype().name())) {
      throw RequestRefused.invalid(
          "input %s: datatype is %s, the model takes %s"
              .formatted(spec.name(), datatype.stringValue(), spec.datatype()));
    }
    var shape = shape(item.get("shape"), spec);
    var data = item.get("data");
    if (data == null) {
      throw RequestRefused.invalid(
          "input %s: data is missing; this server takes tensors as JSON, not as binary data"
              .formatted(spec.name()));
    }
    try {
      return TensorJson.read(spec, shape, data);
    } catch (ArithmeticException e) {
      throw RequestRefused.invalid("input %s: shape %s is too large".formatted(spec.name(), shape));
    }
  }

  private static List<Long> shape(JsonNode array, TensorSpec spec) throws RequestRefused {
    if (array == null || !array.isArray()) {
      throw RequestRefused.invalid("input " + spec.name() + ": shape is missing or not an array");
    }
    var shape = new ArrayList<Long>();
    for (var size : array) {
      if (!size.isIntegralNumber() || !size.canConvertToInt() || size.intValue() < 1) {
        throw RequestRefused.invalid(
            "input " + spec.name() + ": shape holds something other than positive whole numbers");
      }
      shape.add(size.longValue());
    }
    if (!spec.admits(shape)) {
      throw RequestRefused.invalid(
          "input %s: shape is %s, the model takes %s".formatted(spec.name(), shape, spec.shape()));
    }
    return List.copyOf(shape);
  }

  private static List<TensorSpec> outputs(JsonNode array, ModelSpec model) throws RequestRefused {
    if (array == null || array.isArray() && array.isEmpty()) {
      return model.outputs();
    }
    if (!array.isArray()) {
      throw RequestRefused.invalid("outputs is not an array");
    }
    var chosen = new ArrayList<TensorSpec>();
    for (var item : array) {
      var spec = named(item, model.outputs(), "output", model);
      checkParameters(item, "output " + spec.name());
      if (chosen.contains(spec)) {
        throw RequestRefused.invalid("output " + spec.name() + " is asked for twice");
      }
      chosen.add(spec);
    }
    return List.copyOf(chosen);
  }

  private static TensorSpec named(
      JsonNode item, List<TensorSpec> specs, String side, ModelSpec model) throws RequestRefused {
    var name = item.get("name");
    if (name == null || !name.isString()) {
      throw RequestRefused.invalid("an " + side + " has no name");
    }
    for (var spec : specs) {
      if (spec.name().equals(name.stringValue())) {
        return spec;
      }
    }
    throw RequestRefused.invalid(
        "model %s has no %s %s; it has %s"
            .formatted(
                model.name(),
                side,
                name.stringValue(),
                specs.stream().map(TensorSpec::name).toList()));
  }

  /** Parameters are accepted and mean nothing to this server; they only have to be well formed. */
  private static void checkParameters(JsonNode owner, String what) throws RequestRefused {
    var parameters = owner.get("parameters");
    if (parameters != null && !parameters.isObject()) {
      throw RequestRefused.invalid(what + ": parameters is not an object");
    }
  }
}

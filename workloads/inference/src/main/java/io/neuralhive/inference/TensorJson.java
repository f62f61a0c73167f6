package io.neuralhive.inference;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Tensors in JSON: element data flat in row-major order, or nested as the shape says. */
final class TensorJson {

  private TensorJson() {}

  /**
   * Reads the data of a tensor.
   *
   * @param spec the name, and the element type every element must have
   * @throws RequestRefused if shape, nesting, number of elements and element types do not agree
   */
  static Tensor read(TensorSpec spec, List<Long> shape, JsonNode data) throws RequestRefused {
    if (!data.isArray()) {
      throw RequestRefused.invalid("input " + spec.name() + ": data is not an array");
    }
    var flat = new ArrayList<JsonNode>();
    if (!data.isEmpty() && data.get(0).isArray()) {
      flatten(spec.name(), data, shape, 0, flat);
    } else {
      data.forEach(flat::add);
    }
    var expected = shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    if (flat.size() != expected) {
      throw RequestRefused.invalid(
          "input %s: shape %s needs %d elements, data has %d"
              .formatted(spec.name(), shape, expected, flat.size()));
    }
    return switch (spec.datatype()) {
      case BYTES -> bytes(spec, shape, flat);
      case FP32 -> floats(spec, shape, flat);
      case INT64 -> longs(spec, shape, flat);
    };
  }

  /** The shape that a nested array has, going by its first elements. */
  static List<Long> nestedShape(JsonNode data) {
    var shape = new ArrayList<Long>();
    for (var level = data; level != null && level.isArray(); level = level.get(0)) {
      shape.add((long) level.size());
    }
    return List.copyOf(shape);
  }

  /** Writes the data flat. */
  static void write(JsonGenerator json, Tensor tensor) {
    json.writeStartArray();
    switch (tensor) {
      case Tensor.Bytes bytes -> bytes.values().forEach(json::writeString);
      case Tensor.Floats floats -> {
        for (var value : floats.values()) {
          json.writeNumber(value);
        }
      }
      case Tensor.Longs longs -> {
        for (var value : longs.values()) {
          json.writeNumber(value);
        }
      }
    }
    json.writeEndArray();
  }

  private static void flatten(
      String name, JsonNode level, List<Long> shape, int depth, List<JsonNode> into)
      throws RequestRefused {
    if (depth >= shape.size() || level.size() != shape.get(depth)) {
      throw RequestRefused.invalid(
          "input %s: the nesting of data does not agree with shape %s".formatted(name, shape));
    }
    for (var item : level) {
      if (item.isArray() != depth + 1 < shape.size()) {
        throw RequestRefused.invalid(
            "input %s: the nesting of data does not agree with shape %s".formatted(name, shape));
      }
      if (item.isArray()) {
        flatten(name, item, shape, depth + 1, into);
      } else {
        into.add(item);
      }
    }
  }

  private static Tensor bytes(TensorSpec spec, List<Long> shape, List<JsonNode> flat)
      throws RequestRefused {
    var values = new ArrayList<String>(flat.size());
    for (var node : flat) {
      if (!node.isString()) {
        throw element(spec, values.size(), "a string");
      }
      values.add(node.stringValue());
    }
    return new Tensor.Bytes(shape, List.copyOf(values));
  }

  private static Tensor floats(TensorSpec spec, List<Long> shape, List<JsonNode> flat)
      throws RequestRefused {
    var values = new float[flat.size()];
    for (var i = 0; i < values.length; i++) {
      var value = flat.get(i).isNumber() ? (float) flat.get(i).doubleValue() : Float.NaN;
      if (!Float.isFinite(value)) {
        throw element(spec, i, "a number that fits 32-bit floating point");
      }
      values[i] = value;
    }
    return new Tensor.Floats(shape, values);
  }

  private static Tensor longs(TensorSpec spec, List<Long> shape, List<JsonNode> flat)
      throws RequestRefused {
    var values = new long[flat.size()];
    for (var i = 0; i < values.length; i++) {
      if (!flat.get(i).isIntegralNumber() || !flat.get(i).canConvertToLong()) {
        throw element(spec, i, "a whole number that fits 64 bits");
      }
      values[i] = flat.get(i).longValue();
    }
    return new Tensor.Longs(shape, values);
  }

  private static RequestRefused element(TensorSpec spec, int index, String expected) {
    return RequestRefused.invalid(
        "input %s: element %d of data is not %s, which datatype %s needs"
            .formatted(spec.name(), index, expected, spec.datatype()));
  }
}

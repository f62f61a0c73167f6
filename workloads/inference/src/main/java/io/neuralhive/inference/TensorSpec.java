package io.neuralhive.inference;

import java.util.List;

/**
 * The name, element type and shape of one input or output.
 *
 * @param shape one entry for each dimension; -1 means any size
 */
record TensorSpec(String name, Datatype datatype, List<Long> shape) {

  TensorSpec {
    shape = List.copyOf(shape);
  }

  /** Whether {@code actual} is one of the shapes this one stands for. */
  boolean admits(List<Long> actual) {
    if (actual.size() != shape.size()) {
      return false;
    }
    for (var i = 0; i < shape.size(); i++) {
      if (shape.get(i) != -1 && !shape.get(i).equals(actual.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return name + " " + datatype + shape;
  }
}

package io.neuralhive.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A tensor in row-major order; its first dimension counts rows where a model batches. */
sealed interface Tensor {

  List<Long> shape();

  Datatype datatype();

  /** The number of elements that are really there. */
  int length();

  /** The rows from {@code from} (inclusive) to {@code to} (exclusive), as a copy. */
  Tensor rows(int from, int to);

  default int rowCount() {
    return Math.toIntExact(shape().getFirst());
  }

  record Bytes(List<Long> shape, List<String> values) implements Tensor {
    @Override
    public Datatype datatype() {
      return Datatype.BYTES;
    }

    @Override
    public int length() {
      return values.size();
    }

    @Override
    public Tensor rows(int from, int to) {
      var width = width(this);
      return new Bytes(
          withRows(shape, to - from), List.copyOf(values.subList(from * width, to * width)));
    }
  }

  record Floats(List<Long> shape, float[] values) implements Tensor {
    @Override
    public Datatype datatype() {
      return Datatype.FP32;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public Tensor rows(int from, int to) {
      var width = width(this);
      return new Floats(
          withRows(shape, to - from), Arrays.copyOfRange(values, from * width, to * width));
    }
  }

  record Longs(List<Long> shape, long[] values) implements Tensor {
    @Override
    public Datatype datatype() {
      return Datatype.INT64;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public Tensor rows(int from, int to) {
      var width = width(this);
      return new Longs(
          withRows(shape, to - from), Arrays.copyOfRange(values, from * width, to * width));
    }
  }

  private static int width(Tensor tensor) {
    return tensor.length() / tensor.rowCount();
  }

  private static List<Long> withRows(List<Long> shape, long rows) {
    var changed = new ArrayList<>(shape);
    changed.set(0, rows);
    return List.copyOf(changed);
  }
}

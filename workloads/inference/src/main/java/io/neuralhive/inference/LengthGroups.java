package io.neuralhive.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides rows of different length into runs. All rows of a run are padded to its longest, and an
 * encoder pays for padding as for text: measured on sentences of mixed length, one run of 32 rows
 * took twice the time of 32 runs of one, while 32 rows of one length took two thirds.
 */
final class LengthGroups {

  private static final double MOST_PADDED_TO_REAL = 1.25;

  private LengthGroups() {}

  /** Every row index once, in groups whose padded size is at most a quarter above the real one. */
  static List<List<Integer>> of(int[] lengths) {
    var sorted =
        IntStream.range(0, lengths.length)
            .boxed()
            .sorted(Comparator.comparingInt(row -> lengths[row]))
            .toList();
    var groups = new ArrayList<List<Integer>>();
    var group = new ArrayList<Integer>();
    var real = 0L;
    for (var row : sorted) {
      var padded = (group.size() + 1L) * lengths[row];
      if (!group.isEmpty() && padded > MOST_PADDED_TO_REAL * (real + lengths[row])) {
        groups.add(List.copyOf(group));
        group.clear();
        real = 0;
      }
      group.add(row);
      real += lengths[row];
    }
    if (!group.isEmpty()) {
      groups.add(List.copyOf(group));
    }
    return List.copyOf(groups);
  }
}

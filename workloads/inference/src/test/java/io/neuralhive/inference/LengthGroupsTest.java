package io.neuralhive.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LengthGroupsTest {

  @Test
  void rowsOfLikeLengthRunTogetherAndALongOneAlone() {
    assertThat(LengthGroups.of(new int[] {10, 200, 11, 12, 10}))
        .containsExactly(List.of(0, 4, 2, 3), List.of(1));
    assertThat(LengthGroups.of(new int[0])).isEmpty();
  }

  @Test
  void everyRowRunsOnceAndLittleOfARunIsPadding() {
    var random = new Random(7);
    for (var i = 0; i < 200; i++) {
      var lengths = IntStream.range(0, 1 + i % 40).map(_ -> 3 + random.nextInt(250)).toArray();

      var groups = LengthGroups.of(lengths);

      assertThat(groups.stream().flatMap(List::stream))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, lengths.length).boxed().toList());
      for (var group : groups) {
        var real = group.stream().mapToInt(row -> lengths[row]).sum();
        var longest = group.stream().mapToInt(row -> lengths[row]).max().orElseThrow();
        assertThat((double) longest * group.size()).isLessThanOrEqualTo(1.25 * real);
      }
    }
  }
}

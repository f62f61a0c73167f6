package io.neuralhive.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralhive.api.v1alpha1.common.Condition;
import io.neuralhive.api.v1alpha1.common.ConditionStatus;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsTest {
  @ParameterizedTest
  @CsvSource({
    "Ready, False, ReferencesNotReady, false",
    "Ready, False, UnitsNotReady, false",
    "Ready, False, PodsNotReady, false",
    "Ready, False, Migrating, false",
    "Ready, True, Running, false",
    "Progressing, False, InvalidSpec, false",
    "Degraded, False, AsExpected, false",
    "Ready, False, UnitsFailing, true",
    "Ready, False, UnresolvedReferences, true",
    "Accepted, False, InvalidSpec, true",
    "Degraded, True, UnitDown, true"
  })
  void aWarningIsWhatSomebodyHasToActUpon(
      String type, ConditionStatus status, String reason, boolean warning) {
    var condition =
        new Condition(type, status, reason, "", ZonedDateTime.parse("2026-11-23T12:00:00Z"), 1L);
    assertThat(Events.bad(condition)).isEqualTo(warning);
  }
}

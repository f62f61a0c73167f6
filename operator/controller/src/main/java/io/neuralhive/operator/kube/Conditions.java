package io.neuralhive.operator.kube;

import io.neuralhive.api.v1alpha1.common.Condition;
import io.neuralhive.api.v1alpha1.common.ConditionStatus;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of one object, formed anew from evidence each time. What carries over from the
 * last time is only the moment at which a status that still holds began to hold.
 */
public final class Conditions {
  public static final String ACCEPTED = "Accepted";
  public static final String RESOLVED_REFS = "ResolvedRefs";
  public static final String READY = "Ready";
  public static final String PROGRESSING = "Progressing";
  public static final String DEGRADED = "Degraded";

  /** Reason of Ready=False while what is referred to is there, but not ready yet. */
  public static final String REFERENCES_NOT_READY = "ReferencesNotReady";

  /** Longest message; what is cut off is said to be. */
  static final int MAX_MESSAGE = 4000;

  private final List<Condition> previous;
  private final Long generation;
  private final ZonedDateTime now;
  private final List<Condition> conditions = new ArrayList<>();

  /**
   * @param previous conditions of the status that stands, or null
   * @param generation generation of the spec that is judged
   */
  public Conditions(List<Condition> previous, Long generation, Clock clock) {
    this.previous = previous == null ? List.of() : previous;
    this.generation = generation;
    this.now = ZonedDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.SECONDS);
  }

  /** Adds a condition; types are added once each, in the order they are shown. */
  public Conditions add(String type, ConditionStatus status, String reason, String message) {
    var since =
        find(previous, type)
            .filter(old -> old.status() == status)
            .map(Condition::lastTransitionTime)
            .orElse(now);
    conditions.add(new Condition(type, status, reason, bounded(message), since, generation));
    return this;
  }

  /** Adds a condition that holds. */
  public Conditions yes(String type, String reason, String message) {
    return add(type, ConditionStatus.True, reason, message);
  }

  /** Adds a condition that does not hold. */
  public Conditions no(String type, String reason, String message) {
    return add(type, ConditionStatus.False, reason, message);
  }

  /** Adds a condition that nothing is known of. */
  public Conditions unknown(String type, String reason, String message) {
    return add(type, ConditionStatus.Unknown, reason, message);
  }

  public List<Condition> list() {
    return List.copyOf(conditions);
  }

  /** The condition of that type. */
  public static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }

  /** Whether the condition of that type is there and holds. */
  public static boolean holds(List<Condition> conditions, String type) {
    return find(conditions, type)
        .filter(condition -> condition.status() == ConditionStatus.True)
        .isPresent();
  }

  private static String bounded(String message) {
    return message.length() <= MAX_MESSAGE
        ? message
        : message.substring(0, MAX_MESSAGE - 20) + " … (message cut off)";
  }
}

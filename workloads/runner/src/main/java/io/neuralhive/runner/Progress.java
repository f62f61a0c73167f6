package io.neuralhive.runner;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a lane tells about itself; written by the lane, read by probes and metrics. */
final class Progress {

  private final Clock clock;
  private final Duration bound;
  private volatile Instant last;
  private volatile long lag;
  private volatile boolean joined;
  private volatile String waitingFor;
  private volatile String deadOf;

  /**
   * Progress of a lane that starts now.
   *
   * @param bound how long records may wait without a commit
   */
  Progress(Clock clock, Duration bound) {
    this.clock = clock;
    this.bound = bound;
    this.last = clock.instant();
  }

  /** Records that are known and not committed. */
  void lag(long records) {
    if (lag == 0) {
      last = clock.instant(); // an idle lane has its whole bound for the first record
    }
    lag = records;
  }

  long lag() {
    return lag;
  }

  void committed() {
    last = clock.instant();
    waitingFor = null;
  }

  /** The lane does its rounds, and knows what it waits for: restarting it would not help. */
  void waiting(String what) {
    last = clock.instant();
    waitingFor = what;
  }

  void nothingToDo() {
    waitingFor = null;
  }

  void joined(boolean now) {
    joined = now;
  }

  void died(String why) {
    deadOf = why;
  }

  /** Why the lane is not alive; empty when it is. */
  Optional<String> notAlive() {
    if (deadOf != null) {
      return Optional.of("a lane has died: " + deadOf);
    }
    var idle = Duration.between(last, clock.instant());
    return lag > 0 && idle.compareTo(bound) > 0
        ? Optional.of(
            "%d records wait and nothing was committed for %d s".formatted(lag, idle.toSeconds()))
        : Optional.empty();
  }

  /** Why the lane is not ready; empty when it is. */
  Optional<String> notReady() {
    if (deadOf != null) {
      return Optional.of("a lane has died: " + deadOf);
    }
    if (waitingFor != null) {
      return Optional.of(waitingFor);
    }
    return joined ? Optional.empty() : Optional.of("partitions are not yet assigned");
  }
}

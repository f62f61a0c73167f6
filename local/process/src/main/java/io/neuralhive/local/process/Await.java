package io.neuralhive.local.process;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Waits until a condition holds, and says what it waited for when it does not.
 *
 * <pre>{@code
 * Await.that("kube-apiserver answers")
 *     .within(Duration.ofSeconds(30)).whileAlive(child).until(this::ready);
 * }</pre>
 */
public final class Await {

  private static final int LOG_LINES = 20;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

  private final String what;
  private final Duration deadline;
  private final ChildProcess process;

  private Await(String what, Duration deadline, ChildProcess process) {
    this.what = Objects.requireNonNull(what, "what");
    this.deadline = deadline;
    this.process = process;
  }

  /** A fact that may be false now. An exception it throws means "not yet". */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /** Names the fact, as a sentence that reads well after "waited 30 s: ". Waits 30 s at most. */
  public static Await that(String what) {
    return new Await(what, Duration.ofSeconds(30), null);
  }

  public Await within(Duration newDeadline) {
    return new Await(what, newDeadline, process);
  }

  /** Gives up at once when this process ends, and quotes the last lines of its log. */
  public Await whileAlive(ChildProcess newProcess) {
    return new Await(what, deadline, newProcess);
  }

  /**
   * Returns when the condition holds.
   *
   * @throws NotReadyException after the deadline, or when the process ended first
   * @throws InterruptedIOException when the thread was interrupted; its interrupt flag is set again
   */
  public void until(Condition condition) throws NotReadyException, InterruptedIOException {
    long start = System.nanoTime();
    var pause = FIRST_PAUSE;
    Exception last = null;
    while (true) {
      try {
        if (condition.holds()) {
          return;
        }
      } catch (InterruptedException e) {
        throw interrupted();
      } catch (Exception e) {
        last = e;
      }
      var waited = Duration.ofNanos(System.nanoTime() - start);
      if (process != null && !process.alive()) {
        throw failure("but " + process.name() + " ended with code " + code(), waited, last);
      }
      if (waited.compareTo(deadline) >= 0) {
        throw failure("but it did not come true", waited, last);
      }
      pause(pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
              ? LONGEST_PAUSE
              : pause.multipliedBy(2);
    }
  }

  private String code() {
    var code = process.exitCode();
    return code.isPresent() ? String.valueOf(code.getAsInt()) : "unknown";
  }

  private NotReadyException failure(String how, Duration waited, Exception last) {
    var message = new StringBuilder();
    message.append("waited ").append(waited.toMillis()).append(" ms: ").append(what).append(", ");
    message.append(how);
    if (last != null) {
      message.append(" (last: ").append(last).append(')');
    }
    if (process != null) {
      message.append("; see ").append(process.log());
      List<String> lines = process.lastLogLines(LOG_LINES);
      if (!lines.isEmpty()) {
        message.append(", which ends with:\n  ").append(String.join("\n  ", lines));
      }
    }
    return new NotReadyException(message.toString(), last);
  }

  private static void pause(Duration pause) throws InterruptedIOException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while waiting");
  }
}

package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.Optional;

/** Asks one probe of one run again and again, on a virtual thread of its own. */
final class ProbeLoop implements AutoCloseable {

  /** Told each verdict: well or not, with the last failure in words (empty when well). */
  interface Verdict {
    void is(boolean well, String message);
  }

  private final Probe probe;
  private final ProbeAction action;
  private final Verdict verdict;
  private final Thread thread;

  private ProbeLoop(String name, Probe probe, ProbeAction action, Verdict verdict) {
    this.probe = probe;
    this.action = action;
    this.verdict = verdict;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  static ProbeLoop start(String name, Probe probe, ProbeAction action, Verdict verdict) {
    var loop = new ProbeLoop(name, probe, action, verdict);
    loop.thread.start();
    return loop;
  }

  /** Stops asking; a verdict may still arrive from an answer under way. */
  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    var counter =
        new ProbeCounter(or(probe.getSuccessThreshold(), 1), or(probe.getFailureThreshold(), 3));
    var period = Duration.ofSeconds(or(probe.getPeriodSeconds(), 10));
    var timeout = Duration.ofSeconds(or(probe.getTimeoutSeconds(), 1));
    try {
      Thread.sleep(Duration.ofSeconds(or(probe.getInitialDelaySeconds(), 0)));
      while (true) {
        var message = "";
        try {
          action.check(timeout);
        } catch (ProbeAction.ProbeFailed e) {
          message = e.getMessage();
        }
        var failure = message;
        counter.count(failure.isEmpty()).ifPresent(well -> verdict.is(well, failure));
        Thread.sleep(period);
      }
    } catch (InterruptedException e) {
      // closed: the run is over
    }
  }

  private static int or(Integer given, int otherwise) {
    return Optional.ofNullable(given).orElse(otherwise);
  }
}

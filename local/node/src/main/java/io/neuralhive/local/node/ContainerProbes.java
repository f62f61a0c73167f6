package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** The three probes of one run: the startup probe first, then liveness and readiness. */
final class ContainerProbes implements AutoCloseable {

  /** What a verdict means for the run; called on the Pod's own thread. */
  interface Listener {
    void started();

    void ready(boolean ready);

    void mustDie(String why);
  }

  private final Container container;
  private final Executor podThread;
  private final Listener listener;
  private final ProbeAction startup;
  private final ProbeAction liveness;
  private final ProbeAction readiness;
  private final List<ProbeLoop> loops = new ArrayList<>();
  private boolean closed;
  private boolean started;

  ContainerProbes(Container container, ProbeActions actions, Executor podThread, Listener listener)
      throws ContainerProblem {
    this.container = container;
    this.podThread = podThread;
    this.listener = listener;
    this.startup = action(container.getStartupProbe(), actions);
    this.liveness = action(container.getLivenessProbe(), actions);
    this.readiness = action(container.getReadinessProbe(), actions);
  }

  /** Begins asking; tells the listener at once what no probe has to tell. */
  void start() {
    if (startup == null) {
      begin();
      return;
    }
    loop(
        "startup",
        container.getStartupProbe(),
        startup,
        (well, message) -> {
          if (!well) {
            listener.mustDie("startup probe failed: " + message);
          } else if (!started) {
            begin();
          }
        });
  }

  @Override
  public void close() {
    closed = true;
    loops.forEach(ProbeLoop::close);
  }

  private void begin() {
    started = true;
    loops.forEach(ProbeLoop::close);
    loops.clear();
    listener.started();
    if (liveness != null) {
      loop(
          "liveness",
          container.getLivenessProbe(),
          liveness,
          (well, message) -> {
            if (!well) {
              listener.mustDie("liveness probe failed: " + message);
            }
          });
    }
    if (readiness == null) {
      listener.ready(true);
    } else {
      loop(
          "readiness",
          container.getReadinessProbe(),
          readiness,
          (well, message) -> listener.ready(well));
    }
  }

  private void loop(String kind, Probe probe, ProbeAction action, ProbeLoop.Verdict verdict) {
    loops.add(
        ProbeLoop.start(
            kind + " of " + container.getName(),
            probe,
            action,
            (well, message) ->
                podThread.execute(
                    () -> {
                      if (!closed) {
                        verdict.is(well, message);
                      }
                    })));
  }

  private static ProbeAction action(Probe probe, ProbeActions actions) throws ContainerProblem {
    return probe == null ? null : actions.of(probe);
  }
}

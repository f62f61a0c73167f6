package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.neuralhive.local.process.ChildProcess;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Runs one container again and again as its restart policy asks. All methods belong to the Pod's
 * own thread.
 */
final class ContainerRunner implements ContainerProbes.Listener {

  private static final int KILLED = 137;
  private static final int CANNOT_START = 128;
  private static final int MESSAGE_LIMIT = 2048;

  private final Container container;
  private final ContainerLauncher launcher;
  private final ProbeActions actions;
  private final ImageTable images;
  private final RestartRule rule;
  private final BackOff backOff;
  private final Duration imageRetry;
  private final Executor podThread;
  private final Clock clock;

  private ContainerState state;
  private ContainerState.Terminated last;
  private int restartCount;
  private boolean started;
  private boolean ready;
  private boolean stopping;
  private boolean dying;
  private boolean problem;
  private ChildProcess child;
  private long processId;
  private Duration readyAfter;
  private ContainerProbes probes;
  private Instant startAt = Instant.EPOCH;

  ContainerRunner(
      Container container,
      ContainerLauncher launcher,
      ProbeActions actions,
      RestartRule rule,
      LocalNodeOptions options,
      Executor podThread) {
    this.container = container;
    this.launcher = launcher;
    this.actions = actions;
    this.rule = rule;
    this.images = options.images();
    this.backOff = new BackOff(options.restartDelay(), options.longestRestartDelay());
    this.imageRetry = options.restartDelay();
    this.podThread = podThread;
    this.clock = options.clock();
    this.state = new ContainerState.Waiting("ContainerCreating", null);
  }

  /** Continues from what an earlier life of the node reported; its processes are gone. */
  void adopt(ContainerStatus before) {
    restartCount = Optional.ofNullable(before.getRestartCount()).orElse(0);
    last = AdoptedStatus.ended(before.getLastState());
    var ended = AdoptedStatus.ended(before.getState());
    if (ended != null) {
      afterRun(ended);
    } else if (before.getState() != null && before.getState().getRunning() != null) {
      var startedAt = AdoptedStatus.time(before.getState().getRunning().getStartedAt());
      afterRun(
          new ContainerState.Terminated(
              KILLED,
              "ContainerStatusUnknown",
              "the node restarted while the container ran",
              startedAt,
              clock.instant()));
    }
  }

  /** Starts the container if that is due. */
  void step() {
    if (state instanceof ContainerState.Waiting
        && !stopping
        && startAt != null
        && !clock.instant().isBefore(startAt)) {
      start();
    }
  }

  /** When {@link #step} has something to do, if ever without a further event. */
  Optional<Instant> nextStep() {
    return state instanceof ContainerState.Waiting && !stopping
        ? Optional.ofNullable(startAt)
        : Optional.empty();
  }

  /** Says why the container waits although nothing is wrong with it. */
  void waitFor(String reason, String message) {
    if (state instanceof ContainerState.Waiting && last == null && !problem) {
      state = new ContainerState.Waiting(reason, message);
    }
  }

  /** A ConfigMap or Secret changed: what failed for want of it is tried again. */
  void configChanged() {
    if (problem) {
      startAt = clock.instant();
    }
  }

  /** Ends the container for good; the exit arrives later unless it does not run. */
  void stop(Duration grace) {
    boolean repeated = stopping;
    stopping = true;
    if (child == null) {
      return;
    }
    var running = child;
    if (repeated) {
      Thread.startVirtualThread(() -> running.stop(grace));
    } else {
      end(grace);
    }
  }

  /** Ends the container at once. */
  void kill() {
    stopping = true;
    if (child != null) {
      child.kill();
    }
  }

  boolean running() {
    return child != null;
  }

  /** Whether it ended and will not be started again. */
  boolean over() {
    return state instanceof ContainerState.Terminated;
  }

  ContainerSnapshot snapshot() {
    return new ContainerSnapshot(
        container.getName(),
        container.getImage(),
        state,
        last,
        restartCount,
        started,
        ready,
        processId);
  }

  /** Its process while it runs, under a name for people. */
  Optional<ContainerProcess> process(String name) {
    long startedMillis = readyAfter == null ? 0 : readyAfter.toMillis();
    return Optional.ofNullable(child)
        .map(running -> new ContainerProcess(name, running, ready, startedMillis));
  }

  /** Where the logs are now. */
  ContainerLog log() {
    var run = child;
    boolean ran = run != null || over();
    var current = ran || last != null ? launcher.log(restartCount) : null;
    var previous = ran ? (restartCount > 0 ? launcher.log(restartCount - 1) : null) : current;
    var waiting = state instanceof ContainerState.Waiting w ? w.reason() : "";
    return new ContainerLog(current, previous, () -> run != null && run.alive(), waiting);
  }

  @Override
  public void started() {
    started = true;
  }

  @Override
  public void ready(boolean isReady) {
    ready = isReady && child != null;
    if (ready && readyAfter == null && state instanceof ContainerState.Running running) {
      readyAfter = Duration.between(running.startedAt(), clock.instant());
    }
  }

  @Override
  public void mustDie(String why) {
    if (child != null && !dying && !stopping) {
      dying = true;
      end(rule.grace());
    }
  }

  private void start() {
    problem = false;
    var image = images.find(container.getImage());
    if (image.isEmpty()) {
      imageMissing();
      return;
    }
    int run = last == null ? 0 : restartCount + 1;
    try {
      probes = new ContainerProbes(container, actions, podThread, this);
      child = launcher.launch(image.get(), run);
    } catch (ContainerProblem e) {
      problem = true;
      startAt = clock.instant().plusSeconds(10);
      state = new ContainerState.Waiting(e.reason(), e.getMessage());
      return;
    } catch (IOException e) {
      var now = clock.instant();
      afterRun(new ContainerState.Terminated(CANNOT_START, "StartError", e.getMessage(), now, now));
      return;
    }
    processId = child.pid();
    readyAfter = null;
    restartCount = run;
    dying = false;
    var now = clock.instant();
    state = new ContainerState.Running(now);
    var running = child;
    running
        .onExit()
        .whenComplete((code, failure) -> podThread.execute(() -> exited(running, now, code)));
    probes.start();
  }

  private void imageMissing() {
    boolean first =
        !(state instanceof ContainerState.Waiting waiting
            && waiting.reason().equals("ErrImagePull"));
    var message = images.unknownImage(container.getImage());
    state = new ContainerState.Waiting(first ? "ErrImagePull" : "ImagePullBackOff", message);
    startAt = first ? clock.instant().plus(imageRetry) : null;
  }

  private void exited(ChildProcess ended, Instant startedAt, Integer code) {
    if (ended != child) {
      return;
    }
    probes.close();
    child = null;
    started = false;
    ready = false;
    int exitCode = code == null ? KILLED : code;
    var run = ContainerState.Terminated.of(exitCode, startedAt, clock.instant());
    if (exitCode != 0 && "FallbackToLogsOnError".equals(container.getTerminationMessagePolicy())) {
      var text = String.join("\n", ended.lastLogLines(20));
      text = text.substring(Math.max(0, text.length() - MESSAGE_LIMIT));
      run =
          new ContainerState.Terminated(exitCode, run.reason(), text, startedAt, run.finishedAt());
    }
    afterRun(run);
  }

  private void afterRun(ContainerState.Terminated run) {
    if (stopping || !rule.restartsAfter(run.exitCode())) {
      state = run;
      ready = rule.init() && run.succeeded();
      return;
    }
    last = run;
    var delay = backOff.afterRunOf(Duration.between(run.startedAt(), run.finishedAt()));
    startAt = clock.instant().plus(delay);
    state =
        new ContainerState.Waiting(
            "CrashLoopBackOff",
            "back-off %ds restarting container %s"
                .formatted(delay.toSeconds(), container.getName()));
  }

  /** preStop, then the stop signal, then after the grace the kill, on a thread of its own. */
  private void end(Duration grace) {
    var running = child;
    var hook = container.getLifecycle() == null ? null : container.getLifecycle().getPreStop();
    Thread.startVirtualThread(
        () -> {
          var began = System.nanoTime();
          if (hook != null) {
            PreStop.run(hook, actions, grace, running);
          }
          var left = grace.minusNanos(System.nanoTime() - began);
          running.stop(left.isNegative() ? Duration.ZERO : left);
        });
  }
}

package io.neuralhive.local.services;

import io.neuralhive.local.process.Await;
import io.neuralhive.local.process.ChildProcess;
import io.neuralhive.local.process.ProcessSpec;
import io.neuralhive.local.process.Progress;
import io.neuralhive.local.process.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What all starts share: the environment, the log's place, the clock, and the list of the started.
 */
final class Launch {

  /** Generous: on a busy two-core machine a JVM takes several times its usual start. */
  private static final Duration DEADLINE = Duration.ofSeconds(120);

  /** The first stop of a JVM also writes its archive of shared classes. */
  private static final Duration STOP_GRACE = Duration.ofSeconds(30);

  private final ServiceOptions options;
  private final Progress progress;
  private final Map<String, Integer> ports;
  private final Consumer<ChildProcess> started;

  Launch(
      ServiceOptions options,
      Progress progress,
      Map<String, Integer> ports,
      Consumer<ChildProcess> started) {
    this.options = options;
    this.progress = progress;
    this.ports = ports;
    this.started = started;
  }

  ServiceOptions options() {
    return options;
  }

  int port(String name) {
    return ports.get(name);
  }

  Path data(String name) {
    return options.dataDirectory().resolve(name);
  }

  Path secret(String name) {
    return data("secrets").resolve(name);
  }

  void tell(String name, String message) {
    progress.update(name, message);
  }

  /**
   * A program with the environment every program gets and its own variables, which may be secret.
   */
  ProcessSpec spec(String name, List<String> command, Map<String, String> variables) {
    var environment = new TreeMap<>(variables);
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("HOME", System.getProperty("user.home"));
    environment.put("LC_ALL", "C.UTF-8");
    var log = data("logs").resolve(name + ".log");
    return new ProcessSpec(
        name, command, environment, options.dataDirectory(), log, StopSignal.TERM, STOP_GRACE);
  }

  ChildProcess run(ProcessSpec spec) throws IOException {
    var child = options.supervisor().start(spec);
    started.accept(child);
    return child;
  }

  /** Starts the program and waits for its first good answer. */
  Component start(ProcessSpec spec, String address, Await.Condition answers) throws IOException {
    tell(spec.name(), "starting");
    long start = System.nanoTime();
    var child = run(spec);
    Await.that(spec.name() + " answers at " + address)
        .within(DEADLINE)
        .whileAlive(child)
        .until(answers);
    var took = Duration.ofNanos(System.nanoTime() - start);
    progress.ready(spec.name(), took);
    return new Component(spec.name(), address, child, took.toMillis());
  }

  /**
   * The JVM that runs this code; serial collector and shared classes, for a small quick process.
   */
  static List<String> java(int megabytes, Path classArchive) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + megabytes + "m",
        "-XX:+UseSerialGC",
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + classArchive);
  }
}

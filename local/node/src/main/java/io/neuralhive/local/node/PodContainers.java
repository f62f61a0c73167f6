package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** The containers of one Pod: init containers one after the other, then all others together. */
final class PodContainers {

  private final List<ContainerRunner> init = new ArrayList<>();
  private final List<ContainerRunner> main = new ArrayList<>();
  private final Map<String, ContainerRunner> byName = new HashMap<>();
  private final String name;
  private volatile Map<String, ContainerLog> logs = Map.of();
  private volatile List<ContainerProcess> processes = List.of();

  PodContainers(NodeContext node, Pod pod, PodVolumes volumes, String podIp, Executor podThread) {
    this.name = pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    for (var container : pod.getSpec().getInitContainers()) {
      init.add(runner(node, pod, container, volumes, podIp, podThread, true));
    }
    for (var container : pod.getSpec().getContainers()) {
      main.add(runner(node, pod, container, volumes, podIp, podThread, false));
    }
    if (pod.getStatus() != null) {
      adopt(pod.getStatus().getInitContainerStatuses());
      adopt(pod.getStatus().getContainerStatuses());
    }
  }

  private ContainerRunner runner(
      NodeContext node,
      Pod pod,
      Container container,
      PodVolumes volumes,
      String podIp,
      Executor podThread,
      boolean isInit) {
    var launcher = new ContainerLauncher(node, pod, container, volumes, podIp);
    var grace = Optional.ofNullable(pod.getSpec().getTerminationGracePeriodSeconds()).orElse(30L);
    var rule = new RestartRule(pod.getSpec().getRestartPolicy(), isInit, Duration.ofSeconds(grace));
    var actions = new ProbeActions(container, podIp, launcher);
    var runner = new ContainerRunner(container, launcher, actions, rule, node.options(), podThread);
    byName.put(container.getName(), runner);
    return runner;
  }

  private void adopt(List<ContainerStatus> before) {
    for (var status : before) {
      var runner = byName.get(status.getName());
      if (runner != null) {
        runner.adopt(status);
      }
    }
  }

  /** Starts whatever is due, in order. */
  void step() {
    for (var runner : init) {
      if (runner.snapshot().succeeded()) {
        continue;
      }
      runner.step();
      waiting("PodInitializing", null, runner);
      return;
    }
    main.forEach(ContainerRunner::step);
  }

  /** Says on every container that has not run yet why it waits. */
  void waiting(String reason, String message) {
    waiting(reason, message, null);
  }

  private void waiting(String reason, String message, ContainerRunner except) {
    all().filter(runner -> runner != except).forEach(runner -> runner.waitFor(reason, message));
  }

  void configChanged() {
    all().forEach(ContainerRunner::configChanged);
  }

  void stop(Duration grace) {
    all().forEach(runner -> runner.stop(grace));
  }

  void kill() {
    all().forEach(ContainerRunner::kill);
  }

  boolean anyRunning() {
    return all().anyMatch(ContainerRunner::running);
  }

  /** Whether no container will ever run again. */
  boolean over() {
    boolean initFailed = init.stream().anyMatch(r -> r.over() && !r.snapshot().succeeded());
    return initFailed || main.stream().allMatch(ContainerRunner::over);
  }

  Optional<Instant> nextStep() {
    return all().flatMap(runner -> runner.nextStep().stream()).min(Comparator.naturalOrder());
  }

  List<ContainerSnapshot> initSnapshots() {
    return init.stream().map(ContainerRunner::snapshot).toList();
  }

  List<ContainerSnapshot> snapshots() {
    return main.stream().map(ContainerRunner::snapshot).toList();
  }

  /** Lets other threads see how things are now. */
  void publish() {
    var logsNow = new HashMap<String, ContainerLog>();
    byName.forEach((container, runner) -> logsNow.put(container, runner.log()));
    logs = Map.copyOf(logsNow);
    var processesNow = new ArrayList<ContainerProcess>();
    byName.forEach(
        (container, runner) ->
            runner
                .process(byName.size() == 1 ? name : name + "/" + container)
                .ifPresent(processesNow::add));
    processes = List.copyOf(processesNow);
  }

  /** Where the logs are, by container name, as last published. Thread-safe. */
  Map<String, ContainerLog> logs() {
    return logs;
  }

  /** What runs, as last published. Thread-safe. */
  List<ContainerProcess> processes() {
    return processes;
  }

  private Stream<ContainerRunner> all() {
    return Stream.concat(init.stream(), main.stream());
  }
}

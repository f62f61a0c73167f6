package io.neuralhive.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipeline;
import io.neuralhive.local.controlplane.ControlPlane;
import io.neuralhive.local.controlplane.ControlPlaneBinaries;
import io.neuralhive.local.controlplane.ControlPlaneOptions;
import io.neuralhive.local.controlplane.Durability;
import io.neuralhive.local.node.ContainerProcess;
import io.neuralhive.local.node.LocalNode;
import io.neuralhive.local.node.LocalNodeOptions;
import io.neuralhive.local.process.Memory;
import io.neuralhive.local.process.ProcessSupervisor;
import io.neuralhive.local.services.BackingServices;
import io.neuralhive.local.services.Component;
import io.neuralhive.local.services.Service;
import io.neuralhive.local.services.ServiceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/** The whole platform on this machine: control plane, node, services, operator, example. */
final class LocalPlatform implements AutoCloseable {

  private static final Duration READY = Duration.ofSeconds(180);
  private static final Duration WATCH = Duration.ofSeconds(2);

  private final Folders folders;
  private final Path kubeconfig;
  private final Screen screen;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final Instant started = Instant.now();

  private ApiServer api;
  private BackingServices services;
  private LocalNode node;
  private Readiness readiness;
  private CognitivePipeline example;
  private String gateway;
  private boolean ready;
  private long readyMillis;

  /**
   * Prepares.
   *
   * @param kubeconfig of an API server to use; null starts one
   */
  LocalPlatform(Folders folders, Path kubeconfig, Screen screen) {
    this.folders = folders;
    this.kubeconfig = kubeconfig;
    this.screen = screen;
  }

  /** Returns when the example is Ready; says what it does meanwhile. */
  void start() throws IOException, InterruptedException {
    // Before anything starts: most mistakes are in the file's name.
    var existing = kubeconfig == null ? null : ApiServer.existing(kubeconfig);
    Files.createDirectories(folders.logs());
    var supervisor = opened(ProcessSupervisor.open(folders.data().resolve("run")));
    try (var starts = new Starts()) {
      var model = starts.begin(() -> prepareModel(supervisor));
      var backing = starts.begin(() -> startServices(supervisor));
      api = existing == null ? starts.result(starts.begin(() -> startApi(supervisor))) : existing;
      var cluster = new Cluster(opened(api.client()));
      cluster.applyDefinitions(folders.home().resolve("crds"));
      services = opened(starts.result(backing));
      starts.result(model);
      node = opened(startNode());
      var pipeline = apply(cluster);
      writeState();
      readiness = new Readiness(cluster.client(), LocalObjects.NAMESPACE, started, screen);
      readiness.await(READY);
      gateway = new LocalGateway(cluster, LocalObjects.NAMESPACE, pipeline).open();
      example =
          cluster
              .client()
              .resources(CognitivePipeline.class)
              .inNamespace(LocalObjects.NAMESPACE)
              .withName(pipeline)
              .require();
    }
    ready = true;
    readyMillis = Duration.between(started, Instant.now()).toMillis();
    writeState();
  }

  private Void prepareModel(ProcessSupervisor supervisor) throws IOException, InterruptedException {
    new ModelFile(folders, supervisor, screen).prepare();
    return null;
  }

  private ApiServer startApi(ProcessSupervisor supervisor) throws IOException {
    return ApiServer.of(
        opened(
            ControlPlane.start(
                new ControlPlaneOptions(
                    folders.data().resolve("controlplane"),
                    ControlPlaneBinaries.locate(screen),
                    supervisor,
                    Durability.DURABLE,
                    screen))));
  }

  private BackingServices startServices(ProcessSupervisor supervisor) throws IOException {
    return BackingServices.start(
        new ServiceOptions(
            folders.data().resolve("services"),
            folders.cache(),
            EnumSet.allOf(Service.class),
            supervisor,
            new Programs(folders).classPath("local/broker"),
            folders.home().resolve("local/services/target/apicurio-registry.tar.gz")),
        screen);
  }

  private LocalNode startNode() throws IOException {
    long start = System.nanoTime();
    var directory = Files.createDirectories(folders.data().resolve("node"));
    var started =
        LocalNode.start(
            LocalNodeOptions.of(
                api.config(),
                directory,
                new Programs(folders).images(),
                KubeletCertificates.in(directory, api.plane())));
    screen.ready("node", Duration.ofNanos(System.nanoTime() - start));
    return started;
  }

  /** Returns the name of the example's pipeline. */
  private String apply(Cluster cluster) throws IOException {
    screen.update("operator", "applying operator/install and examples/intention-flow");
    cluster.applyFolder(folders.home().resolve("operator").resolve("install"), null);
    cluster.apply(LocalObjects.of(services));
    return cluster.applyFolder(folders.example(), LocalObjects.NAMESPACE).stream()
        .filter(o -> o.getKind().equals("CognitivePipeline"))
        .map(o -> o.getMetadata().getName())
        .findFirst()
        .orElseThrow(() -> new CannotDoException("no pipeline in " + folders.example()));
  }

  /** The pipeline that the samples go through. */
  CognitivePipeline example() {
    return example;
  }

  /** What runs now. */
  State state() {
    return new State(
        ready,
        ProcessHandle.current().pid(),
        gateway,
        api.kubeconfig().toString(),
        services.kafka().bootstrapServers(),
        services.registry().ccompatUrl().toString(),
        services.postgres().jdbcUrl(),
        "redis://%s:%d".formatted(services.redis().host(), services.redis().port()),
        components());
  }

  private List<State.Component> components() {
    var components = new ArrayList<State.Component>();
    long own = ProcessHandle.current().pid();
    components.add(new State.Component("hive", own, true, Memory.of(own), readyMillis));
    components.addAll(api.components());
    services
        .components()
        .forEach(c -> components.add(State.Component.of(c.process(), c.startedMillis())));
    node.processes().forEach(c -> components.add(component(c)));
    return components;
  }

  private static State.Component component(ContainerProcess container) {
    long pid = container.process().pid();
    return new State.Component(
        container.name(), pid, container.ready(), Memory.ofTree(pid), container.startedMillis());
  }

  private void writeState() throws IOException {
    state().write(folders.stateFile());
  }

  /** Returns only by an interrupt; keeps the state file true meanwhile, and tells what is wrong. */
  void watch() throws InterruptedException, IOException {
    while (true) {
      Thread.sleep(WATCH);
      var wrong = wrong();
      if (!wrong.isEmpty()) {
        screen.update("platform", "not ready: " + String.join("; ", wrong));
      } else if (!ready) {
        screen.update("platform", "ready again");
      }
      ready = wrong.isEmpty();
      writeState();
    }
  }

  /** Programs that the node does not start again come first: without them nothing else is known. */
  private List<String> wrong() {
    var ended =
        Stream.concat(
                api.processes().stream(), services.components().stream().map(Component::process))
            .filter(c -> !c.alive())
            .map(c -> c.name() + " ended; ./hive down and ./hive up start it again")
            .toList();
    if (!ended.isEmpty()) {
      return ended;
    }
    try {
      return readiness.complaints();
    } catch (KubernetesClientException e) {
      return List.of("the API server does not answer");
    }
  }

  private synchronized <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  /** Ends everything in the reverse order of its start. */
  @Override
  public synchronized void close() {
    // An interrupt may be why we are here; the parts take their time all the same.
    Thread.interrupted();
    if (!parts.isEmpty()) {
      screen.print("stopping");
    }
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        screen.print("while stopping: " + e);
      }
    }
    try {
      Files.deleteIfExists(folders.stateFile());
    } catch (IOException e) {
      screen.print("cannot remove %s: %s".formatted(folders.stateFile(), e));
    }
  }
}

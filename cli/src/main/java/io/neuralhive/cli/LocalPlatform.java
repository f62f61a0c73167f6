package io.neuralhive.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.neuralhive.local.controlplane.ControlPlane;
import io.neuralhive.local.controlplane.ControlPlaneBinaries;
import io.neuralhive.local.controlplane.ControlPlaneOptions;
import io.neuralhive.local.controlplane.Durability;
import io.neuralhive.local.node.ContainerProcess;
import io.neuralhive.local.node.KubeletTls;
import io.neuralhive.local.node.LocalNode;
import io.neuralhive.local.node.LocalNodeOptions;
import io.neuralhive.local.process.Await;
import io.neuralhive.local.process.ChildProcess;
import io.neuralhive.local.process.NotReadyException;
import io.neuralhive.local.process.ProcessSupervisor;
import io.neuralhive.local.services.BackingServices;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The whole platform on this machine: control plane, node, services, operator, example. */
final class LocalPlatform implements AutoCloseable {

  private static final Duration READY = Duration.ofSeconds(180);
  private static final Duration WATCH = Duration.ofSeconds(1);

  private final Folders folders;
  private final Path kubeconfig;
  private final Screen screen;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final Instant started = Instant.now();

  private Api api;
  private BackingServices services;
  private LocalNode node;
  private String gateway;
  private boolean ready;

  /** How the cluster is reached. {@code plane} is null for a cluster that was there before. */
  private record Api(Path kubeconfig, ControlPlane plane) {}

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
    Files.createDirectories(folders.logs());
    var supervisor = opened(ProcessSupervisor.open(folders.data().resolve("run")));
    try (var parallel = Executors.newVirtualThreadPerTaskExecutor()) {
      var model = parallel.submit(model());
      var backing = parallel.submit(() -> startServices(supervisor));
      api = result(parallel.submit(() -> startApi(supervisor)));
      var cluster = new Cluster(opened(client(api)));
      cluster.applyDefinitions(folders.home().resolve("crds"));
      services = opened(result(backing));
      result(model);
      node = opened(startNode());
      apply(cluster);
      writeState();
      new Readiness(cluster.client(), LocalObjects.NAMESPACE, started, screen).await(READY);
      gateway = gatewayUrl(cluster.client());
    }
    ready = true;
    writeState();
  }

  private Callable<Void> model() {
    return () -> {
      new ModelFile(folders, screen).prepare();
      return null;
    };
  }

  private Api startApi(ProcessSupervisor supervisor) throws IOException {
    if (kubeconfig != null) {
      return new Api(kubeconfig.toAbsolutePath(), null);
    }
    var plane =
        ControlPlane.start(
            new ControlPlaneOptions(
                folders.data().resolve("controlplane"),
                ControlPlaneBinaries.locate(screen),
                supervisor,
                Durability.DURABLE,
                screen));
    opened(plane);
    return new Api(plane.kubeconfig(), plane);
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
                Config.fromKubeconfig(api.kubeconfig().toFile()),
                directory,
                new Programs(folders).images(),
                KubeletCertificates.in(directory, api.plane())));
    screen.ready("node", Duration.ofNanos(System.nanoTime() - start));
    return started;
  }

  private void apply(Cluster cluster) throws IOException {
    screen.update("operator", "applying operator/install and examples/intention-flow");
    cluster.applyFolder(folders.home().resolve("operator").resolve("install"), null);
    cluster.apply(LocalObjects.of(services));
    cluster.applyFolder(folders.example(), LocalObjects.NAMESPACE);
  }

  private static KubernetesClient client(Api api) {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(api.kubeconfig().toFile()))
        .build();
  }

  private static String gatewayUrl(KubernetesClient client) throws IOException {
    var service =
        client.services().inNamespace(LocalObjects.NAMESPACE).withName(LocalObjects.GATEWAY_SERVICE);
    Await.that("the node published the gateway's address")
        .until(() -> !service.get().getStatus().getLoadBalancer().getIngress().isEmpty());
    var ingress = service.get().getStatus().getLoadBalancer().getIngress().getFirst();
    return "http://%s:%d".formatted(ingress.getIp(), ingress.getPorts().getFirst().getPort());
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
    components.add(new State.Component("hive", own, true, Memory.of(own), 0));
    if (api.plane() != null) {
      api.plane().components().forEach(c -> components.add(component(c, 0)));
    }
    services.components().forEach(c -> components.add(component(c.process(), c.startedMillis())));
    node.processes().forEach(c -> components.add(component(c)));
    return components;
  }

  private static State.Component component(ChildProcess process, long startedMillis) {
    return new State.Component(
        process.name(), process.pid(), process.alive(), Memory.ofTree(process.pid()), startedMillis);
  }

  private static State.Component component(ContainerProcess container) {
    long pid = container.process().pid();
    return new State.Component(
        container.name(), pid, container.ready(), Memory.ofTree(pid), container.startedMillis());
  }

  private void writeState() throws IOException {
    state().write(folders.stateFile());
  }

  /** Returns only by an interrupt; keeps the state file true meanwhile. */
  void watch() throws InterruptedException, IOException {
    while (true) {
      Thread.sleep(WATCH);
      for (var child : gone()) {
        screen.update(child, "ended; ./hive down and up start it again");
      }
      writeState();
    }
  }

  private List<String> gone() {
    var expected = new ArrayList<ChildProcess>();
    if (api.plane() != null) {
      expected.addAll(api.plane().components());
    }
    return expected.stream().filter(c -> !c.alive()).map(ChildProcess::name).toList();
  }

  private synchronized <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private static <T> T result(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case CannotDoException known -> known;
        case NotReadyException late -> new CannotDoException(late.getMessage(), late);
        case IOException io -> new CannotDoException(io.getMessage(), io);
        default -> new CannotDoException("start failed: " + e.getCause(), e.getCause());
      };
    }
  }

  /** Ends everything in the reverse order of its start. */
  @Override
  public synchronized void close() {
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

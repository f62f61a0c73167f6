package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.neuralhive.local.process.ProcessSupervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kubernetes node on this machine that runs each container as a process.
 *
 * <p>Open with {@link #start}; {@link #close} ends all processes and reports the Node as not ready.
 * Pods stay in the API server and are started again by the next node of the same name. No process
 * outlives this JVM, however it ends.
 */
public final class LocalNode implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalNode.class);
  private static final String HOST_IP = "127.0.0.1";
  private static final Duration STOP_GRACE = Duration.ofSeconds(5);

  private final LocalNodeOptions options;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Map<String, PodWorker> workers = new ConcurrentHashMap<>();
  private NodeContext context;
  private SharedIndexInformer<Pod> pods;
  private SharedIndexInformer<Service> services;
  private Coalesced placement;
  private Coalesced network;

  private LocalNode(LocalNodeOptions options) {
    this.options = options;
  }

  /**
   * Starts the node and returns when it is registered and serves Pods.
   *
   * @throws IOException when a file or port it needs cannot be used; the message says which
   */
  public static LocalNode start(LocalNodeOptions options) throws IOException {
    var node = new LocalNode(options);
    try {
      node.open();
      return node;
    } catch (IOException | RuntimeException e) {
      node.close();
      throw e;
    } catch (InterruptedException e) {
      node.close();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the local node was starting", e);
    } catch (GeneralSecurityException e) {
      node.close();
      throw new IOException("the kubelet's certificate or key cannot be used: " + e, e);
    }
  }

  /** The Node's name. */
  public String name() {
    return options.name();
  }

  /** All containers that run, in the order of their start. */
  public List<ContainerProcess> processes() {
    return workers.values().stream()
        .flatMap(worker -> worker.processes().stream())
        .filter(container -> container.process().alive())
        .sorted(Comparator.comparing(container -> container.process().startedAt()))
        .toList();
  }

  private void open() throws IOException, InterruptedException, GeneralSecurityException {
    var directory = Files.createDirectories(options.directory());
    // It holds the Pods' Secrets and tokens.
    FileTree.mode(directory, 0700);
    var client = opened(new KubernetesClientBuilder().withConfig(options.api()).build());
    var supervisor = opened(ProcessSupervisor.open(directory.resolve("run")));
    var logTimes = opened(new LogTimes(options.clock()));
    var allocatable = new HashMap<String, Quantity>();
    options.capacity().forEach((name, amount) -> allocatable.put(name, new Quantity(amount)));
    var api = client.getMasterUrl();
    int apiPort = api.getPort() < 0 ? api.getDefaultPort() : api.getPort();
    var facts =
        new NodeFacts(options.name(), HOST_IP, api.getHost(), apiPort, Map.copyOf(allocatable));
    var namespaces = MountNamespaces.detect(directory.resolve("probe"));
    namespaces.problem().ifPresent(why -> LOG.warn("Pods with volumes cannot start: {}", why));
    context =
        new NodeContext(
            options,
            facts,
            client,
            new ApiConfigSource(client, options.clock()),
            supervisor,
            namespaces,
            new HostsFiles(directory.resolve("hosts"), api.getHost()),
            new PodAddresses(options.addressPrefix(), options.clock().instant().getEpochSecond()),
            logTimes);
    var kubelet =
        opened(KubeletServer.start(PemTls.of(options.tls()), this::log, logTimes, options.clock()));
    var registration =
        new NodeRegistration(
            client, options.name(), facts.allocatable(), kubelet.port(), options.clock());
    registration.register();
    opened(() -> unregister(registration));
    watch(client);
  }

  private void watch(KubernetesClient client) {
    var proxy = opened(new ServiceProxy(client));
    var binder =
        new Binder(
            client,
            options.name(),
            context.facts().allocatable(),
            NodeRegistration.labels(options.name()),
            options.clock());
    placement = opened(new Coalesced("binder", () -> binder.sync(pods.getStore().list())));
    network =
        opened(
            new Coalesced(
                "services",
                () -> {
                  var now = services.getStore().list();
                  context.hosts().update(now, pods.getStore().list());
                  proxy.sync(now, pods.getStore().list());
                }));
    opened(this::stopWorkers);
    services =
        informer(
            client.services().inAnyNamespace().runnableInformer(0),
            service -> network.request(),
            service -> network.request());
    pods =
        informer(
            client.pods().inAnyNamespace().runnableInformer(0), this::podSeen, this::podRemoved);
    // Names and addresses first: a program must find its Services when it starts.
    start(services);
    var configMaps =
        informer(
            client.configMaps().inAnyNamespace().runnableInformer(0),
            this::configSeen,
            this::configSeen);
    var secrets =
        informer(
            client.secrets().inAnyNamespace().runnableInformer(0),
            this::configSeen,
            this::configSeen);
    start(configMaps);
    start(secrets);
    start(pods);
    removeLeftovers();
    placement.request();
    network.request();
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("a part of the node did not close: {}", e.toString());
      }
    }
  }

  private void podSeen(Pod pod) {
    placement.request();
    network.request();
    if (options.name().equals(pod.getSpec().getNodeName())) {
      var uid = pod.getMetadata().getUid();
      var fresh = new boolean[1];
      var worker =
          workers.computeIfAbsent(
              uid,
              u -> {
                fresh[0] = true;
                return PodWorker.start(context, pod);
              });
      if (!fresh[0]) {
        worker.podChanged(pod);
      }
    }
  }

  private void podRemoved(Pod pod) {
    placement.request();
    network.request();
    var worker = workers.remove(pod.getMetadata().getUid());
    if (worker != null) {
      worker.podGone();
    }
  }

  private void configSeen(HasMetadata config) {
    var reference = ConfigReference.to(config);
    workers.values().forEach(worker -> worker.configSeen(reference));
  }

  private Optional<ContainerLog> log(String namespace, String pod, String container) {
    return workers.values().stream()
        .filter(worker -> worker.namespace().equals(namespace) && worker.podName().equals(pod))
        .findFirst()
        .flatMap(worker -> Optional.ofNullable(worker.logs().get(container)));
  }

  /**
   * Files of Pods that were removed while no node was there. By what the API server knows: workers
   * of known Pods may still be about to start.
   */
  private void removeLeftovers() {
    var known =
        pods.getStore().list().stream()
            .map(pod -> pod.getMetadata().getUid())
            .collect(Collectors.toSet());
    try {
      for (var folder : new String[] {"pods", "logs"}) {
        var directory = Files.createDirectories(options.directory().resolve(folder));
        try (var entries = Files.newDirectoryStream(directory)) {
          for (Path entry : entries) {
            var name = entry.getFileName().toString();
            if (!known.contains(name.substring(name.lastIndexOf('_') + 1))) {
              FileTree.delete(entry);
            }
          }
        }
      }
    } catch (IOException e) {
      LOG.warn("files of removed Pods are left in {}: {}", options.directory(), e.toString());
    }
  }

  private void stopWorkers() throws InterruptedException {
    workers.values().forEach(worker -> worker.close(STOP_GRACE));
    for (var worker : workers.values()) {
      worker.awaitFinished(STOP_GRACE.plusSeconds(1));
    }
  }

  private static void unregister(NodeRegistration registration) {
    try {
      registration.unregister();
    } catch (KubernetesClientException e) {
      LOG.debug("the API server is gone already: {}", e.toString());
    }
  }

  private <T extends HasMetadata> SharedIndexInformer<T> informer(
      SharedIndexInformer<T> informer, Consumer<T> seen, Consumer<T> removed) {
    return informer
        .exceptionHandler((started, problem) -> true)
        .addEventHandler(new Changes<>(seen, removed));
  }

  private void start(SharedIndexInformer<?> informer) {
    opened(informer::stop);
    informer.run();
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }
}

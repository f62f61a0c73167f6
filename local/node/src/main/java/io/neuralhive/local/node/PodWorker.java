package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one Pod on this node. Everything that happens to the Pod is a task in its mailbox,
 * and one virtual thread works through them, so nothing in here needs a lock.
 */
final class PodWorker {

  private static final Logger LOG = LoggerFactory.getLogger(PodWorker.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration CONFIG_RETRY = Duration.ofSeconds(10);

  private final NodeContext node;
  private final LinkedBlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final PodStatusWriter statusWriter;
  private final String podIp;
  private final PodVolumes volumes;
  private final PodContainers containers;
  private final Instant startTime;
  private final ObjectMeta identity;
  private final Set<ConfigReference> references;

  private Pod pod;
  private boolean volumesReady;
  private boolean configChanged;
  private boolean closing;
  private boolean gone;
  private Long graceGiven;
  private Instant retryAt;

  private PodWorker(NodeContext node, Pod pod) {
    this.node = node;
    this.pod = pod;
    this.identity = pod.getMetadata();
    this.references = ConfigReference.of(pod);
    this.statusWriter = new PodStatusWriter(node.client());
    var uid = pod.getMetadata().getUid();
    var before = Optional.ofNullable(pod.getStatus());
    this.podIp = node.addresses().acquire(uid, before.map(s -> s.getPodIP()).orElse(null));
    this.startTime =
        before.map(s -> s.getStartTime()).map(Instant::parse).orElseGet(() -> node.now());
    var contents =
        new VolumeContents(
            pod,
            () -> new DownwardFields(this.pod, podIp, node.facts()),
            node.config(),
            node.options().clock());
    this.volumes =
        new PodVolumes(
            pod,
            node.podDirectory(uid).resolve("volumes"),
            contents,
            node.options().hostPathAllowed());
    this.containers = new PodContainers(node, pod, volumes, podIp, mailbox::add);
  }

  static PodWorker start(NodeContext node, Pod pod) {
    var worker = new PodWorker(node, pod);
    var metadata = pod.getMetadata();
    Thread.ofVirtual()
        .name("pod " + metadata.getNamespace() + "/" + metadata.getName())
        .start(worker::run);
    return worker;
  }

  /** The Pod as the API server has it now. */
  void podChanged(Pod now) {
    mailbox.add(
        () -> {
          var before = pod.getMetadata();
          var after = now.getMetadata();
          boolean sameFacts =
              Objects.equals(before.getLabels(), after.getLabels())
                  && Objects.equals(before.getAnnotations(), after.getAnnotations());
          pod = now;
          configChanged |= !sameFacts;
        });
  }

  /** A ConfigMap or Secret changed, was made or removed. */
  void configSeen(ConfigReference config) {
    if (references.contains(config)) {
      mailbox.add(() -> configChanged = true);
    }
  }

  /** The Pod is no longer in the API server. */
  void podGone() {
    mailbox.add(() -> gone = true);
  }

  /** The node ends; the Pod stays in the API server and continues with the next node's life. */
  void close(Duration grace) {
    mailbox.add(
        () -> {
          closing = true;
          containers.stop(grace);
        });
  }

  /** Waits until the worker has nothing more to do. */
  boolean awaitFinished(Duration atMost) throws InterruptedException {
    return finished.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Where the logs of the containers are, by container name. */
  Map<String, ContainerLog> logs() {
    return containers.logs();
  }

  List<ContainerProcess> processes() {
    return containers.processes();
  }

  String namespace() {
    return identity.getNamespace();
  }

  String podName() {
    return identity.getName();
  }

  private void run() {
    try {
      while (!step()) {
        var task = nextTask();
        while (task != null) {
          task.run();
          task = mailbox.poll();
        }
      }
    } catch (InterruptedException e) {
      containers.kill();
    } finally {
      finished.countDown();
    }
  }

  /** Does what is due; true when the Pod's life is over. */
  private boolean step() {
    retryAt = null;
    if (closing) {
      return !containers.anyRunning();
    }
    try {
      if (gone) {
        return afterRemoval();
      }
      if (pod.getMetadata().getDeletionTimestamp() != null) {
        return terminate();
      }
      if (!containers.over()) {
        if (prepareVolumes()) {
          containers.step();
        }
      } else if (containers.anyRunning()) {
        containers.stop(Duration.ZERO);
      }
      publish();
    } catch (KubernetesClientException e) {
      LOG.debug("{} waits for the API server: {}", name(), e.getMessage());
      retryAt = node.now().plus(RETRY);
    } catch (IOException e) {
      LOG.warn("{}: {}", name(), e.toString());
      retryAt = node.now().plus(CONFIG_RETRY);
    }
    return false;
  }

  private boolean prepareVolumes() throws IOException {
    boolean due = volumes.refreshAt().map(at -> !node.now().isBefore(at)).orElse(false);
    if (volumesReady && !configChanged && !due) {
      return true;
    }
    try {
      if (volumesReady) {
        volumes.refresh();
      } else {
        volumes.setUp();
        volumesReady = true;
      }
      if (configChanged) {
        configChanged = false;
        containers.configChanged();
      }
    } catch (ContainerProblem e) {
      retryAt = node.now().plus(CONFIG_RETRY);
      configChanged = false;
      if (!volumesReady) {
        containers.waiting(e.reason(), e.getMessage());
      }
    }
    return volumesReady;
  }

  private boolean terminate() throws IOException {
    var grace = Optional.ofNullable(pod.getMetadata().getDeletionGracePeriodSeconds()).orElse(30L);
    if (graceGiven == null || grace < graceGiven) {
      graceGiven = grace;
      containers.stop(Duration.ofSeconds(grace));
    }
    publish();
    if (containers.anyRunning()) {
      return false;
    }
    removeFromApi();
    return afterRemoval();
  }

  private boolean afterRemoval() throws IOException {
    if (containers.anyRunning()) {
      containers.kill();
      return false;
    }
    node.addresses().release(identity.getUid());
    FileTree.delete(node.podDirectory(identity.getUid()));
    FileTree.delete(
        node.logDirectory(identity.getNamespace(), identity.getName(), identity.getUid()));
    return true;
  }

  private void removeFromApi() {
    var path =
        "/api/v1/namespaces/%s/pods/%s".formatted(identity.getNamespace(), identity.getName());
    var now =
        new DeleteOptionsBuilder()
            .withGracePeriodSeconds(0L)
            .withNewPreconditions()
            .withUid(identity.getUid())
            .endPreconditions()
            .build();
    try {
      node.client().raw(path, "DELETE", now);
    } catch (KubernetesClientException e) {
      boolean gone =
          e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
              || e.getCode() == HttpURLConnection.HTTP_CONFLICT;
      if (!gone) {
        throw e;
      }
    }
  }

  private void publish() {
    containers.publish();
    var facts =
        new PodStatuses.Facts(
            podIp,
            node.facts().hostIp(),
            startTime,
            containers.initSnapshots(),
            containers.snapshots());
    var known = statusWriter.withKnownConditions(pod);
    statusWriter.write(pod, PodStatuses.of(known, facts, node.now()));
  }

  private Runnable nextTask() throws InterruptedException {
    boolean ending = closing || graceGiven != null || gone || containers.over();
    var none = Optional.<Instant>empty();
    var due =
        Stream.of(
                Optional.ofNullable(retryAt),
                ending || !volumesReady ? none : containers.nextStep(),
                ending || retryAt != null ? none : volumes.refreshAt())
            .flatMap(Optional::stream)
            .min(Instant::compareTo);
    if (due.isEmpty()) {
      return mailbox.take();
    }
    var wait = Duration.between(node.now(), due.get());
    return mailbox.poll(Math.max(1, wait.toMillis() + 1), TimeUnit.MILLISECONDS);
  }

  private String name() {
    return identity.getNamespace() + "/" + identity.getName();
  }
}

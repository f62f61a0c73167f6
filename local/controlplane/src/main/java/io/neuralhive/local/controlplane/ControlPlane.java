package io.neuralhive.local.controlplane;

import io.neuralhive.local.process.Await;
import io.neuralhive.local.process.ChildProcess;
import io.neuralhive.local.process.ProcessSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A running control plane. Everything listens on 127.0.0.1 and speaks TLS with certificates of an
 * authority of its own; clients are authenticated and RBAC decides.
 */
public final class ControlPlane implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final ControlPlaneOptions options;
  private final ControlPlaneFiles files;
  private final URI server;
  private final List<ChildProcess> components = new ArrayList<>();
  private final Map<ChildProcess, Duration> firstAnswers = new ConcurrentHashMap<>();

  private ControlPlane(ControlPlaneOptions options, ControlPlaneFiles files, URI server) {
    this.options = options;
    this.files = files;
    this.server = server;
  }

  /**
   * Returns when the API server is ready and pods can be created in the namespace "default".
   *
   * @throws IOException naming the program that did not start and the end of its log
   */
  public static ControlPlane start(ControlPlaneOptions options) throws IOException {
    long start = System.nanoTime();
    var data = DataFolder.open(options.dataDirectory());
    var ports = data.ports();
    var server = URI.create("https://127.0.0.1:" + ports.apiServer());
    var plane = new ControlPlane(options, ControlPlaneFiles.prepare(data, server), server);
    try {
      plane.launch(new ControlPlaneCommands(options, plane.files, ports));
    } catch (IOException | RuntimeException e) {
      plane.close();
      throw e;
    }
    options.progress().ready("control plane", Duration.ofNanos(System.nanoTime() - start));
    return plane;
  }

  /** The administrator's, readable by the owner only. */
  public Path kubeconfig() {
    return files.kubeconfig();
  }

  public URI apiServerUrl() {
    return server;
  }

  public String caCertificatePem() throws IOException {
    return files.authority().certificatePem();
  }

  /**
   * The cluster's authority. The API server trusts kubelets whose serving certificate comes from
   * it, and takes a client certificate's common name for the user, its organizations for groups.
   */
  public CertificateAuthority certificates() {
    return files.authority();
  }

  /** Writes a kubeconfig (readable by the owner only) for another user of this cluster. */
  public void writeKubeconfig(Path file, String user, List<String> groups) throws IOException {
    files.writeKubeconfig(file, server, user, groups);
  }

  /** etcd, kube-apiserver, kube-controller-manager: those that were started. */
  public List<ChildProcess> components() {
    return List.copyOf(components);
  }

  /**
   * Time from the start of one of the {@link #components} to its first good answer. What is known
   * of etcd is the API server's /readyz, which asks it too.
   */
  public Duration startOf(ChildProcess component) {
    return firstAnswers.get(component);
  }

  /** Ends the programs, the last one started first. The data stays. */
  @Override
  public void close() {
    components.reversed().forEach(ChildProcess::stop);
  }

  private void launch(ControlPlaneCommands commands) throws IOException {
    options.progress().update("control plane", "starting etcd");
    var etcd = run(commands.etcd());
    options.progress().update("control plane", "starting kube-apiserver");
    var apiServer = run(commands.apiServer());
    // The controller manager would end when it finds no server; this also spares the CPU.
    var probe = new ReadinessProbe(server, files.authority());
    Await.that("kube-apiserver answers /readyz at " + server)
        .within(DEADLINE)
        .whileAlive(apiServer)
        .until(() -> probe.found("/readyz"));
    answered(etcd);
    answered(apiServer);
    options.progress().update("control plane", "starting kube-controller-manager");
    var controllerManager = run(commands.controllerManager());
    Await.that("kube-controller-manager made the service account and the root CA of \"default\"")
        .within(DEADLINE)
        .whileAlive(controllerManager)
        .until(
            () ->
                probe.found("/api/v1/namespaces/default/serviceaccounts/default")
                    && probe.found("/api/v1/namespaces/default/configmaps/kube-root-ca.crt"));
    answered(controllerManager);
  }

  private void answered(ChildProcess component) {
    firstAnswers.put(component, Duration.between(component.startedAt(), Instant.now()));
  }

  private ChildProcess run(ProcessSpec spec) throws IOException {
    var child = options.supervisor().start(spec);
    components.add(child);
    return child;
  }
}

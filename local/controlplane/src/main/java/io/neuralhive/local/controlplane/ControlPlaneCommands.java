package io.neuralhive.local.controlplane;

import io.neuralhive.local.controlplane.DataFolder.PortNumbers;
import io.neuralhive.local.process.ProcessSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command lines of the three programs. */
final class ControlPlaneCommands {

  /** Collect garbage early: three idle programs matter more here than their top speed. */
  private static final Map<String, String> ENVIRONMENT = Map.of("GOGC", "50");

  private final ControlPlaneOptions options;
  private final ControlPlaneFiles files;
  private final PortNumbers ports;

  ControlPlaneCommands(ControlPlaneOptions options, ControlPlaneFiles files, PortNumbers ports) {
    this.options = options;
    this.files = files;
    this.ports = ports;
  }

  ProcessSpec etcd() {
    var client = "https://127.0.0.1:" + ports.etcdClient();
    var peer = "https://127.0.0.1:" + ports.etcdPeer();
    var arguments =
        new ArrayList<>(
            List.of(
                "--name=neural-hive",
                "--data-dir=" + options.dataDirectory().toAbsolutePath().resolve("etcd"),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=neural-hive=" + peer,
                "--client-cert-auth",
                "--trusted-ca-file=" + files.file("etcd-ca.crt"),
                "--cert-file=" + files.file("etcd.crt"),
                "--key-file=" + files.file("etcd.key"),
                "--peer-client-cert-auth",
                "--peer-trusted-ca-file=" + files.file("etcd-ca.crt"),
                "--peer-cert-file=" + files.file("etcd.crt"),
                "--peer-key-file=" + files.file("etcd.key"),
                "--log-level=warn"));
    if (options.durability() == Durability.EPHEMERAL) {
      arguments.add("--unsafe-no-fsync");
    }
    return spec("etcd", options.binaries().etcd(), arguments);
  }

  ProcessSpec apiServer() {
    return spec(
        "kube-apiserver",
        options.binaries().apiServer(),
        List.of(
            "--etcd-servers=https://127.0.0.1:" + ports.etcdClient(),
            "--etcd-cafile=" + files.file("etcd-ca.crt"),
            "--etcd-certfile=" + files.file("etcd-client.crt"),
            "--etcd-keyfile=" + files.file("etcd-client.key"),
            "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1",
            "--secure-port=" + ports.apiServer(),
            "--tls-cert-file=" + files.file("apiserver.crt"),
            "--tls-private-key-file=" + files.file("apiserver.key"),
            "--client-ca-file=" + files.file("ca.crt"),
            "--authorization-mode=RBAC",
            "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
            "--service-account-key-file=" + files.file("sa.pub"),
            "--service-account-signing-key-file=" + files.file("sa.key"),
            "--kubelet-client-certificate=" + files.file("kubelet-client.crt"),
            "--kubelet-client-key=" + files.file("kubelet-client.key"),
            "--kubelet-certificate-authority=" + files.file("ca.crt"),
            "--kubelet-preferred-address-types=InternalIP",
            "--service-cluster-ip-range=" + ControlPlaneFiles.SERVICE_RANGE,
            // Endpoints cannot hold a loopback address; the node knows where the server is.
            "--endpoint-reconciler-type=none",
            "--profiling=false"));
  }

  ProcessSpec controllerManager() {
    return spec(
        "kube-controller-manager",
        options.binaries().controllerManager(),
        List.of(
            "--kubeconfig=" + files.controllerManagerKubeconfig(),
            "--authentication-kubeconfig=" + files.controllerManagerKubeconfig(),
            "--authorization-kubeconfig=" + files.controllerManagerKubeconfig(),
            "--bind-address=127.0.0.1",
            "--secure-port=" + ports.controllerManager(),
            "--tls-cert-file=" + files.file("controller-manager.crt"),
            "--tls-private-key-file=" + files.file("controller-manager.key"),
            "--root-ca-file=" + files.file("ca.crt"),
            "--service-account-private-key-file=" + files.file("sa.key"),
            "--use-service-account-credentials=true",
            // One instance: waiting for the lease of a killed one would cost fifteen seconds.
            "--leader-elect=false",
            "--controllers=" + controllers(),
            "--kube-api-qps=100",
            "--kube-api-burst=200",
            "--profiling=false"));
  }

  /**
   * Endpoint slices refuse the loopback addresses our pods have; the node controllers need clouds.
   */
  private static String controllers() {
    return String.join(
        ",",
        "*",
        "-endpoints-controller",
        "-endpointslice-controller",
        "-endpointslice-mirroring-controller",
        "-node-ipam-controller",
        "-node-lifecycle-controller");
  }

  private ProcessSpec spec(String name, Path program, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.addAll(arguments);
    var folder = options.dataDirectory().toAbsolutePath();
    return new ProcessSpec(
        name, command, ENVIRONMENT, folder, folder.resolve("logs").resolve(name + ".log"));
  }
}

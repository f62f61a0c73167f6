package io.neuralhive.local.controlplane;

import io.neuralhive.local.process.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;

/**
 * Keys, certificates and kubeconfigs. The two authorities and the service account key stay; all
 * certificates are issued anew at each start, so they never expire in use.
 *
 * <p>etcd has an authority of its own: a certificate that lets somebody talk to the API server must
 * not open the store behind it.
 */
final class ControlPlaneFiles {

  static final String SERVICE_RANGE = "127.96.0.0/16";

  private static final String LOOPBACK = "127.0.0.1";
  private static final List<String> API_SERVER_NAMES =
      List.of(
          LOOPBACK,
          "127.96.0.1", // the Service "kubernetes", first of the range
          "localhost",
          "kubernetes",
          "kubernetes.default",
          "kubernetes.default.svc",
          "kubernetes.default.svc.cluster.local");

  private final DataFolder data;
  private final Path pki;
  private final CertificateAuthority authority;

  private ControlPlaneFiles(DataFolder data, CertificateAuthority authority) {
    this.data = data;
    this.pki = data.path().resolve("pki");
    this.authority = authority;
  }

  static ControlPlaneFiles prepare(DataFolder data, URI apiServer) throws IOException {
    var clock = Clock.systemUTC();
    var folder = data.path().resolve("pki");
    var files = new ControlPlaneFiles(data, CertificateAuthority.open(folder, "ca", clock));
    var etcd = CertificateAuthority.open(folder, "etcd-ca", clock);
    files.store("etcd", etcd.server("etcd", List.of(LOOPBACK, "localhost")));
    files.store("etcd-client", etcd.client("kube-apiserver", List.of()));
    files.store("apiserver", files.authority.server("kube-apiserver", API_SERVER_NAMES));
    files.store(
        "controller-manager",
        files.authority.server("kube-controller-manager", List.of(LOOPBACK, "localhost")));
    files.store(
        "kubelet-client",
        files.authority.client("kube-apiserver-kubelet-client", List.of("system:masters")));
    files.makeServiceAccountKey();
    files.writeKubeconfig(
        files.kubeconfig(), apiServer, "kubernetes-admin", List.of("system:masters"));
    files.writeKubeconfig(
        files.controllerManagerKubeconfig(),
        apiServer,
        "system:kube-controller-manager",
        List.of());
    return files;
  }

  CertificateAuthority authority() {
    return authority;
  }

  Path kubeconfig() {
    return data.path().resolve("kubeconfig");
  }

  Path controllerManagerKubeconfig() {
    return pki.resolve("controller-manager.kubeconfig");
  }

  String file(String name) {
    return pki.resolve(name).toString();
  }

  void writeKubeconfig(Path file, URI apiServer, String user, List<String> groups)
      throws IOException {
    var config =
        new Kubeconfig(apiServer, authority.certificatePem(), user, authority.client(user, groups));
    PrivateFile.write(file, config.yaml());
  }

  private void store(String name, IssuedCertificate issued) throws IOException {
    PrivateFile.write(pki.resolve(name + ".crt"), issued.certificatePem());
    PrivateFile.write(pki.resolve(name + ".key"), issued.privateKeyPem());
  }

  /** Kept: tokens of the last start stay valid. */
  private void makeServiceAccountKey() throws IOException {
    if (Files.exists(pki.resolve("sa.key")) && Files.exists(pki.resolve("sa.pub"))) {
      return;
    }
    try {
      var keys = CertificateAuthority.ellipticKeys();
      PrivateFile.write(
          pki.resolve("sa.key"),
          CertificateAuthority.pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
      PrivateFile.write(
          pki.resolve("sa.pub"),
          CertificateAuthority.pem("PUBLIC KEY", keys.getPublic().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot make the service account key in " + pki, e);
    }
  }
}

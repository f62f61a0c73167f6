package io.neuralhive.cli;

import io.neuralhive.local.controlplane.CertificateAuthority;
import io.neuralhive.local.controlplane.ControlPlane;
import io.neuralhive.local.node.KubeletTls;
import io.neuralhive.local.node.LocalNodeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The certificate with which the local node answers the API server, e.g. for its pods' logs. */
final class KubeletCertificates {

  private static final String LOOPBACK = "127.0.0.1";

  private KubeletCertificates() {}

  /**
   * A new certificate.
   *
   * @param directory the node's folder
   * @param plane the control plane, whose authority is asked; null for an API server that was there
   *     before: it knows no authority of ours, so it cannot fetch logs
   */
  static KubeletTls in(Path directory, ControlPlane plane) throws IOException {
    var authority =
        plane == null
            ? CertificateAuthority.open(directory.resolve("pki"), "kubelet", Clock.systemUTC())
            : plane.certificates();
    var user = "system:node:" + LocalNodeOptions.DEFAULT_NAME;
    var issued = authority.server(user, List.of(LOOPBACK));
    return new KubeletTls(
        issued.certificatePem(), issued.privateKeyPem(), authority.certificatePem());
  }
}

package io.neuralhive.local.controlplane;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A kubeconfig with one cluster and one user, whose certificates stand in the file itself. */
record Kubeconfig(URI server, String authorityPem, String user, IssuedCertificate certificate) {

  String yaml() {
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: neural-hive
      cluster:
        server: %s
        certificate-authority-data: %s
    users:
    - name: %s
      user:
        client-certificate-data: %s
        client-key-data: %s
    contexts:
    - name: neural-hive
      context:
        cluster: neural-hive
        user: %s
    current-context: neural-hive
    """
        .formatted(
            server,
            base64(authorityPem),
            user,
            base64(certificate.certificatePem()),
            base64(certificate.privateKeyPem()),
            user);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}

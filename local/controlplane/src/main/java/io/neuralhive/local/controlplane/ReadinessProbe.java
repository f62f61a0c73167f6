package io.neuralhive.local.controlplane;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks the API server whether something is there, with a certificate of its own. */
final class ReadinessProbe {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final URI server;
  private final HttpClient client;

  ReadinessProbe(URI server, CertificateAuthority authority) throws IOException {
    this.server = server;
    var own = authority.client("hive-readiness", List.of("system:masters"));
    this.client =
        HttpClient.newBuilder()
            .sslContext(context(authority.certificatePem(), own))
            .connectTimeout(PATIENCE)
            .build();
  }

  /** Whether a GET answers 200. */
  boolean found(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE).build();
    return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
  }

  private static SSLContext context(String authorityPem, IssuedCertificate own) throws IOException {
    try {
      var trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("ca", certificate(authorityPem));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);

      var keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      var key =
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(der(own.privateKeyPem())));
      keys.setKeyEntry(
          "own", key, new char[0], new Certificate[] {certificate(own.certificatePem())});
      var identity = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      identity.init(keys, new char[0]);

      var context = SSLContext.getInstance("TLS");
      context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot use the certificates of the control plane", e);
    }
  }

  private static Certificate certificate(String pem) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static byte[] der(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }
}

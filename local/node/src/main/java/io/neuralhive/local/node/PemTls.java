package io.neuralhive.local.node;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Turns PEM texts into a TLS context that asks clients for a certificate. */
final class PemTls {

  private static final char[] NO_PASSWORD = {};

  private PemTls() {}

  static SSLContext of(KubeletTls pem) throws IOException, GeneralSecurityException {
    var own = KeyStore.getInstance("PKCS12");
    own.load(null, NO_PASSWORD);
    own.setKeyEntry(
        "kubelet",
        key(pem.privateKey()),
        NO_PASSWORD,
        certificates(pem.certificate()).toArray(Certificate[]::new));
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, NO_PASSWORD);

    var authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, NO_PASSWORD);
    int number = 0;
    for (var certificate : certificates(pem.clientAuthority())) {
      authorities.setCertificateEntry("authority-" + number++, certificate);
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities);

    var tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return tls;
  }

  private static List<? extends Certificate> certificates(String pem)
      throws GeneralSecurityException {
    var in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
  }

  private static PrivateKey key(String text) throws GeneralSecurityException {
    if (!text.contains("-----BEGIN PRIVATE KEY-----")) {
      throw new InvalidKeyException(
          "the kubelet's key is not PKCS#8; convert it with 'openssl pkcs8 -topk8 -nodes'");
    }
    var base64 =
        text.substring(
            text.indexOf("-----BEGIN PRIVATE KEY-----") + 27,
            text.indexOf("-----END PRIVATE KEY-----"));
    var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
    try {
      return KeyFactory.getInstance("EC").generatePrivate(spec);
    } catch (InvalidKeySpecException notElliptic) {
      return KeyFactory.getInstance("RSA").generatePrivate(spec);
    }
  }
}

package io.neuralhive.local.controlplane;

/** A certificate and its private key (PKCS #8), both PEM. */
public record IssuedCertificate(String certificatePem, String privateKeyPem) {

  /** Without the key. */
  @Override
  public String toString() {
    return certificatePem;
  }
}

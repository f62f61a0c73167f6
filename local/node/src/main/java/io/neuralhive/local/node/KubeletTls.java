package io.neuralhive.local.node;

/**
 * The kubelet endpoint's TLS material, all PEM.
 *
 * @param certificate its serving certificate (valid for 127.0.0.1), followed by intermediate ones
 * @param privateKey the certificate's key, PKCS#8, RSA or EC
 * @param clientAuthority the authority that signed the API server's kubelet client certificate; a
 *     client without a certificate of it is refused
 */
public record KubeletTls(String certificate, String privateKey, String clientAuthority) {

  /** Without the key. */
  @Override
  public String toString() {
    return "KubeletTls[" + certificate + "]";
  }
}

package io.neuralhive.local.node;

import java.nio.file.Path;

/**
 * PEM files of the kubelet's HTTPS endpoint.
 *
 * @param certificate its serving certificate (valid for 127.0.0.1), followed by intermediate ones
 * @param privateKey the certificate's key, PKCS#8, RSA or EC
 * @param clientAuthority the authority that signed the API server's kubelet client certificate; a
 *     client without a certificate of it is refused
 */
public record KubeletTls(Path certificate, Path privateKey, Path clientAuthority) {}

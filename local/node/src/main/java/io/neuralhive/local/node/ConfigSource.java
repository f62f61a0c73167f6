package io.neuralhive.local.node;

import java.util.Map;
import java.util.Optional;

/** Where a Pod's ConfigMaps, Secrets and tokens come from. */
interface ConfigSource {

  /** Data and binary data of a ConfigMap, or nothing when there is no such ConfigMap. */
  Optional<Map<String, byte[]>> configMap(String namespace, String name);

  /** Decoded data of a Secret, or nothing when there is no such Secret. */
  Optional<Map<String, byte[]>> secret(String namespace, String name);

  /** A token of the Pod's service account. */
  ServiceToken token(TokenFor pod, String audience, long expirationSeconds);

  /** Identifies the Pod a token is bound to. */
  record TokenFor(String namespace, String serviceAccount, String podName, String podUid) {}
}

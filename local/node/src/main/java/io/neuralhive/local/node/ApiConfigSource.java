package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads fresh from the API server: a Pod must never start with configuration of yesterday. */
final class ApiConfigSource implements ConfigSource {

  private final KubernetesClient client;
  private final Clock clock;

  ApiConfigSource(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  @Override
  public Optional<Map<String, byte[]>> configMap(String namespace, String name) {
    return Optional.ofNullable(client.configMaps().inNamespace(namespace).withName(name).get())
        .map(
            configMap -> {
              var files = new TreeMap<String, byte[]>();
              orEmpty(configMap.getData())
                  .forEach((key, text) -> files.put(key, text.getBytes(StandardCharsets.UTF_8)));
              files.putAll(decoded(configMap.getBinaryData()));
              return files;
            });
  }

  @Override
  public Optional<Map<String, byte[]>> secret(String namespace, String name) {
    return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get())
        .map(secret -> decoded(secret.getData()));
  }

  @Override
  public ServiceToken token(TokenFor pod, String audience, long expirationSeconds) {
    var request = new TokenRequestBuilder().withNewSpec().withExpirationSeconds(expirationSeconds);
    if (audience != null && !audience.isEmpty()) {
      request.addToAudiences(audience);
    }
    var issued = clock.instant();
    var answer =
        client
            .serviceAccounts()
            .inNamespace(pod.namespace())
            .withName(pod.serviceAccount())
            .tokenRequest(
                request
                    .withNewBoundObjectRef()
                    .withApiVersion("v1")
                    .withKind("Pod")
                    .withName(pod.podName())
                    .withUid(pod.podUid())
                    .endBoundObjectRef()
                    .endSpec()
                    .build());
    var status = answer.getStatus();
    return new ServiceToken(
        status.getToken(), issued, Instant.parse(status.getExpirationTimestamp()));
  }

  private static Map<String, byte[]> decoded(Map<String, String> base64) {
    var files = new TreeMap<String, byte[]>();
    orEmpty(base64).forEach((key, text) -> files.put(key, Base64.getDecoder().decode(text)));
    return files;
  }

  private static Map<String, String> orEmpty(Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}

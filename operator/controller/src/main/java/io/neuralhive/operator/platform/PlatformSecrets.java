package io.neuralhive.operator.platform;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatform;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Watches exactly the Secrets that platforms refer to, each by its name: the operator never holds a
 * Secret that nobody pointed it to. A change triggers the platform.
 */
final class PlatformSecrets extends AbstractEventSource<Secret, CognitivePlatform>
    implements ResourceEventAware<CognitivePlatform> {
  private final KubernetesClient client;
  private final Map<ResourceID, Map<String, SharedIndexInformer<Secret>>> watches = new HashMap<>();

  PlatformSecrets(KubernetesClient client) {
    super(Secret.class, "platform-secrets");
    this.client = client;
  }

  /** Values by key, by name of the Secret; a Secret that does not exist is absent. */
  synchronized Map<String, Map<String, String>> read(
      CognitivePlatform platform, Set<String> names) {
    var id = ResourceID.fromResource(platform);
    var current = watches.computeIfAbsent(id, key -> new HashMap<>());
    current
        .entrySet()
        .removeIf(
            entry -> {
              if (names.contains(entry.getKey())) {
                return false;
              }
              entry.getValue().close();
              return true;
            });
    var values = new TreeMap<String, Map<String, String>>();
    for (var name : names) {
      current.computeIfAbsent(name, wanted -> watch(id, wanted)).getStore().list().stream()
          .findFirst()
          .ifPresent(secret -> values.put(name, values(secret)));
    }
    return values;
  }

  private SharedIndexInformer<Secret> watch(ResourceID platform, String name) {
    var namespace = platform.getNamespace().orElseThrow();
    return client
        .secrets()
        .inNamespace(namespace)
        .withName(name)
        .inform(
            new ResourceEventHandler<>() {
              @Override
              public void onAdd(Secret secret) {
                trigger();
              }

              @Override
              public void onUpdate(Secret before, Secret after) {
                if (!before
                    .getMetadata()
                    .getResourceVersion()
                    .equals(after.getMetadata().getResourceVersion())) {
                  trigger();
                }
              }

              @Override
              public void onDelete(Secret secret, boolean unknown) {
                trigger();
              }

              private void trigger() {
                getEventHandler().handleEvent(new Event(platform));
              }
            });
  }

  private static Map<String, String> values(Secret secret) {
    var values = new TreeMap<String, String>();
    if (secret.getData() != null) {
      secret
          .getData()
          .forEach(
              (key, value) ->
                  values.put(
                      key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    }
    return values;
  }

  @Override
  public Set<Secret> getSecondaryResources(CognitivePlatform platform) {
    return Set.of();
  }

  @Override
  public synchronized void onResourceDeleted(CognitivePlatform platform) {
    var gone = watches.remove(ResourceID.fromResource(platform));
    if (gone != null) {
      gone.values().forEach(SharedIndexInformer::close);
    }
  }

  @Override
  public synchronized void stop() {
    super.stop();
    watches.values().forEach(byName -> byName.values().forEach(SharedIndexInformer::close));
    watches.clear();
  }
}

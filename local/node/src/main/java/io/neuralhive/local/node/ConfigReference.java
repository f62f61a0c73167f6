package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** A ConfigMap or Secret by name; which ones a Pod depends on. */
record ConfigReference(String namespace, boolean secret, String name) {

  static ConfigReference to(HasMetadata config) {
    var metadata = config.getMetadata();
    return new ConfigReference(
        metadata.getNamespace(), !(config instanceof ConfigMap), metadata.getName());
  }

  /** All that a Pod's variables and volumes name. */
  static Set<ConfigReference> of(Pod pod) {
    var found = new HashSet<ConfigReference>();
    var namespace = pod.getMetadata().getNamespace();
    BiConsumer<Boolean, String> add =
        (secret, name) -> found.add(new ConfigReference(namespace, secret, name));
    var spec = pod.getSpec();
    Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream())
        .forEach(container -> collect(container, add));
    spec.getVolumes().forEach(volume -> collect(volume, add));
    return Set.copyOf(found);
  }

  private static void collect(Container container, BiConsumer<Boolean, String> add) {
    for (var source : container.getEnvFrom()) {
      if (source.getConfigMapRef() != null) {
        add.accept(false, source.getConfigMapRef().getName());
      }
      if (source.getSecretRef() != null) {
        add.accept(true, source.getSecretRef().getName());
      }
    }
    for (var variable : container.getEnv()) {
      var from = variable.getValueFrom();
      if (from != null && from.getConfigMapKeyRef() != null) {
        add.accept(false, from.getConfigMapKeyRef().getName());
      }
      if (from != null && from.getSecretKeyRef() != null) {
        add.accept(true, from.getSecretKeyRef().getName());
      }
    }
  }

  private static void collect(Volume volume, BiConsumer<Boolean, String> add) {
    if (volume.getConfigMap() != null) {
      add.accept(false, volume.getConfigMap().getName());
    }
    if (volume.getSecret() != null) {
      add.accept(true, volume.getSecret().getSecretName());
    }
    if (volume.getProjected() != null) {
      for (var source : volume.getProjected().getSources()) {
        if (source.getConfigMap() != null) {
          add.accept(false, source.getConfigMap().getName());
        }
        if (source.getSecret() != null) {
          add.accept(true, source.getSecret().getName());
        }
      }
    }
  }
}

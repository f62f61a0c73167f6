package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.neuralhive.local.node.ConfigSource.TokenFor;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Supplier;

/** Chooses the {@link VolumeContent} for each volume source that is made of files. */
final class VolumeContents {

  private static final int READABLE = 0644;
  private static final long ONE_HOUR = 3600;

  private final Pod pod;
  private final Supplier<DownwardFields> fields;
  private final ConfigSource config;
  private final Clock clock;

  VolumeContents(Pod pod, Supplier<DownwardFields> fields, ConfigSource config, Clock clock) {
    this.pod = pod;
    this.fields = fields;
    this.config = config;
    this.clock = clock;
  }

  /** The content of a volume, or nothing when the volume is not made of files from the API. */
  Optional<VolumeContent> of(Volume volume) throws ContainerProblem {
    if (volume.getConfigMap() != null) {
      var source = volume.getConfigMap();
      return Optional.of(
          new KeyedContent(
              "configmap \"" + source.getName() + "\"",
              () -> config.configMap(namespace(), source.getName()),
              source.getItems(),
              mode(source.getDefaultMode(), READABLE),
              Boolean.TRUE.equals(source.getOptional())));
    }
    if (volume.getSecret() != null) {
      var source = volume.getSecret();
      return Optional.of(
          new KeyedContent(
              "secret \"" + source.getSecretName() + "\"",
              () -> config.secret(namespace(), source.getSecretName()),
              source.getItems(),
              mode(source.getDefaultMode(), READABLE),
              Boolean.TRUE.equals(source.getOptional())));
    }
    if (volume.getDownwardAPI() != null) {
      var source = volume.getDownwardAPI();
      return Optional.of(
          new DownwardContent(fields, source.getItems(), mode(source.getDefaultMode(), READABLE)));
    }
    if (volume.getProjected() != null) {
      return Optional.of(projected(volume.getProjected()));
    }
    return Optional.empty();
  }

  private VolumeContent projected(ProjectedVolumeSource projected) throws ContainerProblem {
    int mode = mode(projected.getDefaultMode(), READABLE);
    var sources = new ArrayList<VolumeContent>();
    for (var source : projected.getSources()) {
      sources.add(projection(source, mode));
    }
    return new ProjectedContent(sources);
  }

  private VolumeContent projection(VolumeProjection source, int mode) throws ContainerProblem {
    if (source.getConfigMap() != null) {
      var from = source.getConfigMap();
      return new KeyedContent(
          "configmap \"" + from.getName() + "\"",
          () -> config.configMap(namespace(), from.getName()),
          from.getItems(),
          mode,
          Boolean.TRUE.equals(from.getOptional()));
    }
    if (source.getSecret() != null) {
      var from = source.getSecret();
      return new KeyedContent(
          "secret \"" + from.getName() + "\"",
          () -> config.secret(namespace(), from.getName()),
          from.getItems(),
          mode,
          Boolean.TRUE.equals(from.getOptional()));
    }
    if (source.getDownwardAPI() != null) {
      return new DownwardContent(fields, source.getDownwardAPI().getItems(), mode);
    }
    if (source.getServiceAccountToken() != null) {
      var from = source.getServiceAccountToken();
      long seconds = Optional.ofNullable(from.getExpirationSeconds()).orElse(ONE_HOUR);
      return new TokenContent(
          () -> config.token(tokenFor(), from.getAudience(), seconds), from.getPath(), mode, clock);
    }
    throw ContainerProblem.volume(
        "a projected volume names a source this node does not know; it knows configMap, secret,"
            + " downwardAPI and serviceAccountToken");
  }

  private TokenFor tokenFor() {
    var metadata = pod.getMetadata();
    var account = Optional.ofNullable(pod.getSpec().getServiceAccountName()).orElse("default");
    return new TokenFor(metadata.getNamespace(), account, metadata.getName(), metadata.getUid());
  }

  private String namespace() {
    return pod.getMetadata().getNamespace();
  }

  private static int mode(Integer given, int otherwise) {
    return given == null ? otherwise : given;
  }
}

package io.neuralhive.local.node;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Several sources in one folder; a later source wins where two name the same path. */
record ProjectedContent(List<VolumeContent> sources) implements VolumeContent {

  @Override
  public Map<String, VolumeFile> files() throws ContainerProblem {
    var files = new TreeMap<String, VolumeFile>();
    for (var source : sources) {
      files.putAll(source.files());
    }
    return files;
  }

  @Override
  public Optional<Instant> refreshAt() {
    return sources.stream()
        .flatMap(source -> source.refreshAt().stream())
        .min(Comparator.naturalOrder());
  }
}

package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.KeyToPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of a ConfigMap or a Secret: all keys, or the chosen ones at chosen paths.
 *
 * @param source the object in words, such as {@code configmap "plan"}
 * @param data reads the object's data; empty when it does not exist
 * @param items the chosen keys; none means all
 */
record KeyedContent(
    String source, Reader data, List<KeyToPath> items, int defaultMode, boolean optional)
    implements VolumeContent {

  /** Reads the object behind a volume. */
  interface Reader {
    Optional<Map<String, byte[]>> read();
  }

  @Override
  public Map<String, VolumeFile> files() throws ContainerProblem {
    var found = data.read();
    if (found.isEmpty()) {
      if (optional) {
        return Map.of();
      }
      throw ContainerProblem.volume(source + " not found");
    }
    var files = new TreeMap<String, VolumeFile>();
    if (items == null || items.isEmpty()) {
      found.get().forEach((key, bytes) -> files.put(key, new VolumeFile(bytes, defaultMode)));
      return files;
    }
    for (var item : items) {
      var bytes = found.get().get(item.getKey());
      if (bytes == null) {
        if (optional) {
          continue;
        }
        throw ContainerProblem.volume(source + " references non-existent key: " + item.getKey());
      }
      int mode = Optional.ofNullable(item.getMode()).orElse(defaultMode);
      files.put(item.getPath(), new VolumeFile(bytes, mode));
    }
    return files;
  }
}

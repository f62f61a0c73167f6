package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Files that tell a Pod about itself; they follow its labels and annotations. */
record DownwardContent(
    Supplier<DownwardFields> fields, List<DownwardAPIVolumeFile> items, int defaultMode)
    implements VolumeContent {

  @Override
  public Map<String, VolumeFile> files() throws ContainerProblem {
    var files = new TreeMap<String, VolumeFile>();
    var now = fields.get();
    for (var item : items) {
      var text =
          item.getFieldRef() != null
              ? now.field(item.getFieldRef())
              : now.resource(item.getResourceFieldRef(), null);
      int mode = Optional.ofNullable(item.getMode()).orElse(defaultMode);
      files.put(item.getPath(), new VolumeFile(text.getBytes(StandardCharsets.UTF_8), mode));
    }
    return files;
  }
}

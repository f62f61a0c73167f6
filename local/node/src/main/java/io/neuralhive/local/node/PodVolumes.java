package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The volumes of one Pod as folders of this machine, and what each container mounts of them. */
final class PodVolumes {

  private final Path directory;
  private final VolumeContents contents;
  private final boolean hostPathAllowed;
  private final List<Volume> volumes;
  private final Map<String, Path> roots = new LinkedHashMap<>();
  private final Map<String, Filled> filled = new LinkedHashMap<>();

  private record Filled(VolumeContent content, AtomicDirectory target) {}

  PodVolumes(Pod pod, Path directory, VolumeContents contents, boolean hostPathAllowed) {
    this.volumes = pod.getSpec().getVolumes();
    this.directory = directory;
    this.contents = contents;
    this.hostPathAllowed = hostPathAllowed;
  }

  /** Creates what is not there yet and fills it; may be called again after a problem. */
  void setUp() throws ContainerProblem, IOException {
    for (var volume : volumes) {
      var name = volume.getName();
      var root = directory.resolve(name);
      var content = contents.of(volume);
      if (content.isPresent()) {
        var target = new AtomicDirectory(root);
        filled.computeIfAbsent(name, n -> new Filled(content.get(), target));
      } else if (volume.getEmptyDir() != null) {
        Files.createDirectories(root);
      } else if (volume.getHostPath() != null) {
        root = hostPath(volume);
      } else {
        throw ContainerProblem.volume(
            "volume \""
                + name
                + "\" is of a kind this node does not know; it knows configMap, secret, projected,"
                + " downwardAPI, emptyDir and hostPath");
      }
      roots.put(name, root);
    }
    refresh();
  }

  /** Brings all files up to date with their sources. */
  void refresh() throws ContainerProblem, IOException {
    for (var entry : filled.entrySet()) {
      try {
        entry.getValue().target().write(entry.getValue().content().files());
      } catch (ContainerProblem e) {
        throw ContainerProblem.volume("volume \"" + entry.getKey() + "\": " + e.getMessage());
      }
    }
  }

  /** When {@link #refresh} is due although nothing changed. */
  Optional<Instant> refreshAt() {
    return filled.values().stream()
        .flatMap(volume -> volume.content().refreshAt().stream())
        .min(Comparator.naturalOrder());
  }

  /** What a container mounts, sources resolved to this machine. */
  List<MountPlan.Mount> mountsOf(Container container) throws ContainerProblem, IOException {
    var mounts = new ArrayList<MountPlan.Mount>();
    for (var mount : container.getVolumeMounts()) {
      var root = roots.get(mount.getName());
      if (root == null) {
        throw ContainerProblem.config("volumeMount \"" + mount.getName() + "\" names no volume");
      }
      mounts.add(
          new MountPlan.Mount(
              source(root, mount),
              Path.of(mount.getMountPath()),
              Boolean.TRUE.equals(mount.getReadOnly()) || filled.containsKey(mount.getName())));
    }
    return mounts;
  }

  private Path source(Path root, VolumeMount mount) throws ContainerProblem, IOException {
    if (mount.getSubPathExpr() != null && !mount.getSubPathExpr().isEmpty()) {
      throw ContainerProblem.config("subPathExpr is not known to this node; use subPath");
    }
    var subPath = mount.getSubPath();
    if (subPath == null || subPath.isEmpty()) {
      return root;
    }
    var source = root.resolve(subPath).normalize();
    if (!source.startsWith(root)) {
      throw ContainerProblem.config("subPath \"" + subPath + "\" leaves its volume");
    }
    if (!Files.exists(source)) {
      if (filled.containsKey(mount.getName())) {
        throw ContainerProblem.config(
            "volume \"" + mount.getName() + "\" has no file \"" + subPath + "\" to mount");
      }
      Files.createDirectories(source);
    }
    return source.toRealPath();
  }

  private Path hostPath(Volume volume) throws ContainerProblem, IOException {
    var path = Path.of(volume.getHostPath().getPath());
    if (!hostPathAllowed) {
      throw ContainerProblem.volume(
          "volume \""
              + volume.getName()
              + "\" is a hostPath, which this node does not allow; use an emptyDir");
    }
    if ("DirectoryOrCreate".equals(volume.getHostPath().getType())) {
      Files.createDirectories(path);
    }
    if (!Files.exists(path)) {
      throw ContainerProblem.volume(
          "volume \"" + volume.getName() + "\": hostPath " + path + " does not exist");
    }
    return path;
  }
}

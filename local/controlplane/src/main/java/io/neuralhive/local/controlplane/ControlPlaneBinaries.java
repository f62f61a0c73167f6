package io.neuralhive.local.controlplane;

import io.neuralhive.local.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The three programs of the control plane: paths of executable files in one folder. */
public record ControlPlaneBinaries(Path etcd, Path apiServer, Path controllerManager) {

  /** Built here; programs from {@code KUBEBUILDER_ASSETS} may be of another version. */
  public static final String KUBERNETES_VERSION = "1.36.3";

  /**
   * From {@code KUBEBUILDER_ASSETS}, else from the user's cache, else built into the cache once.
   */
  public static ControlPlaneBinaries locate(Progress progress) throws IOException {
    return locate(System.getenv(), progress);
  }

  static ControlPlaneBinaries locate(Map<String, String> environment, Progress progress)
      throws IOException {
    var assets = environment.get("KUBEBUILDER_ASSETS");
    if (assets != null && !assets.isBlank()) {
      var provided = in(Path.of(assets));
      if (provided.isPresent()) {
        return provided.get();
      }
      progress.update(
          "control plane",
          "KUBEBUILDER_ASSETS=" + assets + " lacks one of " + names() + ", so it is not used");
    }
    var folder = cacheFolder(environment);
    var cached = in(folder);
    return cached.isPresent() ? cached.get() : new GoBuild(folder, environment).run(progress);
  }

  /** Empty unless all three are there. */
  static Optional<ControlPlaneBinaries> in(Path folder) {
    var complete = names().stream().allMatch(name -> Files.isExecutable(folder.resolve(name)));
    return complete
        ? Optional.of(
            new ControlPlaneBinaries(
                folder.resolve("etcd"),
                folder.resolve("kube-apiserver"),
                folder.resolve("kube-controller-manager")))
        : Optional.empty();
  }

  private static List<String> names() {
    return List.of("etcd", "kube-apiserver", "kube-controller-manager");
  }

  private static Path cacheFolder(Map<String, String> environment) {
    var cache = environment.get("XDG_CACHE_HOME");
    var root =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    var platform = System.getProperty("os.name").toLowerCase(Locale.ROOT) + "-" + architecture();
    return root.resolve("neural-hive/controlplane").resolve(KUBERNETES_VERSION + "-" + platform);
  }

  /** As Go calls it. */
  private static String architecture() {
    return switch (System.getProperty("os.arch")) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      case String other -> other;
    };
  }
}

package io.neuralhive.cli;

import java.nio.file.Path;

/**
 * Where things are.
 *
 * @param home the checkout: manifests, examples, built programs
 * @param data what a run keeps: databases, logs, the kubeconfig
 */
record Folders(Path home, Path data) {

  static Folders of(Path data) {
    var home = System.getProperty("hive.home");
    if (home == null) {
      throw new CannotDoException("start this program with ./hive, which tells it where it lives");
    }
    return new Folders(Path.of(home).toAbsolutePath(), data.toAbsolutePath().normalize());
  }

  /** Outlives checkouts: programs that were built or unpacked once. */
  Path cache() {
    var xdg = System.getenv("XDG_CACHE_HOME");
    var base =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return base.resolve("neural-hive");
  }

  Path example() {
    return home.resolve("examples").resolve("intention-flow");
  }

  Path logs() {
    return data.resolve("logs");
  }

  Path stateFile() {
    return data.resolve("state.json");
  }

  Path lockFile() {
    return data.resolve("up.lock");
  }
}

package io.neuralhive.cli;

import io.neuralhive.local.node.ImageProgram;
import io.neuralhive.local.node.ImageTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The programs that the build made: what stands for each image on the local node. */
final class Programs {

  /** Short-lived JVMs on few cores: the quick compiler and the small collector start soonest. */
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseCompactObjectHeaders",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xshare:auto",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          // Both would leave files in /tmp when the program is killed; a JVM ignores TMPDIR.
          "-XX:-UsePerfData",
          "-Djava.io.tmpdir=${TMPDIR}",
          "-Dsun.net.inetaddr.ttl=1",
          "-Djdk.net.hosts.file=${HOSTS_FILE}");

  private final Folders folders;

  Programs(Folders folders) {
    this.folders = folders;
  }

  ImageTable images() {
    return new ImageTable(
        Map.of(
            "neuralhive/operator",
            java("192m", "io.neuralhive.operator.OperatorMain", "operator/controller"),
            "neuralhive/runner",
            java("192m", "io.neuralhive.runner.Main", "workloads/runner"),
            "neuralhive/intention",
            java("192m", "io.neuralhive.runner.Main", "workloads/runner", "workloads/intention"),
            "neuralhive/gateway",
            java("160m", "io.neuralhive.gateway.GatewayMain", "workloads/gateway"),
            "neuralhive/inference",
            inference()));
  }

  private ImageProgram inference() {
    var program = java("192m", "io.neuralhive.inference.InferenceServer", "workloads/inference");
    var command = new ArrayList<>(program.command());
    command.add("--packages=" + models());
    var files = new ArrayList<>(program.files());
    files.add(models().toString());
    return new ImageProgram(command, Map.of(), files);
  }

  Path models() {
    return folders.cache().resolve("models");
  }

  private ImageProgram java(String heap, String main, String... modules) {
    var command = new ArrayList<String>();
    command.add(java());
    command.addAll(List.of("-Xms32m", "-Xmx" + heap));
    command.addAll(JVM);
    var classPath = classPath(modules);
    command.addAll(List.of("-cp", classPath, main));
    return new ImageProgram(command, Map.of(), files(classPath));
  }

  /** The JVM, the checkout, and the folder that holds all other jars: Maven's repository. */
  private List<String> files(String classPath) {
    var files = new ArrayList<String>();
    files.add(System.getProperty("java.home"));
    files.add(folders.home().toString());
    Stream.of(classPath.split(":"))
        .map(Path::of)
        .filter(jar -> !jar.startsWith(folders.home()))
        .map(Path::getParent)
        .reduce(Programs::common)
        .ifPresent(repository -> files.add(repository.toString()));
    return files;
  }

  private static Path common(Path one, Path other) {
    var above = one;
    while (!other.startsWith(above)) {
      above = above.getParent();
    }
    return above;
  }

  /** The JVM that this program runs on. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Jars of the modules and of what they need, in order, each once. */
  String classPath(String... modules) {
    Set<String> jars = new LinkedHashSet<>();
    for (var module : modules) {
      var target = folders.home().resolve(module).resolve("target");
      try (var files = Files.newDirectoryStream(target, "*.jar")) {
        files.forEach(jar -> jars.add(jar.toString()));
        jars.addAll(
            List.of(Files.readString(target.resolve("runtime-classpath")).strip().split(":")));
      } catch (IOException e) {
        throw new CannotDoException(
            "%s is not built (%s); remove target/hive, then ./hive up builds it"
                .formatted(module, e.getMessage()),
            e);
      }
    }
    return String.join(":", jars);
  }
}

package io.neuralhive.local.controlplane;

import io.neuralhive.local.process.ChildProcess;
import io.neuralhive.local.process.ProcessSpec;
import io.neuralhive.local.process.ProcessSupervisor;
import io.neuralhive.local.process.Progress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Builds the programs from the Go modules this jar carries. Takes about five minutes on two cores.
 */
final class GoBuild {

  private static final String COMPONENT = "control plane";
  private static final Duration BETWEEN_MESSAGES = Duration.ofSeconds(5);
  private static final String VERSION = "k8s.io/component-base/version.";
  private static final String KUBERNETES_FLAGS =
      "-s -w -X %1$sgitVersion=v%2$s -X %1$sgitMajor=%3$s -X %1$sgitMinor=%4$s"
          .formatted(
              VERSION,
              ControlPlaneBinaries.KUBERNETES_VERSION,
              ControlPlaneBinaries.KUBERNETES_VERSION.split("\\.")[0],
              ControlPlaneBinaries.KUBERNETES_VERSION.split("\\.")[1]);

  private static final List<Program> PROGRAMS =
      List.of(
          new Program("etcd", "etcd", "go.etcd.io/etcd/server/v3", "-s -w"),
          new Program(
              "kube-apiserver",
              "kubernetes",
              "k8s.io/kubernetes/cmd/kube-apiserver",
              KUBERNETES_FLAGS),
          new Program(
              "kube-controller-manager",
              "kubernetes",
              "k8s.io/kubernetes/cmd/kube-controller-manager",
              KUBERNETES_FLAGS));

  private final Path folder;
  private final Map<String, String> environment;

  GoBuild(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  private record Program(String name, String module, String goPackage, String linkerFlags) {}

  /** Waits when another process builds into the same folder, and then uses what that one built. */
  ControlPlaneBinaries run(Progress progress) throws IOException {
    Files.createDirectories(folder);
    progress.update(COMPONENT, "looking for the programs in " + folder);
    try (var channel =
            FileChannel.open(
                folder.resolve("build.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = channel.lock()) {
      for (int i = 0; i < PROGRAMS.size(); i++) {
        if (!Files.isExecutable(folder.resolve(PROGRAMS.get(i).name()))) {
          build(PROGRAMS.get(i), " (" + (i + 1) + " of " + PROGRAMS.size() + ")", progress);
        }
      }
    }
    return ControlPlaneBinaries.in(folder)
        .orElseThrow(() -> new IOException("the build left no programs in " + folder));
  }

  private void build(Program program, String position, Progress progress) throws IOException {
    var scratch = Files.createTempDirectory(folder, ".build-");
    try (var supervisor = ProcessSupervisor.open(scratch.resolve("run"))) {
      for (var file : List.of("go.mod", "go.sum", "tools.go")) {
        try (var in = GoBuild.class.getResourceAsStream("go/" + program.module() + "/" + file)) {
          Files.copy(in, scratch.resolve(file));
        }
      }
      var go = supervisor.start(compilation(program, scratch));
      follow(go, "building " + program.name() + position, progress);
      Files.move(
          scratch.resolve(program.name()),
          folder.resolve(program.name()),
          StandardCopyOption.ATOMIC_MOVE);
    } finally {
      DataFolder.delete(scratch);
    }
  }

  private ProcessSpec compilation(Program program, Path scratch) throws IOException {
    var variables = new HashMap<>(environment);
    variables.put("CGO_ENABLED", "0");
    var command =
        List.of(
            goProgram(),
            "build",
            "-trimpath",
            "-buildvcs=false",
            "-ldflags",
            program.linkerFlags(),
            "-o",
            program.name(),
            program.goPackage());
    return new ProcessSpec(
        "go build " + program.name(), command, variables, scratch, scratch.resolve("build.log"));
  }

  private String goProgram() throws IOException {
    for (var entry : environment.getOrDefault("PATH", "").split(":")) {
      var candidate = Path.of(entry, "go");
      if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
        return candidate.toString();
      }
    }
    throw new IOException(
        "the Kubernetes control plane is not built yet and there is no go on the PATH: install Go"
            + " 1.26 or newer, or set KUBEBUILDER_ASSETS to a folder with etcd, kube-apiserver and"
            + " kube-controller-manager");
  }

  private static void follow(ChildProcess go, String what, Progress progress) throws IOException {
    long start = System.nanoTime();
    while (true) {
      var seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      progress.update(COMPONENT, what + ", " + seconds + " s");
      try {
        int code = go.onExit().get(BETWEEN_MESSAGES.toMillis(), TimeUnit.MILLISECONDS);
        if (code != 0) {
          throw new IOException(
              what
                  + " failed with code "
                  + code
                  + ":\n  "
                  + String.join("\n  ", go.lastLogLines(20)));
        }
        return;
      } catch (TimeoutException stillRunning) {
        // tell the time again
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while " + what);
      } catch (ExecutionException e) {
        throw new IOException(what + " failed", e.getCause());
      }
    }
  }
}

package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.neuralhive.local.process.ChildProcess;
import io.neuralhive.local.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Turns one container's specification into a process: program, environment and mounts. */
final class ContainerLauncher implements ContainerExec {

  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final Pattern SHELL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int TIMED_OUT = 124;

  private final NodeContext node;
  private final Pod pod;
  private final Container container;
  private final PodVolumes volumes;
  private final String podIp;
  private final Path directory;
  private final Path logs;

  /** How the container was prepared; commands run beside it use the same. */
  private record Prepared(Map<String, String> environment, Path script, Path workingDirectory) {}

  private volatile Prepared prepared;

  ContainerLauncher(
      NodeContext node, Pod pod, Container container, PodVolumes volumes, String podIp) {
    this.node = node;
    this.pod = pod;
    this.container = container;
    this.volumes = volumes;
    this.podIp = podIp;
    var metadata = pod.getMetadata();
    this.directory =
        node.podDirectory(metadata.getUid()).resolve("containers").resolve(container.getName());
    this.logs =
        node.logDirectory(metadata.getNamespace(), metadata.getName(), metadata.getUid())
            .resolve(container.getName());
  }

  /** The log file of the run with this number. */
  Path log(int run) {
    return logs.resolve(run + ".log");
  }

  /**
   * Starts the program.
   *
   * @param image what the image table says
   * @param run 0 for the first run; the logs of this and the previous one are kept
   * @throws ContainerProblem when the specification cannot be carried out now
   * @throws IOException when the program cannot be started
   */
  ChildProcess launch(ImageProgram image, int run) throws ContainerProblem, IOException {
    if ("Always".equals(container.getRestartPolicy())) {
      throw ContainerProblem.config(
          "this node knows no restartable init containers (sidecars); make \""
              + container.getName()
              + "\" an ordinary container");
    }
    var home = fresh(directory.resolve("home"));
    fresh(ownTmp());
    Files.createDirectories(logs);
    Files.deleteIfExists(log(run - 2));
    node.logTimes().follow(logs);
    var environment = environment(image, home);
    var script = mountScript(image, home);
    var program = command(image, environment);
    requireProgram(program.getFirst());
    var command = wrapped(program, environment, script);
    prepared = new Prepared(environment, script, home);
    return node.supervisor()
        .start(new ProcessSpec(processName(), command, environment, home, log(run)));
  }

  @Override
  public int run(List<String> command, Duration timeout) throws IOException, InterruptedException {
    var how = prepared;
    if (how == null) {
      throw new IOException("container " + container.getName() + " has not started yet");
    }
    var child =
        node.supervisor()
            .start(
                new ProcessSpec(
                    processName() + " exec",
                    wrapped(command, how.environment(), how.script()),
                    how.environment(),
                    how.workingDirectory(),
                    directory.resolve("exec.log")));
    try {
      return child.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return TIMED_OUT;
    } catch (ExecutionException e) {
      throw new IOException("cannot run " + String.join(" ", command), e);
    } finally {
      child.kill();
    }
  }

  /** Every run begins with the image's own files only, so nothing of a killed run piles up. */
  private static Path fresh(Path folder) throws IOException {
    FileTree.delete(folder);
    return Files.createDirectories(folder);
  }

  private Path ownTmp() {
    return directory.resolve("tmp");
  }

  /** Where temporary files go: into what the Pod mounts at /tmp, else a folder of the container. */
  private Path tmp() {
    var usual = Path.of("/tmp");
    boolean mounted =
        container.getVolumeMounts().stream()
            .anyMatch(mount -> Path.of(mount.getMountPath()).normalize().equals(usual));
    return mounted ? usual : ownTmp();
  }

  private Map<String, String> environment(ImageProgram image, Path home) throws ContainerProblem {
    var brought = new HashMap<String, String>();
    brought.put("PATH", PATH);
    brought.put("HOME", home.toString());
    brought.put("TMPDIR", tmp().toString());
    brought.put("LANG", "C.UTF-8");
    brought.put("HOSTNAME", pod.getMetadata().getName());
    image.environment().forEach((name, value) -> brought.put(name, fill(value)));
    var fields = new DownwardFields(pod, podIp, node.facts());
    return new Environment(pod.getMetadata().getNamespace(), fields, node.config(), node.facts())
        .of(container, brought);
  }

  private List<String> command(ImageProgram image, Map<String, String> environment) {
    var command = new ArrayList<String>();
    if (container.getCommand().isEmpty()) {
      image.command().forEach(word -> command.add(fill(word)));
    } else {
      container
          .getCommand()
          .forEach(word -> command.add(VariableExpansion.expand(word, environment)));
    }
    container.getArgs().forEach(word -> command.add(VariableExpansion.expand(word, environment)));
    return command;
  }

  /** Said here because the shell that makes the mounts would only end with 127. */
  private void requireProgram(String program) throws IOException {
    var path = Path.of(program);
    boolean mounted =
        container.getVolumeMounts().stream().anyMatch(m -> path.startsWith(m.getMountPath()));
    if (path.isAbsolute() && !mounted && !Files.isExecutable(path)) {
      throw new IOException(
          "cannot start " + processName() + ": " + program + " is not an executable file");
    }
  }

  private Path workingDirectory(Path home) {
    var given = container.getWorkingDir();
    return given == null || given.isEmpty() ? home : Path.of(given);
  }

  /** The script that makes the mounts, or null when the container needs none. */
  private Path mountScript(ImageProgram image, Path home) throws ContainerProblem, IOException {
    var workingDirectory = workingDirectory(home);
    var mounts = volumes.mountsOf(container);
    if (mounts.isEmpty() && workingDirectory.startsWith(directory)) {
      return null;
    }
    var problem = node.namespaces().problem();
    if (problem.isPresent()) {
      throw ContainerProblem.create("cannot mount volumes: " + problem.get());
    }
    var plan = MountPlan.of(mounts, keeps(image, home));
    var root = Files.createDirectories(directory.resolve("root"));
    var text = MountScript.of(plan, root, workingDirectory, node.namespaces().become());
    return Files.writeString(directory.resolve("mounts.sh"), text);
  }

  /** What a container has of its own and of its image, whatever its Pod mounts. */
  private List<MountPlan.Keep> keeps(ImageProgram image, Path home) {
    var keeps = new ArrayList<MountPlan.Keep>();
    image.files().forEach(file -> keeps.add(new MountPlan.Keep(Path.of(file), true)));
    keeps.add(new MountPlan.Keep(node.hosts().directory(), true));
    keeps.add(new MountPlan.Keep(home, false));
    keeps.add(new MountPlan.Keep(ownTmp(), false));
    return keeps;
  }

  private List<String> wrapped(List<String> command, Map<String, String> environment, Path script) {
    if (script == null) {
      return command;
    }
    var program = new ArrayList<String>();
    environment.forEach(
        (name, value) -> {
          if (!SHELL_NAME.matcher(name).matches()) {
            program.add(name + "=" + value);
          }
        });
    if (!program.isEmpty()) {
      program.addFirst("/usr/bin/env");
    }
    program.addAll(command);
    return node.namespaces().wrap(script, program);
  }

  private String fill(String word) {
    return word.replace(
            "${HOSTS_FILE}", node.hosts().file(pod.getMetadata().getNamespace()).toString())
        .replace("${POD_IP}", podIp)
        .replace("${TMPDIR}", tmp().toString());
  }

  private String processName() {
    var metadata = pod.getMetadata();
    return metadata.getNamespace() + "/" + metadata.getName() + "/" + container.getName();
  }
}

package io.neuralhive.local.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Private mount namespaces through {@code unshare(1)}: directly as root, and through a user
 * namespace as anybody else, in which case the program still sees its own user.
 */
final class MountNamespaces {

  /** All that a {@link MountScript} does. */
  private static final String PROBE =
      "PATH=$PATH:/usr/sbin:/sbin; set -e; mount -n --rbind / \"$1\"; cd \"$1\";"
          + " pivot_root . .; umount -n -l .; mount -n -t tmpfs tmpfs \"$1\"";

  private final List<String> enter;
  private final String become;
  private final String problem;

  private MountNamespaces(List<String> enter, String become, String problem) {
    this.enter = enter;
    this.become = become;
    this.problem = problem;
  }

  /** Finds out by trying whether this user can have private mounts. */
  static MountNamespaces detect(Path scratch) throws IOException, InterruptedException {
    Files.createDirectories(scratch);
    var unshare =
        Stream.of("/usr/bin/unshare", "/bin/unshare")
            .filter(program -> Files.exists(Path.of(program)))
            .findFirst();
    if (unshare.isEmpty()) {
      return impossible("the program 'unshare' is missing; install util-linux");
    }
    var asRoot = List.of(unshare.get(), "--mount", "--propagation", "private");
    if (works(asRoot, scratch)) {
      return new MountNamespaces(asRoot, "", null);
    }
    var asUser = new ArrayList<>(asRoot);
    asUser.addAll(1, List.of("--user", "--map-root-user"));
    if (works(asUser, scratch)) {
      var become =
          "%s --user --map-user=%s --map-group=%s --"
              .formatted(
                  unshare.get(),
                  Files.getAttribute(scratch, "unix:uid"),
                  Files.getAttribute(scratch, "unix:gid"));
      return new MountNamespaces(List.copyOf(asUser), become, null);
    }
    return impossible(
        "this user may not create private mounts; run as root, or allow user namespaces"
            + " (sysctl kernel.apparmor_restrict_unprivileged_userns=0)");
  }

  /** Why private mounts are impossible here, if they are. */
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** The command that runs {@code program} after {@code script} within a new namespace. */
  List<String> wrap(Path script, List<String> program) {
    var command = new ArrayList<>(enter);
    command.addAll(List.of("/bin/sh", script.toString()));
    command.addAll(program);
    return command;
  }

  /** What precedes the program's words at the end of the script. */
  String become() {
    return become;
  }

  private static MountNamespaces impossible(String problem) {
    return new MountNamespaces(List.of(), "", problem);
  }

  private static boolean works(List<String> enter, Path scratch)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(enter);
    command.addAll(List.of("/bin/sh", "-c", PROBE, "probe", scratch.toString()));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }
}

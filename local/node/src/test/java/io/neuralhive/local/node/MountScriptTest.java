package io.neuralhive.local.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mounts of an ordinary user, also when the tests run as root. */
class MountScriptTest {

  private static final String NOBODY = "65534";

  @TempDir Path directory;

  @Test
  void anOrdinaryUserGetsItsMountsAndStaysItself() throws Exception {
    var volume = Files.createDirectories(directory.resolve("a volume"));
    Files.writeString(volume.resolve("text"), "hello\n");
    var scratch = Files.createDirectories(directory.resolve("scratch"));
    FileTree.mode(directory, 0755);
    var plan =
        MountPlan.of(
            List.of(
                new MountPlan.Mount(volume, Path.of("/etc/hive it's/deep"), true),
                new MountPlan.Mount(volume, Path.of("/hive-top"), false),
                new MountPlan.Mount(volume, directory.resolve("beside"), true),
                new MountPlan.Mount(
                    volume.resolve("text"), Path.of("/hive-top/nested/file"), true)));
    boolean root = "0".equals(id());
    var uid = root ? NOBODY : id();
    var become =
        "unshare --user --map-user=%s --map-group=%s --"
            .formatted(uid, root ? NOBODY : Files.getAttribute(scratch, "unix:gid"));
    if (root) {
      own(directory);
    }
    var script = directory.resolve("mounts.sh");
    Files.writeString(script, MountScript.of(plan, scratch, Path.of("/hive-top"), become));

    var command = new ArrayList<String>();
    if (root) {
      command.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    var enter = List.of("unshare", "--user", "--map-root-user", "--mount", "--propagation");
    command.addAll(enter);
    command.addAll(List.of("private", "/bin/sh"));
    assumeTrue(worked(command, "mount -n -t tmpfs tmpfs '" + scratch + "'"), "user namespaces");
    command.addAll(
        List.of(
            script.toString(),
            "/bin/sh",
            "-c",
            "cat \"/etc/hive it's/deep/text\" text nested/file '"
                + directory
                + "/beside/text';"
                + " id -u; pwd; echo $$; head -c 4 /etc/passwd; echo;"
                + " touch \"/etc/hive it's/deep/x\" 2>/dev/null || echo read-only"));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(said.lines())
        .containsExactly(
            "hello",
            "hello",
            "hello",
            "hello",
            uid,
            "/hive-top",
            String.valueOf(process.pid()),
            "root",
            "read-only");
    assertThat(Path.of("/hive-top")).doesNotExist();
    assertThat(Path.of("/etc/hive it's")).doesNotExist();
    assertThat(directory.resolve("beside")).doesNotExist();
  }

  private static void own(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      for (var file : files.toList()) {
        Files.setAttribute(file, "unix:uid", Integer.valueOf(NOBODY));
      }
    }
  }

  private static String id() throws IOException {
    return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  private static boolean worked(List<String> enter, String command) throws Exception {
    var probe = new ArrayList<>(enter);
    probe.addAll(List.of("-c", command));
    return new ProcessBuilder(probe)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}

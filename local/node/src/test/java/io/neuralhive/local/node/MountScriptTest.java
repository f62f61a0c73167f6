package io.neuralhive.local.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
    var plan =
        MountPlan.of(
            List.of(
                new MountPlan.Mount(volume, Path.of("/etc/hive it's/deep"), true),
                new MountPlan.Mount(volume, Path.of("/hive-top"), false),
                new MountPlan.Mount(volume, directory.resolve("beside"), true),
                new MountPlan.Mount(
                    volume.resolve("text"), Path.of("/hive-top/nested/file"), true)),
            List.of());

    var said =
        within(
            plan,
            Path.of("/hive-top"),
            "cat \"/etc/hive it's/deep/text\" text nested/file '"
                + directory
                + "/beside/text';"
                + " id -u; pwd; head -c 4 /etc/passwd; echo;"
                + " touch \"/etc/hive it's/deep/x\" 2>/dev/null || echo read-only");

    assertThat(said)
        .containsExactly(
            "hello",
            "hello",
            "hello",
            "hello",
            isRoot() ? NOBODY : id(),
            "/hive-top",
            "root",
            "read-only");
    assertThat(Path.of("/hive-top")).doesNotExist();
    assertThat(Path.of("/etc/hive it's")).doesNotExist();
    assertThat(directory.resolve("beside")).doesNotExist();
  }

  @Test
  void whatAMountWouldHideStaysInItsPlaceAndNothingBesideIt() throws Exception {
    var volume = Files.createDirectories(directory.resolve("data/volume"));
    var home = Files.createDirectories(directory.resolve("data/home"));
    var image = Files.createDirectories(directory.resolve("image"));
    Files.writeString(volume.resolve("text"), "volume\n");
    Files.writeString(image.resolve("text"), "image\n");
    Files.writeString(directory.resolve("single"), "single\n");
    Files.writeString(directory.resolve("other"), "");
    Files.createSymbolicLink(directory.resolve("link"), image);
    var tmp = Files.createDirectories(directory.resolve("data/tmp"));
    var plan =
        MountPlan.of(
            List.of(
                new MountPlan.Mount(tmp, directory, false),
                new MountPlan.Mount(volume, Path.of("/hive-top"), true),
                new MountPlan.Mount(volume, image.resolve("new/folder"), true)),
            List.of(
                new MountPlan.Keep(directory.resolve("link"), true),
                new MountPlan.Keep(directory.resolve("single"), true),
                new MountPlan.Keep(directory.resolve("absent"), true),
                new MountPlan.Keep(Path.of("/etc"), true),
                new MountPlan.Keep(home, false)));

    var said =
        within(
            plan,
            home,
            "cd '%s'; find . ! -name text | sort;".formatted(directory)
                + " cat image/text link/text single image/new/folder/text /hive-top/text;"
                + " touch data/home/mine; for f in link/x single; do"
                + " touch $f 2>/dev/null || echo $f is read-only; done; echo done > mine");

    assertThat(said)
        .containsExactly(
            ".",
            "./data",
            "./data/home",
            "./image",
            "./image/new",
            "./image/new/folder",
            "./link",
            "./single",
            "image",
            "image",
            "single",
            "volume",
            "volume",
            "link/x is read-only",
            "single is read-only");
    assertThat(home.resolve("mine")).exists();
    assertThat(tmp.resolve("mine")).hasContent("done");
    assertThat(image.resolve("new")).doesNotExist();
  }

  /** As in a clone below /tmp that also keeps the node's data: the second root is built within. */
  @Test
  void aKeptFolderMayHoldWhatThePodWritesAndTheSecondRoot() throws Exception {
    var home = Files.createDirectories(directory.resolve("data/home"));
    var tmp = Files.createDirectories(directory.resolve("data/tmp"));
    var plan =
        MountPlan.of(
            List.of(new MountPlan.Mount(tmp, directory.getParent(), false)),
            List.of(new MountPlan.Keep(directory, true), new MountPlan.Keep(home, false)));

    var said =
        within(
            plan,
            home,
            "ls ../../; ls ../../scratch; ls '%s';".formatted(directory.getParent())
                + " touch mine; touch ../../not 2>/dev/null || echo read-only");

    assertThat(said)
        .containsExactly(
            "data", "mounts.sh", "scratch", directory.getFileName().toString(), "read-only");
    assertThat(home.resolve("mine")).exists();
  }

  @Test
  void aMountAtTheVeryPlaceOfAKeptFolderWins() throws Exception {
    var place = Files.createDirectories(directory.resolve("place"));
    var mount = new MountPlan.Mount(directory, place, false);
    assertThat(MountPlan.of(List.of(mount), List.of(new MountPlan.Keep(place, true))).steps())
        .containsExactly(new MountPlan.Bind(directory, place, true, false, false));
  }

  /** What a shell says that runs within these mounts, having the same process id as the script. */
  private List<String> within(MountPlan plan, Path workingDirectory, String commands)
      throws Exception {
    var scratch = Files.createDirectories(directory.resolve("scratch"));
    FileTree.mode(directory, 0755);
    boolean root = isRoot();
    var uid = root ? NOBODY : id();
    var become =
        "unshare --user --map-user=%s --map-group=%s --"
            .formatted(uid, root ? NOBODY : Files.getAttribute(scratch, "unix:gid"));
    var script = directory.resolve("mounts.sh");
    Files.writeString(script, MountScript.of(plan, scratch, workingDirectory, become));
    if (root) {
      own(directory);
    }
    var command = new ArrayList<String>();
    if (root) {
      command.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    var enter = List.of("unshare", "--user", "--map-root-user", "--mount", "--propagation");
    command.addAll(enter);
    command.addAll(List.of("private", "/bin/sh"));
    assumeTrue(worked(command, "mount -n -t tmpfs tmpfs '" + scratch + "'"), "user namespaces");
    command.addAll(List.of(script.toString(), "/bin/sh", "-c", "echo $$; " + commands));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).startsWith(process.pid() + "\n");
    return said.lines().skip(1).toList();
  }

  private static void own(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      for (var file : files.toList()) {
        Files.setAttribute(file, "unix:uid", Integer.valueOf(NOBODY), LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  private static boolean isRoot() throws IOException {
    return "0".equals(id());
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

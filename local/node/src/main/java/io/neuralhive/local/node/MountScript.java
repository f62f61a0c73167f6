package io.neuralhive.local.node;

import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * The shell script that carries out a {@link MountPlan} inside a new mount namespace and then
 * becomes the program ({@code exec}), so that the process id and the process group stay the same.
 */
final class MountScript {

  private static final String TOOLS = "/usr/sbin:/usr/bin:/sbin:/bin";

  private final Path scratch;
  private final StringBuilder text = new StringBuilder();

  private MountScript(Path scratch) {
    this.scratch = scratch;
  }

  /**
   * Writes the script.
   *
   * @param scratch an empty folder of this machine, used only as a mount point
   * @param workingDirectory where the program starts; inside the new namespace
   * @param become what precedes the program's own words, such as {@code unshare --user ...}; may be
   *     empty
   */
  static String of(MountPlan plan, Path scratch, Path workingDirectory, String become) {
    var script = new MountScript(scratch);
    script.line("set -eu");
    script.line("program_path=$PATH");
    script.line("PATH=" + TOOLS);
    plan.shadows().forEach(script::shadow);
    plan.binds().forEach(script::bind);
    plan.binds().stream().filter(MountPlan.Bind::readOnly).forEach(script::readOnly);
    script.line("cd " + quote(workingDirectory));
    script.line("PATH=$program_path");
    script.line("exec " + become + (become.isEmpty() ? "" : " ") + "\"$@\"");
    return script.text.toString();
  }

  /** -n throughout: the table in /run/mount belongs to root, and these mounts are nobody else's. */
  private void shadow(MountPlan.Shadow shadow) {
    var there = quote(scratch);
    line("mount -n -t tmpfs -o mode=755 tmpfs " + there);
    line("mount -n --make-unbindable " + there);
    line("cd " + there);
    var folders =
        shadow.entries().stream()
            .filter(MountPlan.Entry::directory)
            .map(entry -> quote(Path.of(entry.name())))
            .collect(Collectors.joining(" "));
    if (!folders.isEmpty()) {
      line("mkdir -- " + folders);
    }
    for (var entry : shadow.entries()) {
      if (entry.link() != null) {
        line("ln -s -- " + quote(Path.of(entry.link())) + " " + quote(Path.of(entry.name())));
      } else if (!entry.directory()) {
        line(": > " + quote(Path.of("./" + entry.name())));
      }
    }
    var table = new StringBuilder();
    for (var entry : shadow.entries()) {
      if (entry.link() == null) {
        var from = shadow.folder().resolve(entry.name());
        table.append(field(from)).append(' ').append(field(scratch.resolve(entry.name())));
        table.append(" none rbind 0 0\n");
      }
    }
    line("cat > .table <<'END_OF_TABLE'\n" + table + "END_OF_TABLE");
    // An entry that vanished since the listing is no reason not to start.
    line("mount -n -a -T ./.table 2>/dev/null || true");
    line("rm .table");
    if (shadow.folder().getNameCount() == 0) {
      line("pivot_root . .");
      line("umount -n -l .");
    } else {
      line("cd /");
      line("mount -n --move " + there + " " + quote(shadow.folder()));
    }
  }

  private void bind(MountPlan.Bind bind) {
    var target = quote(bind.target());
    if (bind.create() && bind.directory()) {
      line("mkdir -p " + target);
    } else if (bind.create()) {
      line("mkdir -p " + quote(bind.target().getParent()));
      line("[ -e " + target + " ] || : > " + target);
    }
    line("mount -n --rbind " + quote(bind.source()) + " " + target);
  }

  /** A user namespace must repeat the flags it inherited, whichever they are. */
  private void readOnly(MountPlan.Bind bind) {
    var target = quote(bind.target());
    line(
        "for flags in '' ,nosuid,nodev ,nosuid,nodev,noexec last; do "
            + "[ \"$flags\" != last ] || { echo 'cannot mount read-only: '"
            + target
            + " >&2; exit 126; }; "
            + "if mount -n -o remount,bind,ro$flags "
            + target
            + " 2>/dev/null; then break; fi; done");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String quote(Path path) {
    return "'" + path.toString().replace("'", "'\\''") + "'";
  }

  private static String field(Path path) {
    return path.toString().replace("\\", "\\134").replace(" ", "\\040").replace("\t", "\\011");
  }
}

package io.neuralhive.local.node;

import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * The shell script that carries out a {@link MountPlan} inside a new mount namespace and then
 * becomes the program ({@code exec}), so that the process id and the process group stay the same.
 *
 * <p>It builds a second root beside the machine's own and changes to it at the end. Until then
 * every source is seen at its own path, so no mount can hide what another one needs.
 */
final class MountScript {

  private static final String TOOLS = "/usr/sbin:/usr/bin:/sbin:/bin";

  private final Path root;
  private final StringBuilder text = new StringBuilder();

  private MountScript(Path root) {
    this.root = root;
  }

  /**
   * Writes the script.
   *
   * @param root an empty folder of this machine, where the second root is built
   * @param workingDirectory where the program starts; inside the new namespace
   * @param become what precedes the program's own words, such as {@code unshare --user ...}; may be
   *     empty
   */
  static String of(MountPlan plan, Path root, Path workingDirectory, String become) {
    var script = new MountScript(root);
    script.line("set -eu");
    script.line("program_path=$PATH");
    script.line("PATH=" + TOOLS);
    if (plan.steps().stream().noneMatch(step -> step.target().getNameCount() == 0)) {
      script.line("mount -n --rbind / " + quote(root));
      script.unbindable();
    }
    for (var step : plan.steps()) {
      switch (step) {
        case MountPlan.Shadow shadow -> script.shadow(shadow);
        case MountPlan.Bind bind -> script.bind(bind);
      }
    }
    for (var step : plan.steps()) {
      if (step instanceof MountPlan.Bind bind && bind.readOnly()) {
        script.readOnly(bind);
      }
    }
    script.line("cd " + quote(root));
    script.line("pivot_root . .");
    script.line("umount -n -l .");
    script.line("cd " + quote(workingDirectory));
    script.line("PATH=$program_path");
    script.line("exec " + become + (become.isEmpty() ? "" : " ") + "\"$@\"");
    return script.text.toString();
  }

  /** Otherwise binding a folder above the new root would bind the new root into itself. */
  private void unbindable() {
    line("mount -n --make-unbindable " + quote(root));
  }

  /** -n throughout: the table in /run/mount belongs to root, and these mounts are nobody else's. */
  private void shadow(MountPlan.Shadow shadow) {
    var there = at(shadow.target());
    line("mount -n -t tmpfs -o mode=755 tmpfs " + quote(there));
    if (there.equals(root)) {
      unbindable();
    }
    line("cd " + quote(there));
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
        var from = shadow.target().resolve(entry.name());
        table.append(field(from)).append(' ').append(field(there.resolve(entry.name())));
        table.append(" none rbind 0 0\n");
      }
    }
    line("cat > .table <<'END_OF_TABLE'\n" + table + "END_OF_TABLE");
    // An entry that vanished since the listing is no reason not to start.
    line("mount -n -a -T ./.table 2>/dev/null || true");
    line("rm .table");
    line("cd /");
  }

  private void bind(MountPlan.Bind bind) {
    var target = quote(at(bind.target()));
    if (bind.create() && bind.directory()) {
      line("mkdir -p " + target);
    } else if (bind.create()) {
      line("mkdir -p " + quote(at(bind.target()).getParent()));
      line("[ -e " + target + " ] || : > " + target);
    }
    line("mount -n --rbind " + quote(bind.source()) + " " + target);
  }

  /** A user namespace must repeat the flags it inherited, whichever they are. */
  private void readOnly(MountPlan.Bind bind) {
    var target = quote(at(bind.target()));
    line(
        "for flags in '' ,nosuid,nodev ,nosuid,nodev,noexec last; do "
            + "[ \"$flags\" != last ] || { echo 'cannot mount read-only: '"
            + quote(bind.target())
            + " >&2; exit 126; }; "
            + "if mount -n -o remount,bind,ro$flags "
            + target
            + " 2>/dev/null; then break; fi; done");
  }

  /** Where a path of the program lies until the root is changed. */
  private Path at(Path path) {
    return root.resolve(Path.of("/").relativize(path));
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

package io.neuralhive.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The command line that makes a program the leader of its own session and notes its pid. */
final class ChildCommand {

  private static final Pattern SHELL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Set<String> SET_BY_SHELLS = Set.of("PWD", "OLDPWD", "SHLVL", "_");

  private final Path owner;
  private final ProcessSpec spec;

  ChildCommand(Path owner, ProcessSpec spec) {
    this.owner = owner;
    this.spec = spec;
  }

  List<String> line() throws IOException {
    var line = new ArrayList<String>();
    line.add(ProcessGroups.setsid());
    line.addAll(List.of(ProcessGroups.SHELL, "-c", OwnerFolder.script("child.sh"), "child"));
    line.add(owner.toString());
    line.add(spec.name());
    line.addAll(namesNoShellKeeps());
    line.add(program());
    line.addAll(spec.command().subList(1, spec.command().size()));
    return line;
  }

  /** A shell drops variables such as "a.b"; env(1) sets them again just before the program runs. */
  private List<String> namesNoShellKeeps() {
    var words = new ArrayList<String>();
    spec.environment()
        .forEach(
            (name, value) -> {
              if (!SHELL_NAME.matcher(name).matches() || SET_BY_SHELLS.contains(name)) {
                words.add(name + "=" + value);
              }
            });
    if (!words.isEmpty()) {
      words.addFirst("/usr/bin/env");
    }
    return words;
  }

  private String program() throws IOException {
    if (!Files.isDirectory(spec.workingDirectory())) {
      throw new IOException(
          "cannot start " + spec.name() + ": no folder " + spec.workingDirectory() + ", create it");
    }
    var program = spec.command().getFirst();
    if (program.contains("/")) {
      var path = spec.workingDirectory().resolve(program);
      if (Files.isExecutable(path) && !Files.isDirectory(path)) {
        return program;
      }
      throw missing(program + " is not an executable file");
    }
    for (var folder : spec.environment().getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
      var candidate = spec.workingDirectory().resolve(folder).resolve(program);
      if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
        return candidate.toString();
      }
    }
    throw missing(program + " is not on the PATH of its environment");
  }

  private IOException missing(String why) {
    return new IOException("cannot start " + spec.name() + ": " + why + "; install or correct it");
  }
}

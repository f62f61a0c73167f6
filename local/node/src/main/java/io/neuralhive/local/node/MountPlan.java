package io.neuralhive.local.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How to make volumes appear at their mount paths for one process only.
 *
 * <p>A mount path that exists on this machine is simply covered. For one that does not, its nearest
 * existing folder is <em>shadowed</em>: a tmpfs with every entry of the folder bound into it takes
 * the folder's place, so the missing path can be created there and the machine's own file system is
 * never written to. What the program needs below a covered path is bound there again.
 *
 * @param steps in order, outermost paths first, all paths free of links
 */
record MountPlan(List<Step> steps) {

  /** A container's wish. */
  record Mount(Path source, Path path, boolean readOnly) {}

  /** A file or folder of this machine that stays in its place whatever is mounted above it. */
  record Keep(Path path, boolean readOnly) {}

  /** One change of what the process sees at {@code target}. */
  sealed interface Step {
    Path target();
  }

  /** One bind mount; {@code create} when the target must be created first. */
  record Bind(Path source, Path target, boolean directory, boolean readOnly, boolean create)
      implements Step {}

  /** A folder to shadow and its entries. */
  record Shadow(Path target, List<Entry> entries) implements Step {}

  /** One entry of a shadowed folder; {@code link} is the target of a symbolic link, else null. */
  record Entry(String name, boolean directory, String link) {}

  /** Something to be seen at a place: a volume's or, if {@code kept}, this machine's own. */
  private record Placed(Path source, Path place, boolean readOnly, boolean kept) {}

  private static final Comparator<Path> OUTERMOST_FIRST =
      Comparator.comparingInt(Path::getNameCount).thenComparing(Comparator.naturalOrder());

  /** Plans the mounts against the file system as it is now. */
  static MountPlan of(List<Mount> mounts, List<Keep> keeps) throws IOException, ContainerProblem {
    var placed = new ArrayList<Placed>();
    for (var mount : mounts) {
      placed.add(new Placed(mount.source(), place(mount.path()), mount.readOnly(), false));
    }
    placed.addAll(hidden(keeps, placed.stream().map(Placed::place).toList()));
    placed.sort(Comparator.comparing(Placed::place, OUTERMOST_FIRST));
    var binds = new ArrayList<Step>();
    var folders = new LinkedHashSet<Path>();
    for (int i = 0; i < placed.size(); i++) {
      var next = placed.get(i);
      boolean inVolume =
          covering(placed.subList(0, i), next.place()).map(outer -> !outer.kept()).orElse(false);
      boolean missing = !Files.exists(next.place());
      if (missing && !inVolume) {
        folders.add(nearestExisting(next.place()).toRealPath());
      }
      binds.add(
          new Bind(
              next.source(),
              next.place(),
              Files.isDirectory(next.source()),
              next.readOnly(),
              inVolume || missing));
    }
    var steps = new ArrayList<>(binds);
    for (var folder : folders) {
      steps.add(new Shadow(folder, entries(folder)));
    }
    // Stable: a kept folder comes back before it is shadowed.
    steps.sort(Comparator.comparing(Step::target, OUTERMOST_FIRST));
    return new MountPlan(List.copyOf(steps));
  }

  private static Path place(Path mountPath) throws IOException, ContainerProblem {
    if (!mountPath.isAbsolute() || mountPath.normalize().getNameCount() == 0) {
      throw ContainerProblem.config("mountPath \"" + mountPath + "\" must be below /");
    }
    var existing = nearestExisting(mountPath);
    return existing.toRealPath().resolve(existing.relativize(mountPath)).normalize();
  }

  /** What of {@code keeps} lies below a mount, under its own name and where its links lead. */
  private static Set<Placed> hidden(List<Keep> keeps, List<Path> mounted) throws IOException {
    var hidden = new LinkedHashSet<Placed>();
    for (var keep : keeps) {
      if (!Files.exists(keep.path())) {
        continue;
      }
      var real = keep.path().toRealPath();
      for (var place : new LinkedHashSet<>(List.of(keep.path().normalize(), real))) {
        if (mounted.stream().anyMatch(place::startsWith) && !mounted.contains(place)) {
          hidden.add(new Placed(real, place, keep.readOnly(), true));
        }
      }
    }
    return hidden;
  }

  private static Optional<Placed> covering(List<Placed> outermostFirst, Path place) {
    return outermostFirst.reversed().stream()
        .filter(outer -> place.startsWith(outer.place()))
        .findFirst();
  }

  private static Path nearestExisting(Path path) {
    var at = path;
    while (!Files.exists(at)) {
      at = at.getParent();
    }
    return at;
  }

  private static List<Entry> entries(Path folder) throws IOException {
    var entries = new ArrayList<Entry>();
    try (var stream = Files.newDirectoryStream(folder)) {
      for (var path : stream) {
        var name = path.getFileName().toString();
        if (name.indexOf('\n') >= 0) {
          continue;
        }
        if (Files.isSymbolicLink(path)) {
          entries.add(new Entry(name, false, Files.readSymbolicLink(path).toString()));
        } else {
          entries.add(new Entry(name, Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS), null));
        }
      }
    }
    entries.sort(Comparator.comparing(Entry::name));
    return entries;
  }
}

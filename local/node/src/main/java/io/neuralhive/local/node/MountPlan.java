package io.neuralhive.local.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * How to make volumes appear at their mount paths for one process only.
 *
 * <p>A mount path that exists on this machine is simply covered. For one that does not, its nearest
 * existing folder is <em>shadowed</em>: a tmpfs with every entry of the folder bound into it takes
 * the folder's place, so the missing path can be created there and the machine's own file system is
 * never written to.
 *
 * @param shadows folders to shadow, outermost first
 * @param binds what to mount where, outermost first, targets free of links
 */
record MountPlan(List<Shadow> shadows, List<Bind> binds) {

  /** A container's wish. */
  record Mount(Path source, Path path, boolean readOnly) {}

  /** One bind mount; {@code create} when the target must be created first. */
  record Bind(Path source, Path target, boolean directory, boolean readOnly, boolean create) {}

  /** A folder to shadow and its entries. */
  record Shadow(Path folder, List<Entry> entries) {}

  /** One entry of a shadowed folder; {@code link} is the target of a symbolic link, else null. */
  record Entry(String name, boolean directory, String link) {}

  /** Plans the mounts against the file system as it is now. */
  static MountPlan of(List<Mount> mounts) throws IOException, ContainerProblem {
    var folders =
        new TreeSet<Path>(Comparator.comparingInt(Path::getNameCount).thenComparing(p -> p));
    var binds = new ArrayList<Bind>();
    var ordered = new ArrayList<>(mounts);
    ordered.sort(Comparator.comparingInt(mount -> mount.path().getNameCount()));
    for (var mount : ordered) {
      if (!mount.path().isAbsolute() || mount.path().getNameCount() == 0) {
        throw ContainerProblem.config("mountPath \"" + mount.path() + "\" must be below /");
      }
      var existing = nearestExisting(mount.path());
      var target = existing.toRealPath().resolve(existing.relativize(mount.path())).normalize();
      boolean insideVolume = binds.stream().anyMatch(bind -> target.startsWith(bind.target()));
      boolean create = insideVolume || !Files.exists(target);
      if (create && !insideVolume) {
        folders.add(existing.toRealPath());
      }
      binds.add(
          new Bind(
              mount.source(), target, Files.isDirectory(mount.source()), mount.readOnly(), create));
    }
    var shadows = new ArrayList<Shadow>();
    for (var folder : folders) {
      shadows.add(new Shadow(folder, entries(folder)));
    }
    return new MountPlan(List.copyOf(shadows), List.copyOf(binds));
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

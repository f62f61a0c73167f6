package io.neuralhive.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The files of the repository, without what builds and runs leave in it. */
final class Checkout {

  private static final Set<String> LEFT_BY_RUNS =
      Set.of("target", ".git", ".hive", ".idea", ".vscode", "__pycache__", "node_modules");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  /** Text blocks, texts and characters are kept; comments are what is left of them. */
  private static final Pattern COMMENT_OR_TEXT =
      Pattern.compile(
          "(?s)(\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])*')"
              + "|/\\*.*?\\*/|//[^\n]*");

  /** A file: its path from the root, with slashes, and its text. */
  record TextFile(String path, String text) {

    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The lines of Java without comments, the lines of YAML without comment lines. */
    String code() {
      return path.endsWith(".java")
          ? COMMENT_OR_TEXT.matcher(text).replaceAll(m -> kept(m.group(1)))
          : text.replaceAll("(?m)^\\s*#.*$", "");
    }

    private static String kept(String literal) {
      return literal == null ? " " : java.util.regex.Matcher.quoteReplacement(literal);
    }
  }

  private static final Path ROOT = root();
  private static final List<TextFile> FILES = read();

  private Checkout() {}

  static Path path(String fromRoot) {
    return ROOT.resolve(fromRoot);
  }

  static List<TextFile> files() {
    return FILES;
  }

  static String text(String path) {
    return FILES.stream()
        .filter(file -> file.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError(path + " is not in the checkout"))
        .text();
  }

  /** Folders of the modules, as the root pom names them. */
  static List<String> modules() {
    return MODULE.matcher(text("pom.xml")).results().map(found -> found.group(1)).toList();
  }

  static List<TextFile> javaOf(String folder) {
    return FILES.stream()
        .filter(file -> file.path().endsWith(".java") && file.path().contains(folder))
        .toList();
  }

  /** Folders right under the root, as git would see them. */
  static List<String> topLevelFolders() {
    return FILES.stream()
        .map(TextFile::path)
        .filter(path -> path.contains("/"))
        .map(path -> path.substring(0, path.indexOf('/')))
        .distinct()
        .sorted()
        .toList();
  }

  private static Path root() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(folder.resolve("hive"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static List<TextFile> read() {
    var files = new ArrayList<TextFile>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return LEFT_BY_RUNS.contains(folder.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              textOf(file)
                  .map(text -> new TextFile(ROOT.relativize(file).toString(), text))
                  .ifPresent(files::add);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(files);
  }

  private static Optional<String> textOf(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file));
    } catch (MalformedInputException e) {
      return Optional.empty(); // not text
    }
  }
}

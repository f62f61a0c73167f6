package io.neuralhive.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no file may hold, and what the front page says of the folders. */
class RepositoryTest {

  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.~$}-])/(?:home|root|work|Users)/\\w");

  /** In parts, or this file would break its own rule. */
  private static final Pattern REGISTRY_HOST =
      Pattern.compile(
          Stream.of(
                  List.of("repo", "maven", "apache"),
                  List.of("repo1", "maven"),
                  List.of("pypi", "org"),
                  List.of("pythonhosted", "org"),
                  List.of("registry", "npmjs"),
                  List.of("proxy", "golang"),
                  List.of("sum", "golang"),
                  List.of("registry", "k8s", "io"),
                  List.of("docker", "io"),
                  List.of("ghcr", "io"),
                  List.of("quay", "io"),
                  List.of("gcr", "io"))
              .map(parts -> "\\b" + String.join("\\.", parts) + "\\b")
              .collect(Collectors.joining("|")));

  private static final Pattern MAP =
      Pattern.compile("(?s)## Where things are\\n.*?```text\\n(.*?)```");
  private static final Pattern FOLDER = Pattern.compile("(?m)^(\\.?[\\w./-]+)/(?=\\s)");
  private static final Pattern LINK =
      Pattern.compile("\\]\\((?!https?:|#)([^)#\\s]+)(?:#[^)]*)?\\)");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");

  @Test
  void noFileKnowsAMachine() {
    assertThat(lines(MACHINE_PATH)).isEmpty();
  }

  @Test
  void noFileKnowsAPackageRegistry() {
    assertThat(lines(REGISTRY_HOST)).isEmpty();
  }

  @Test
  void theFrontPageMapsEveryFolder() {
    var map = MAP.matcher(Checkout.text("README.md"));
    assertThat(map.find()).as("README.md has a map under 'Where things are'").isTrue();
    var folders = FOLDER.matcher(map.group(1)).results().map(found -> found.group(1)).toList();
    assertThat(folders).allSatisfy(folder -> assertThat(Checkout.path(folder)).isDirectory());
    assertThat(folders).as("modules of pom.xml").containsAll(Checkout.modules());
    assertThat(folders.stream().map(folder -> folder.replaceFirst("/.*", "")).distinct())
        .as("folders right under the root")
        .containsExactlyInAnyOrderElementsOf(Checkout.topLevelFolders());
  }

  @Test
  void linksLeadSomewhere() {
    var broken =
        Checkout.files().stream()
            .filter(file -> file.path().endsWith(".md"))
            .flatMap(
                file ->
                    LINK.matcher(CODE.matcher(file.text()).replaceAll(""))
                        .results()
                        .map(link -> link.group(1))
                        .filter(to -> isMissing(file.path(), to))
                        .map(to -> file.path() + " -> " + to));
    assertThat(broken).isEmpty();
  }

  private static boolean isMissing(String file, String link) {
    return !Files.exists(Checkout.path(file).resolveSibling(link));
  }

  private static List<String> lines(Pattern pattern) {
    return Checkout.files().stream()
        .flatMap(
            file ->
                file.text()
                    .lines()
                    .filter(line -> pattern.matcher(line).find())
                    .map(line -> file.path() + ": " + line.strip()))
        .toList();
  }
}

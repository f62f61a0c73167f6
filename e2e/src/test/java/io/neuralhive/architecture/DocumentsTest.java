package io.neuralhive.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralhive.architecture.Checkout.TextFile;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents say what the sources say: reasons of conditions, and tests behind guarantees. */
class DocumentsTest {

  private static final String OPERATOR =
      "operator/controller/src/main/java/io/neuralhive/operator/";

  /** Words that are written; those that something is compared with are others' words. */
  private static final Pattern CAMEL_CASE =
      Pattern.compile("(?<!equals\\()\"([A-Z][a-z]+(?:[A-Z][a-z]+)*)\"(?!\\.equals)");

  private static final Pattern REASON_ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");
  private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final Pattern GOLDEN = Pattern.compile("`golden/([^`]+)`");

  /** Section of docs/conditions.md, and the packages whose reasons it tells. */
  private static final Map<String, Set<String>> PACKAGES_OF_KIND =
      Map.of(
          "CognitivePlatform", Set.of("platform"),
          "EventStream", Set.of("stream", "kafka"),
          "DatabaseSchema", Set.of("schema"),
          "ModelDeployment", Set.of("model"),
          "CognitivePipeline", Set.of("pipeline", "kafka"));

  /** Words of Kubernetes and others that stand in the same sources and are no reasons of ours. */
  private static final Set<String> FOREIGN =
      Set.of("RollingUpdate", "Accept", "ApplicationName", "Transitive");

  @Test
  void everyReasonIsDocumentedAndEveryDocumentedReasonExists() {
    var document = Checkout.text("docs/conditions.md");
    for (var kind : PACKAGES_OF_KIND.entrySet()) {
      var section = section(document, kind.getKey());
      var documented =
          REASON_ROW
              .matcher(section)
              .results()
              .map(row -> row.group(1))
              .collect(Collectors.toSet());
      var inSources =
          kind.getValue().stream().flatMap(DocumentsTest::words).collect(Collectors.toSet());
      inSources.removeAll(FOREIGN);
      assertThat(documented)
          .as(
              "reasons of %s in docs/conditions.md (a new foreign word goes to FOREIGN)",
              kind.getKey())
          .containsExactlyInAnyOrderElementsOf(new TreeSet<>(inSources));
    }
  }

  @Test
  void everyKindHasASection() {
    var reconcilers =
        Checkout.javaOf(OPERATOR).stream()
            .map(TextFile::path)
            .filter(path -> path.endsWith("Reconciler.java"))
            .map(path -> path.substring(OPERATOR.length(), path.lastIndexOf('/')))
            .toList();
    assertThat(PACKAGES_OF_KIND.values().stream().flatMap(Set::stream)).containsAll(reconcilers);
  }

  @Test
  void everyGuaranteeNamesTestsThatExist() {
    var document = Checkout.text("docs/guarantees.md");
    var missing =
        TEST.matcher(document)
            .results()
            .filter(test -> !testExists(test.group(1), test.group(2)))
            .map(test -> test.group())
            .toList();
    assertThat(missing).isEmpty();
    assertThat(GOLDEN.matcher(document).results().map(folder -> folder.group(1)))
        .isNotEmpty()
        .allMatch(DocumentsTest::goldenExists);
  }

  private static String section(String document, String kind) {
    int start = document.indexOf("\n## " + kind + "\n");
    assertThat(start).as("docs/conditions.md has a section ## " + kind).isNotNegative();
    int end = document.indexOf("\n## ", start + 1);
    return document.substring(start, end < 0 ? document.length() : end);
  }

  private static Stream<String> words(String folder) {
    return Checkout.javaOf(OPERATOR + folder + "/").stream()
        .flatMap(file -> CAMEL_CASE.matcher(file.code()).results())
        .map(word -> word.group(1));
  }

  private static boolean testExists(String type, String method) {
    var declaration = Pattern.compile("\\b" + method + "(?:\\(| =)");
    return Checkout.javaOf("/src/test/").stream()
        .filter(file -> file.name().equals(type + ".java"))
        .anyMatch(file -> declaration.matcher(file.text()).find());
  }

  private static boolean goldenExists(String folder) {
    return List.of("operator/planner", "operator/controller").stream()
        .anyMatch(
            module ->
                Files.isDirectory(
                    Checkout.path(module + "/src/test/resources/golden").resolve(folder)));
  }
}

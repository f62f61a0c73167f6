package io.neuralhive.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralhive.architecture.Checkout.TextFile;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How large classes may get, and how they may not be called. */
class SourcesTest {

  private static final int LONGEST_CLASS = 300;
  private static final int LONGEST_RECONCILER = 150;

  /** Words that say nothing about what a class is. */
  private static final Pattern EMPTY_NAME =
      Pattern.compile(
          "\\b(?:class|record|interface|enum)"
              + " (\\w*(?:Utils?|Helper|Manager|Impl)|Base[A-Z]\\w*)\\b");

  /** Longer than allowed for now; an entry that is not needed any more must go. */
  private static final Set<String> TOO_LONG_FOR_NOW =
      Set.of(
          "operator/controller/src/test/java/io/neuralhive/operator/flow/ExampleFlowTest.java",
          "local/node/src/test/java/io/neuralhive/local/node/PodLifecycleTest.java");

  private static final List<TextFile> JAVA = Checkout.javaOf("/src/");

  @Test
  void classesFitTheirBudget() {
    assertThat(JAVA.stream().filter(SourcesTest::isTooLong).map(TextFile::path))
        .as("more than %d lines, or %d of a reconciler", LONGEST_CLASS, LONGEST_RECONCILER)
        .containsExactlyInAnyOrderElementsOf(TOO_LONG_FOR_NOW);
  }

  @Test
  void namesSayWhatThingsAre() {
    assertThat(JAVA.stream().flatMap(SourcesTest::emptyNames)).isEmpty();
  }

  private static boolean isTooLong(TextFile file) {
    int longest = file.name().endsWith("Reconciler.java") ? LONGEST_RECONCILER : LONGEST_CLASS;
    return file.text().lines().count() > longest;
  }

  private static Stream<String> emptyNames(TextFile file) {
    return EMPTY_NAME
        .matcher(file.code())
        .results()
        .map(found -> file.path() + ": " + found.group(1));
  }
}

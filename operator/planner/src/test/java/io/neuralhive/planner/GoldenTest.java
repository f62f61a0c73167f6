package io.neuralhive.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.neuralhive.plan.Plans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * One behaviour per folder: what a user applies and what the cluster knows, and the plan or the
 * diagnostics that come of it. {@code -Dgolden.update=true} rewrites the latter.
 */
class GoldenTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final String PLAN = "out-plan.json";
  private static final String DIAGNOSTICS = "out-diagnostics.txt";

  @TestFactory
  List<DynamicTest> everyFolder() throws IOException {
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      return folders
          .sorted()
          .map(
              folder ->
                  DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)))
          .toList();
    }
  }

  private static void check(Path folder) throws IOException {
    var pipeline = Manifests.resolve(Files.readString(folder.resolve("in.yaml")));
    var compilation = Compilations.complete(pipeline);
    switch (compilation) {
      case Plan plan -> {
        compare(folder, PLAN, Plans.write(plan) + "\n");
        var reversed = (Plan) Compilations.complete(Compilations.reversed(pipeline));
        assertThat(reversed.hash()).as("hash with all lists reversed").isEqualTo(plan.hash());
        assertThat(reversed.requests()).isEqualTo(plan.requests());
      }
      case Diagnostics diagnostics -> compare(folder, DIAGNOSTICS, text(diagnostics));
    }
  }

  private static String text(Diagnostics diagnostics) {
    assertThat(diagnostics.all()).isNotEmpty().isSorted().doesNotHaveDuplicates();
    assertThat(diagnostics.firstMake()).isEmpty();
    return diagnostics.all().stream()
        .map(diagnostic -> diagnostic.category() + " " + diagnostic + "\n")
        .collect(Collectors.joining());
  }

  private static void compare(Path folder, String name, String actual) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      assertThat(System.getenv("CI")).as("golden files are not rewritten where CI is set").isNull();
      Files.deleteIfExists(folder.resolve(PLAN));
      Files.deleteIfExists(folder.resolve(DIAGNOSTICS));
      Files.writeString(folder.resolve(name), actual);
    }
    if (!Files.exists(folder.resolve(name))) {
      fail("%s is missing; -Dgolden.update=true would write%n%s", folder.resolve(name), actual);
    }
    assertThat(files(folder)).as("files of " + folder).isEqualTo(Set.of("in.yaml", name));
    assertThat(actual).isEqualTo(Files.readString(folder.resolve(name)));
  }

  private static Set<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}

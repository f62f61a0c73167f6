package io.neuralhive.api.generate;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The committed files are what the records give. */
class DerivedFilesTest {

  private static final Path ROOT = Path.of("..");

  @TestFactory
  Stream<DynamicTest> isUpToDate() {
    return CrdYaml.files().entrySet().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getKey(),
                    () ->
                        assertThat(ROOT.resolve(file.getKey()))
                            .as("out of date; run: %s", CrdYaml.COMMAND)
                            .content()
                            .isEqualTo(file.getValue())));
  }

  @Test
  void nothingElseIsApplied() throws IOException {
    try (var present = Files.list(ROOT.resolve("crds"))) {
      assertThat(
              present
                  .map(path -> "crds/" + path.getFileName())
                  .filter(name -> name.matches(".*\\.(yaml|yml|json)"))
                  .collect(toSet()))
          .as("kubectl apply -f crds/ would apply these; remove what no kind stands for")
          .isEqualTo(
              CrdYaml.files().keySet().stream()
                  .filter(name -> name.startsWith("crds/"))
                  .collect(toSet()));
    }
  }
}

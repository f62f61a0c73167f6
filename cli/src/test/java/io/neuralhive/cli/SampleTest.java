package io.neuralhive.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {

  private static final String HEADER = "id\tlanguage\ttext\tdomain\troute";

  @TempDir private Path folder;

  @Test
  void readsOneSamplePerLineAndLeavesFurtherColumns() throws IOException {
    var file = file(HEADER + "\twhy", "B1\ten\tShow the orders\tBUSINESS\tauto\treads only", "");

    assertThat(Sample.read(file))
        .containsExactly(new Sample("B1", "en", "Show the orders", "BUSINESS", "auto"));
  }

  @Test
  void theExampleHasTwentySentences() {
    assertThat(Sample.read(Path.of("../examples/intention-flow/intents-smoke.tsv"))).hasSize(20);
  }

  @Test
  void refusesWhatIsNoSampleFile() throws IOException {
    assertRefused(folder.resolve("missing.tsv"), "missing.tsv cannot be read");
    assertRefused(file(""), "must start with the columns id, language, text, domain, route");
    assertRefused(file("id\ttext"), "must start with the columns");
    assertRefused(file(HEADER), "has no sentences");
    assertRefused(file(HEADER, "B1\ten\tShow"), "fewer than 5 columns: B1");
  }

  private static void assertRefused(Path file, String because) {
    assertThatThrownBy(() -> Sample.read(file))
        .isInstanceOf(CannotDoException.class)
        .hasMessageContaining(because);
  }

  private Path file(String... lines) throws IOException {
    return Files.writeString(folder.resolve("samples.tsv"), String.join("\n", lines));
  }
}

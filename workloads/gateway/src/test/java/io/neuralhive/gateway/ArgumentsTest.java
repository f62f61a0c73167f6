package io.neuralhive.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

  @Test
  void readsWhereToListenAndWhatFor() {
    assertThat(Arguments.parse("--plan=/etc/plan.json", "--bind=10.1.2.3", "--port=8080"))
        .isEqualTo(new Arguments(Path.of("/etc/plan.json"), "10.1.2.3", 8080));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --bind=1.1.1.1 --port=1       | argument --plan is missing
          --plan=p --port=1             | argument --bind is missing
          --plan=p --bind=b             | argument --port is missing
          --plan= --bind=b --port=1     | argument --plan is missing
          --plan=p --bind=b --port=99999 | argument --port is 99999, not a number from 0 to 65535
          --plan=p --bind=b --port=http | argument --port is http
          --plan=p --plan=q --bind=b    | argument --plan is given twice
          --plan=p --bind=b --depth=2   | argument --depth=2 is not known
          serve                         | argument serve is not known
          """)
  void refusesWithTheNameOfTheArgument(String line, String message) {
    assertThatThrownBy(() -> Arguments.parse(line.split(" ")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(message);
  }
}

package io.neuralhive.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

  @Test
  void takesOneThreadUnlessToldOtherwise() {
    assertThat(Arguments.parse("--config=/etc/m.json", "--bind=10.1.2.3", "--port=8080"))
        .isEqualTo(new Arguments(Path.of("/etc/m.json"), "10.1.2.3", 8080, 1, Optional.empty()));
    assertThat(Arguments.parse("--config=m", "--bind=::1", "--port=0", "--threads=4").threads())
        .isEqualTo(4);
    assertThat(Arguments.parse("--config=m", "--bind=::1", "--port=0", "--packages=p").packages())
        .hasValue(Path.of("p"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --bind=1.1.1.1 --port=1            | argument --config is missing
          --config=c --port=1                | argument --bind is missing
          --config=c --bind=b                | argument --port is missing
          --config= --bind=b --port=1        | argument --config is missing
          --config=c --bind=b --port=99999   | argument --port is 99999, not a number from 0 to 65535
          --config=c --bind=b --port=http    | argument --port is http
          --config=c --bind=b --port=1 --threads=0 | argument --threads is 0
          --config=c --bind=b --port=1 --port=2    | argument --port is given twice
          --config=c --bind=b --port=1 --depth=2   | argument --depth=2 is not known
          --config=c --bind=b --port=1 serve | argument serve is not known
          """)
  void refusesWithTheNameOfTheArgument(String line, String message) {
    assertThatThrownBy(() -> Arguments.parse(line.split(" ")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(message);
  }
}

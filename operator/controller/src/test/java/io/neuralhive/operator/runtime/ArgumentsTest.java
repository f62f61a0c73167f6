package io.neuralhive.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void allAreRead() {
    assertThat(Arguments.parse("--config=/c", "--bind=127.0.0.1", "--port=0", "--kubeconfig=/k"))
        .isEqualTo(new Arguments(Path.of("/c"), "127.0.0.1", 0, Optional.of(Path.of("/k"))));
  }

  @Test
  void wrongOnesAreNamed() {
    assertThatThrownBy(() -> Arguments.parse("--config=/c", "--bind=x"))
        .hasMessageStartingWith("--port is missing; usage: ");
    assertThatThrownBy(() -> Arguments.parse("--confg=/c"))
        .hasMessageStartingWith("'--confg=/c' is not known");
    assertThatThrownBy(() -> Arguments.parse("--config=/c", "--bind=x", "--port=http"))
        .hasMessageContaining("--port=http is not a port");
  }
}

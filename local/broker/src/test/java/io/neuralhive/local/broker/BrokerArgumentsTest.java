package io.neuralhive.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BrokerArgumentsTest {

  @Test
  void theListenersAreTheGivenPortsOnLoopback() {
    var arguments =
        BrokerArguments.parse(List.of("--port", "1", "--data", "/d", "--controller-port", "2"));
    assertThat(arguments.properties())
        .containsEntry("listeners", "PLAINTEXT://127.0.0.1:1,CONTROLLER://127.0.0.1:2")
        .containsEntry("log.dirs", "/d")
        .containsEntry("auto.create.topics.enable", "false");
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThatThrownBy(() -> BrokerArguments.parse(List.of("--prot", "1")))
        .hasMessageContaining("--prot")
        .hasMessageContaining(BrokerArguments.USAGE);
    assertThatThrownBy(() -> BrokerArguments.parse(List.of("--port", "1")))
        .hasMessageContaining("missing");
    assertThatThrownBy(
            () ->
                BrokerArguments.parse(
                    List.of("--port", "x", "--data", "/d", "--controller-port", "2")))
        .hasMessageContaining("--port x");
  }
}

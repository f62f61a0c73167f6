package io.neuralhive.operator.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdminTopicsTest {
  @Test
  void aSilentClusterIsToldOfInTheSameWordsEachTime() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var clusters = new KafkaClusters()) {
      var address = "127.0.0.1:" + silent.getLocalPort();
      var topics = clusters.topics(address);
      assertThatThrownBy(() -> topics.delete(List.of("t")))
          .isInstanceOf(TopicException.class)
          .hasMessage("Kafka at %s does not answer: no answer within 3 s", address);
    }
  }
}

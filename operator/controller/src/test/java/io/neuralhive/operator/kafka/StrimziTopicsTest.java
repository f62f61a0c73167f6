package io.neuralhive.operator.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class StrimziTopicsTest {
  @Test
  void aTopicIsAKafkaTopicOfItsClusterThatNobodyOwns() {
    var topic = StrimziTopics.desired("demo", "main", Topic.retained("demo.orders", 3, 2, 1000));
    assertThat(Serialization.asYaml(topic))
        .isEqualTo(
            """
            ---
            apiVersion: "kafka.strimzi.io/v1"
            kind: "KafkaTopic"
            metadata:
              labels:
                strimzi.io/cluster: "main"
                app.kubernetes.io/managed-by: "neural-hive-operator"
              name: "demo.orders"
              namespace: "demo"
            spec:
              topicName: "demo.orders"
              partitions: 3
              replicas: 2
              config:
                cleanup.policy: "delete"
                retention.ms: "1000"
            """);
  }
}

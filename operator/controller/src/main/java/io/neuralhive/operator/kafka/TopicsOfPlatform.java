package io.neuralhive.operator.kafka;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.neuralhive.api.v1alpha1.platform.KafkaService;

/** Chooses how topics are made, by who runs the platform's Kafka. */
public final class TopicsOfPlatform {
  private final KubernetesClient client;
  private final KafkaClusters clusters;

  public TopicsOfPlatform(KubernetesClient client, KafkaClusters clusters) {
    this.client = client;
    this.clusters = clusters;
  }

  /**
   * @param namespace namespace of the platform, where Strimzi's objects are
   */
  public Topics of(KafkaService kafka, String namespace) {
    return kafka.strimzi() == null
        ? clusters.topics(kafka.bootstrapServers())
        : new StrimziTopics(client, namespace, kafka.strimzi().cluster());
  }
}

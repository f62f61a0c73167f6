package io.neuralhive.operator.kafka;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.neuralhive.operator.kube.Applier;
import io.neuralhive.operator.kube.Labels;
import io.strimzi.api.kafka.model.common.Condition;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.topic.KafkaTopicSpec;
import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Topics of a cluster that Strimzi runs: declared as KafkaTopic objects, made by its topic
 * operator.
 *
 * <p>The objects have no owner reference: deleting a KafkaTopic deletes the topic, and whether that
 * is wanted is for a deletion policy to say, not for garbage collection.
 */
public final class StrimziTopics implements Topics {
  private static final String CLUSTER = "strimzi.io/cluster";

  private final KubernetesClient client;
  private final String namespace;
  private final String cluster;

  /**
   * @param namespace namespace of the Kafka object and so of its topics
   * @param cluster name of the Kafka object
   */
  public StrimziTopics(KubernetesClient client, String namespace, String cluster) {
    this.client = client;
    this.namespace = namespace;
    this.cluster = cluster;
  }

  @Override
  public Map<String, Integer> ensure(Collection<Topic> wanted) {
    var partitions = new TreeMap<String, Integer>();
    wanted.forEach(topic -> partitions.put(topic.name(), ensure(topic)));
    return partitions;
  }

  @Override
  public void delete(Collection<String> names) {
    for (var name : names) {
      call(name, () -> client.resource(named(name)).delete());
    }
  }

  private int ensure(Topic topic) {
    var desired = desired(namespace, cluster, topic);
    var actual = call(topic.name(), () -> client.resource(desired).get());
    if (actual == null || !asWanted(actual, desired)) {
      actual = call(topic.name(), () -> client.resource(desired).patch(Applier.serverSideApply()));
    }
    return ready(actual, topic);
  }

  /** The KafkaTopic of a topic. */
  static KafkaTopic desired(String namespace, String cluster, Topic topic) {
    var object = new KafkaTopic();
    object.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(topic.name())
            .addToLabels(CLUSTER, cluster)
            .addToLabels(Labels.MANAGED_BY, Labels.OPERATOR)
            .build());
    var spec = new KafkaTopicSpec();
    spec.setTopicName(topic.name());
    spec.setPartitions(topic.partitions());
    spec.setReplicas(topic.replicationFactor());
    spec.setConfig(new TreeMap<>(topic.config()));
    object.setSpec(spec);
    return object;
  }

  private static boolean asWanted(KafkaTopic actual, KafkaTopic desired) {
    var is = actual.getSpec();
    var wanted = desired.getSpec();
    return wanted.getPartitions().equals(is.getPartitions())
        && wanted.getReplicas().equals(is.getReplicas())
        && is.getConfig() != null
        && wanted.getConfig().entrySet().stream()
            .allMatch(e -> e.getValue().equals(String.valueOf(is.getConfig().get(e.getKey()))))
        && desired.getMetadata().getLabels().entrySet().stream()
            .allMatch(
                e ->
                    actual.getMetadata().getLabels() != null
                        && e.getValue().equals(actual.getMetadata().getLabels().get(e.getKey())));
  }

  private static int ready(KafkaTopic topic, Topic wanted) {
    var conditions =
        topic.getStatus() == null || topic.getStatus().getConditions() == null
            ? List.<Condition>of()
            : topic.getStatus().getConditions();
    var ready = conditions.stream().filter(c -> "Ready".equals(c.getType())).findFirst();
    if (ready.isEmpty()) {
      throw new TopicException(
          "TopicNotReady",
          "Strimzi has not made KafkaTopic %s yet; is its topic operator running?"
              .formatted(wanted.name()),
          null);
    }
    if (!"True".equals(ready.get().getStatus())) {
      throw new TopicException(
          "TopicNotReady",
          "Strimzi could not make KafkaTopic %s: %s"
              .formatted(wanted.name(), ready.get().getMessage()),
          null);
    }
    return topic.getSpec().getPartitions();
  }

  private KafkaTopic named(String name) {
    var object = new KafkaTopic();
    object.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
    return object;
  }

  private interface Call<T> {
    T get();
  }

  private static <T> T call(String topic, Call<T> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        throw new TopicException(
            "TopicNotReady",
            "the cluster has no KafkaTopic of kafka.strimzi.io/v1; install Strimzi or use"
                + " kafka.external",
            e);
      }
      throw new TopicException(
          "TopicRefused", "KafkaTopic %s was refused: %s".formatted(topic, e.getMessage()), e);
    }
  }
}

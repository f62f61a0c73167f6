package io.neuralhive.operator.stream;

import io.neuralhive.api.v1alpha1.platform.CognitivePlatformSpec;
import io.neuralhive.api.v1alpha1.platform.KafkaService;
import io.neuralhive.api.v1alpha1.stream.Compatibility;
import io.neuralhive.api.v1alpha1.stream.EventStream;
import io.neuralhive.operator.kafka.Topic;
import io.neuralhive.planner.Names;
import java.time.Duration;

/**
 * What a stream has to become.
 *
 * @param kafka cluster that holds the topic
 * @param registryUrl registry that holds the subject
 */
record StreamPlan(
    Topic topic,
    String subject,
    String schema,
    Compatibility level,
    KafkaService kafka,
    String registryUrl) {
  private static final String DEFAULT_RETENTION = "7d";

  static StreamPlan of(EventStream stream, CognitivePlatformSpec platform) {
    var spec = stream.getSpec();
    var settings = spec.topic();
    var name =
        Names.streamTopic(stream.getMetadata().getNamespace(), stream.getMetadata().getName());
    var copies =
        settings != null && settings.replicationFactor() != null
            ? settings.replicationFactor()
            : platform.kafka().replicationFactor();
    var topic =
        Topic.retained(
            name,
            settings == null || settings.partitions() == null ? 1 : settings.partitions(),
            copies == null ? 1 : copies,
            retention(settings == null ? null : settings.retention()).toMillis());
    return new StreamPlan(
        topic,
        Names.subject(name),
        spec.schema(),
        spec.compatibility() == null ? Compatibility.Backward : spec.compatibility(),
        platform.kafka(),
        platform.schemaRegistry().external().url());
  }

  /** A retention such as 90s, 5m, 12h or 7d, as the CRD's pattern allows. */
  static Duration retention(String text) {
    var retention = text == null ? DEFAULT_RETENTION : text;
    var amount = Long.parseLong(retention.substring(0, retention.length() - 1));
    return switch (retention.charAt(retention.length() - 1)) {
      case 's' -> Duration.ofSeconds(amount);
      case 'm' -> Duration.ofMinutes(amount);
      case 'h' -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}

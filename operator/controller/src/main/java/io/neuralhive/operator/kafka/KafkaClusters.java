package io.neuralhive.operator.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/**
 * The clusters that the operator talks to: one client each, made at first use and kept, as a client
 * costs a connection and a thread.
 */
public final class KafkaClusters implements AutoCloseable {
  /** How long a call on a client takes at most. */
  static final Duration ANSWER = Duration.ofSeconds(3);

  private final Map<String, Admin> clients = new ConcurrentHashMap<>();

  /**
   * Client of a cluster; every call on it ends within three seconds.
   *
   * @throws TopicException when no bootstrap server has an address
   */
  public Admin admin(String bootstrapServers) {
    try {
      return clients.computeIfAbsent(bootstrapServers, KafkaClusters::connect);
    } catch (KafkaException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new TopicException(
          "KafkaUnreachable",
          "Kafka at %s cannot be reached: %s".formatted(bootstrapServers, cause.getMessage()),
          e);
    }
  }

  /** Topics of a cluster, by Kafka's own protocol. */
  public Topics topics(String bootstrapServers) {
    return new AdminTopics(admin(bootstrapServers), bootstrapServers);
  }

  private static Admin connect(String bootstrapServers) {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.CLIENT_ID_CONFIG,
            "neural-hive-operator",
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) ANSWER.minusMillis(500).toMillis(),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) ANSWER.toMillis(),
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            2000));
  }

  @Override
  public void close() {
    clients.values().forEach(client -> client.close(Duration.ofSeconds(1)));
    clients.clear();
  }
}

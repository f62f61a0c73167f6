package io.neuralhive.operator.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Topics of a cluster that nobody manages for us: asked for over Kafka's own protocol. */
public final class AdminTopics implements Topics {
  private static final Logger LOG = LoggerFactory.getLogger(AdminTopics.class);

  private final Admin admin;
  private final String bootstrapServers;

  AdminTopics(Admin admin, String bootstrapServers) {
    this.admin = admin;
    this.bootstrapServers = bootstrapServers;
  }

  @Override
  public Map<String, Integer> ensure(Collection<Topic> wanted) {
    var byName = new LinkedHashMap<String, Topic>();
    wanted.forEach(topic -> byName.put(topic.name(), topic));
    var partitions = partitions(byName.keySet());
    var missing = byName.values().stream().filter(t -> !partitions.containsKey(t.name())).toList();
    create(missing);
    missing.forEach(topic -> partitions.put(topic.name(), topic.partitions()));
    grow(byName.values(), partitions);
    revert(byName.values().stream().filter(topic -> !missing.contains(topic)).toList());
    return partitions;
  }

  @Override
  public void delete(Collection<String> names) {
    var results = admin.deleteTopics(names).topicNameValues();
    results.forEach(
        (name, result) -> {
          try {
            get(name, result);
            LOG.info("removed topic {}", name);
          } catch (MissingTopic e) {
            LOG.debug("topic {} is gone already", name);
          }
        });
  }

  private Map<String, Integer> partitions(Collection<String> names) {
    var found = new TreeMap<String, Integer>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach(
            (name, result) -> {
              try {
                found.put(name, get(name, result).partitions().size());
              } catch (MissingTopic e) {
                LOG.debug("topic {} is not there", name);
              }
            });
    return found;
  }

  private void create(List<Topic> missing) {
    if (missing.isEmpty()) {
      return;
    }
    var results =
        admin
            .createTopics(
                missing.stream()
                    .map(
                        topic ->
                            new NewTopic(
                                    topic.name(),
                                    topic.partitions(),
                                    (short) topic.replicationFactor())
                                .configs(topic.config()))
                    .toList())
            .values();
    results.forEach(
        (name, result) -> {
          get(name, result);
          LOG.info("made topic {}", name);
        });
  }

  private void grow(Collection<Topic> wanted, Map<String, Integer> partitions) {
    var larger = new HashMap<String, NewPartitions>();
    for (var topic : wanted) {
      if (partitions.get(topic.name()) < topic.partitions()) {
        larger.put(topic.name(), NewPartitions.increaseTo(topic.partitions()));
      }
    }
    if (larger.isEmpty()) {
      return;
    }
    admin
        .createPartitions(larger)
        .values()
        .forEach(
            (name, result) -> {
              get(name, result);
              partitions.put(name, larger.get(name).totalCount());
              LOG.info("grew topic {} to {} partitions", name, larger.get(name).totalCount());
            });
  }

  private void revert(List<Topic> existing) {
    if (existing.isEmpty()) {
      return;
    }
    var current = admin.describeConfigs(existing.stream().map(AdminTopics::resource).toList());
    var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
    for (var topic : existing) {
      var operations = changes(topic, get(topic.name(), current.values().get(resource(topic))));
      if (!operations.isEmpty()) {
        changes.put(resource(topic), operations);
      }
    }
    if (changes.isEmpty()) {
      return;
    }
    admin
        .incrementalAlterConfigs(changes)
        .values()
        .forEach(
            (resource, result) -> {
              get(resource.name(), result);
              LOG.info("put {} of topic {} right", changes.get(resource), resource.name());
            });
  }

  private static List<AlterConfigOp> changes(Topic topic, Config current) {
    var operations = new ArrayList<AlterConfigOp>();
    topic
        .config()
        .forEach(
            (key, value) -> {
              var entry = current.get(key);
              if (entry == null || !value.equals(entry.value())) {
                operations.add(
                    new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
              }
            });
    return operations;
  }

  private static ConfigResource resource(Topic topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
  }

  private <T> T get(String topic, KafkaFuture<T> result) {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException missing) {
        throw new MissingTopic(missing);
      }
      if (e.getCause() instanceof TopicExistsException) {
        // Somebody else made it meanwhile; the next pass looks at it.
        return null;
      }
      if (e.getCause() instanceof TimeoutException timeout) {
        // Kafka's own words count milliseconds, and would be news each time.
        throw unreachable("no answer within " + KafkaClusters.ANSWER.toSeconds() + " s", timeout);
      }
      throw new TopicException(
          "TopicRefused",
          "Kafka refuses topic %s: %s".formatted(topic, e.getCause().getMessage()),
          e.getCause());
    }
  }

  private TopicException unreachable(String why, Exception cause) {
    return new TopicException(
        "KafkaUnreachable",
        "Kafka at %s does not answer: %s".formatted(bootstrapServers, why),
        cause);
  }

  /** The topic is not there; caught in this class only. */
  private static final class MissingTopic extends RuntimeException {
    MissingTopic(Throwable cause) {
      super(cause);
    }
  }
}

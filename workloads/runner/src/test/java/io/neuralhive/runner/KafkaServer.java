package io.neuralhive.runner;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A real broker in this JVM, started once for all tests that ask for its {@link Topics}. */
final class KafkaServer implements AutoCloseable {

  private final Path folder;
  private final KafkaRaftServer server;
  private final String bootstrapServers;

  /** Gives tests the topics of the one broker. */
  static final class Shared implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Topics.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      var server =
          context
              .getRoot()
              .getStore(ExtensionContext.Namespace.create(KafkaServer.class))
              .computeIfAbsent(KafkaServer.class, _ -> start(), KafkaServer.class);
      return new Topics(server.bootstrapServers);
    }

    private static KafkaServer start() {
      try {
        return new KafkaServer();
      } catch (Exception e) {
        throw new IllegalStateException("the test broker does not start", e);
      }
    }
  }

  private KafkaServer() throws Exception {
    folder = Files.createTempDirectory("kafka");
    int broker = freePort();
    int controller = freePort();
    new Formatter()
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(1)
        .setDirectories(List.of(folder.toString()))
        .setMetadataLogDirectory(folder.toString())
        .setControllerListenerName("CONTROLLER")
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
        .run();
    server = new KafkaRaftServer(KafkaConfig.fromProps(settings(broker, controller)), Time.SYSTEM);
    server.startup();
    bootstrapServers = "127.0.0.1:" + broker;
  }

  private Properties settings(int broker, int controller) {
    var settings = new Properties();
    settings.putAll(
        Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controller),
            Map.entry(
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(broker, controller)),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("log.dirs", folder.toString()),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("auto.create.topics.enable", "false"),
            // A killed process's transaction ends soon after its time, not up to ten seconds later.
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500")));
    return settings;
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    server.shutdown();
    server.awaitShutdown();
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}

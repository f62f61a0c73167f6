package io.neuralhive.local.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Runs one broker until SIGTERM, which stops it cleanly. Its data folder is formatted by the first
 * start; after a kill the next start recovers it. Exit code 2: wrong arguments, 1: anything else.
 */
public final class KafkaBroker {

  private KafkaBroker() {}

  public static void main(String[] words) {
    try {
      var arguments = BrokerArguments.parse(List.of(words));
      formatIfNew(arguments.data());
      var server =
          new KafkaRaftServer(KafkaConfig.fromProps(arguments.properties(), false), Time.SYSTEM);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "broker-stop"));
      server.startup();
      server.awaitShutdown();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (Exception e) {
      e.printStackTrace();
      // The broker's threads would keep a half-started JVM alive.
      Runtime.getRuntime().halt(1);
    }
  }

  private static void stop(KafkaRaftServer server) {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void formatIfNew(Path data) throws Exception {
    if (Files.exists(data.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(data);
    requireEmpty(data);
    new Formatter()
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(1)
        .setDirectories(List.of(data.toString()))
        .setMetadataLogDirectory(data.toString())
        .setControllerListenerName("CONTROLLER")
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .run();
  }

  /** A folder with files but without meta.properties is somebody else's, or was half formatted. */
  private static void requireEmpty(Path data) throws IOException {
    try (var files = Files.list(data)) {
      if (files.anyMatch(file -> !file.getFileName().toString().equals("bootstrap.checkpoint"))) {
        throw new IOException(data + " is no broker's folder: empty it or choose another");
      }
    }
  }
}

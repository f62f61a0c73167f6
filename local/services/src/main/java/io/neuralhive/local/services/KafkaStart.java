package io.neuralhive.local.services;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the broker program in a JVM of its own. It listens only when it can serve. */
final class KafkaStart {

  private static final String MAIN = "io.neuralhive.local.broker.KafkaBroker";
  private static final int HEAP_MEGABYTES = 320;

  private KafkaStart() {}

  static KafkaService start(Launch launch, Programs programs) throws IOException {
    int port = launch.port("kafka");
    var address = "127.0.0.1:" + port;
    var classPath = launch.options().brokerClasspath();
    var command =
        new ArrayList<>(Launch.java(HEAP_MEGABYTES, programs.classArchive("kafka", classPath)));
    command.addAll(
        List.of(
            "-cp",
            classPath,
            MAIN,
            "--data",
            launch.data("kafka").toString(),
            "--port",
            String.valueOf(port),
            "--controller-port",
            String.valueOf(launch.port("kafka-controller"))));
    var component =
        launch.start(launch.spec("kafka", command, Map.of()), address, () -> accepts(port));
    return new KafkaService(component, address);
  }

  private static boolean accepts(int port) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    }
  }
}

package io.neuralhive.local.services;

import io.neuralhive.local.process.PrivateFile;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** Starts Redis with a configuration file that only its owner reads: it holds the password. */
final class RedisStart {

  private static final int PATIENCE_MILLIS = 2000;

  private RedisStart() {}

  static RedisService start(Launch launch, Programs programs) throws IOException {
    int port = launch.port("redis");
    var password = PrivateFile.secret(launch.secret("redis"));
    var data = Files.createDirectories(launch.data("redis"));
    var configuration =
        PrivateFile.write(
            launch.secret("redis.conf"),
            """
            bind 127.0.0.1
            port %d
            requirepass %s
            dir "%s"
            appendonly yes
            save ""
            """
                .formatted(port, password, data));
    var command = List.of(programs.redis().toString(), configuration.toString());
    var address = "127.0.0.1:" + port;
    var component =
        launch.start(
            launch.spec("redis", command, Map.of()), address, () -> answers(port, password));
    return new RedisService(component, "127.0.0.1", port, password);
  }

  /** While it loads its data it refuses PING with -LOADING. */
  private static boolean answers(int port, String password) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket
          .getOutputStream()
          .write(("AUTH " + password + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
      var expected = "+OK\r\n+PONG\r\n";
      var answer = socket.getInputStream().readNBytes(expected.length());
      return expected.equals(new String(answer, StandardCharsets.US_ASCII));
    }
  }
}

package io.neuralhive.operator.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Logs in to a Redis and asks its version: three commands do not need a client library. */
final class RedisProbe {
  private RedisProbe() {}

  /**
   * @throws IOException when nothing answers, or not as Redis; the message says why
   */
  static String version(String host, int port, String password, int timeoutMillis)
      throws IOException {
    try (var socket = new Socket()) {
      socket.setSoTimeout(timeoutMillis);
      socket.connect(new InetSocketAddress(host, port), timeoutMillis);
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      expect("+OK", ask(socket.getOutputStream(), in, "AUTH", password), "login");
      expect("+PONG", ask(socket.getOutputStream(), in, "PING"), "PING");
      return serverVersion(socket.getOutputStream(), in);
    }
  }

  private static String serverVersion(OutputStream out, BufferedReader in) throws IOException {
    var head = ask(out, in, "INFO", "server");
    if (!head.startsWith("$")) {
      // A user may be forbidden INFO; it answered as Redis all the same.
      return null;
    }
    for (var left = Integer.parseInt(head.substring(1)); left > 0; ) {
      var line = in.readLine();
      if (line == null) {
        return null;
      }
      left -= line.length() + 2;
      if (line.startsWith("redis_version:")) {
        return line.substring("redis_version:".length());
      }
    }
    return null;
  }

  private static String ask(OutputStream out, BufferedReader in, String... words)
      throws IOException {
    var command = new StringBuilder("*").append(words.length).append("\r\n");
    for (var word : words) {
      var length = word.getBytes(StandardCharsets.UTF_8).length;
      command.append('$').append(length).append("\r\n").append(word).append("\r\n");
    }
    out.write(command.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
    var answer = in.readLine();
    if (answer == null) {
      throw new IOException("closes the connection; is it Redis?");
    }
    return answer;
  }

  private static void expect(String wanted, String answer, String what) throws IOException {
    if (!answer.equals(wanted)) {
      throw new IOException(
          "%s failed: %s"
              .formatted(what, answer.startsWith("-") ? answer.substring(1) : "is it Redis?"));
    }
  }
}

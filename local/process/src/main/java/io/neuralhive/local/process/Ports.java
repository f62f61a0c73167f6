package io.neuralhive.local.process;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free TCP ports on 127.0.0.1.
 *
 * <p>They are drawn at random from below the ports that systems give to outgoing connections (32768
 * and up by default) and below Kubernetes' node ports (30000 and up): a port that is to be listened
 * on seconds later must not be handed to somebody's connection meanwhile.
 */
public final class Ports {

  private static final int FIRST = 10_240;
  private static final int LAST = 29_999;
  private static final int TRIES = 10_000;

  private Ports() {}

  /** One port that was free a moment ago. Take several with {@link #free(int)}. */
  public static int free() throws IOException {
    return free(1).getFirst();
  }

  /** Distinct free ports: all are held open until the last one is found. */
  public static List<Integer> free(int count) throws IOException {
    var sockets = new ArrayList<ServerSocket>(count);
    try {
      var ports = new ArrayList<Integer>(count);
      for (int tries = 0; ports.size() < count; tries++) {
        if (tries == TRIES) {
          throw new IOException("no %d free ports from %d to %d".formatted(count, FIRST, LAST));
        }
        var socket = new ServerSocket();
        sockets.add(socket);
        int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
        if (bound(socket, port)) {
          ports.add(port);
        }
      }
      return List.copyOf(ports);
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  private static boolean bound(ServerSocket socket, int port) {
    try {
      socket.bind(loopback(port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** Whether a program could listen there now. */
  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(loopback(port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /**
   * A port for each name: the one the file holds while it is still free, else a new one. The file
   * (Java properties) is written again, so that the next start finds the same addresses.
   */
  public static Map<String, Integer> keptIn(Path file, List<String> names) throws IOException {
    var kept = new Properties();
    if (Files.exists(file)) {
      kept.load(new StringReader(Files.readString(file)));
    }
    var fresh = free(names.size()).iterator();
    var ports = new LinkedHashMap<String, Integer>();
    for (var name : names) {
      int before = Integer.parseInt(kept.getProperty(name, "0"));
      boolean usable = before > 0 && !ports.containsValue(before) && isFree(before);
      ports.put(name, usable ? before : fresh.next());
      kept.setProperty(name, ports.get(name).toString());
    }
    var text = new StringWriter();
    kept.store(text, null);
    PrivateFile.write(file, text.toString());
    return ports;
  }

  private static InetSocketAddress loopback(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }
}

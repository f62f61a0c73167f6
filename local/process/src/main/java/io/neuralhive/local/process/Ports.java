package io.neuralhive.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Free TCP ports on 127.0.0.1. */
public final class Ports {

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
      for (int i = 0; i < count; i++) {
        var socket = new ServerSocket();
        sockets.add(socket);
        socket.bind(loopback(0));
        ports.add(socket.getLocalPort());
      }
      return List.copyOf(ports);
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
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

  private static InetSocketAddress loopback(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }
}

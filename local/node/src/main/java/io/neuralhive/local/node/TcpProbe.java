package io.neuralhive.local.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** A connection that must succeed. */
record TcpProbe(String host, int port) implements ProbeAction {

  @Override
  public void check(Duration timeout) throws ProbeFailed {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
    } catch (IOException e) {
      throw new ProbeFailed("dial tcp " + host + ":" + port + ": " + e.getMessage());
    }
  }
}

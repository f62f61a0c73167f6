package io.neuralhive.local.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on one address and forwards each connection to one of several targets in turn; when a
 * target does not answer, the next one is tried.
 */
final class PortForward implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PortForward.class);
  private static final int CONNECT_TIMEOUT_MILLIS = 1000;
  private static final int BACKLOG = 128;

  private final ServerSocket server;
  private final AtomicInteger turn = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile List<InetSocketAddress> targets = List.of();

  private PortForward(ServerSocket server) {
    this.server = server;
  }

  /** Listens; throws when the address is taken or not ours to use. */
  static PortForward listen(InetSocketAddress address) throws IOException {
    var server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(address, BACKLOG);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    var forward = new PortForward(server);
    Thread.ofVirtual().name("forward " + address).start(forward::accept);
    return forward;
  }

  /** Where new connections go from now on; connections that are open stay as they are. */
  void targets(List<InetSocketAddress> now) {
    targets = now;
  }

  @Override
  public void close() {
    closeQuietly(server);
    open.forEach(PortForward::closeQuietly);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        open.add(client);
        Thread.startVirtualThread(() -> serve(client));
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn("cannot accept on {}: {}", server.getLocalSocketAddress(), e.toString());
        }
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var target = connect()) {
      if (target == null) {
        // An abortive close is what a client sees from a Service without endpoints.
        client.setSoLinger(true, 0);
        return;
      }
      open.add(target);
      client.setTcpNoDelay(true);
      target.setTcpNoDelay(true);
      var back = Thread.startVirtualThread(() -> pump(target, client));
      pump(client, target);
      back.join();
      open.remove(target);
    } catch (IOException e) {
      LOG.debug("connection to {} broke: {}", server.getLocalSocketAddress(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private Socket connect() {
    var candidates = targets;
    int first = turn.getAndIncrement();
    for (int i = 0; i < candidates.size(); i++) {
      var target = candidates.get(Math.floorMod(first + i, candidates.size()));
      var socket = new Socket();
      try {
        socket.connect(target, CONNECT_TIMEOUT_MILLIS);
        return socket;
      } catch (IOException unreachable) {
        closeQuietly(socket);
      }
    }
    return null;
  }

  /** Copies one direction and passes the end of the stream on, so half-closed streams work. */
  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException broken) {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (IOException alreadyBroken) {
      LOG.trace("closing {}", socket, alreadyBroken);
    } catch (Exception e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}

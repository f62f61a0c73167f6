package io.neuralhive.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP connection to a local port that can be cut, or hang. */
final class Link implements AutoCloseable {

  private enum State {
    WELL,
    CUT,
    HANGING
  }

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final int target;
  private volatile State state = State.WELL;

  Link(int target) throws IOException {
    this.target = target;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Connections end, and new ones end at once. */
  void cut() {
    state = State.CUT;
    sockets.forEach(Link::end);
  }

  /** Connections stand, and nothing comes back. */
  void hang() {
    state = State.HANGING;
  }

  void heal() {
    state = State.WELL;
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }

  private void accept() {
    try {
      while (true) {
        var from = server.accept();
        if (state == State.CUT) {
          end(from);
          continue;
        }
        var to = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(from);
        sockets.add(to);
        Thread.ofVirtual().start(() -> copy(from, to));
        Thread.ofVirtual().start(() -> copy(to, from));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void copy(Socket from, Socket to) {
    var buffer = new byte[8192];
    try {
      var in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (state == State.WELL) {
          to.getOutputStream().write(buffer, 0, read);
        }
      }
    } catch (IOException ended) {
      // So does the other side.
    }
    end(from);
    end(to);
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed.
    }
  }
}

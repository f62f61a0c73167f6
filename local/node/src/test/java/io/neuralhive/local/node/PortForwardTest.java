package io.neuralhive.local.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PortForwardTest {

  @Test
  void theEndOfOneDirectionLeavesTheOtherOpen() throws IOException {
    try (var target = loopback();
        var forward = new Listening(List.of(address(target)))) {
      Thread.startVirtualThread(() -> answerOnceAllIsRead(target));
      try (var client = forward.connect()) {
        client.getOutputStream().write("question".getBytes(StandardCharsets.UTF_8));
        client.shutdownOutput();
        var answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer).isEqualTo("answer to question");
      }
    }
  }

  @Test
  void aTargetThatRefusesIsPassedOver() throws IOException {
    InetSocketAddress nobody;
    try (var closed = loopback()) {
      nobody = address(closed);
    }
    try (var target = loopback();
        var forward = new Listening(List.of(nobody, address(target)))) {
      Thread.startVirtualThread(
          () -> {
            answerOnceAllIsRead(target);
            answerOnceAllIsRead(target);
          });
      for (int i = 0; i < 2; i++) {
        try (var client = forward.connect()) {
          client.shutdownOutput();
          assertThat(client.getInputStream().readAllBytes()).isNotEmpty();
        }
      }
    }
  }

  @Test
  void aServiceWithoutPodsResetsTheConnection() throws IOException {
    try (var forward = new Listening(List.of());
        var client = forward.connect()) {
      assertThatThrownBy(() -> client.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class);
    }
  }

  private static void answerOnceAllIsRead(ServerSocket server) {
    try (var socket = server.accept()) {
      var question = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      socket.getOutputStream().write(("answer to " + question).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ServerSocket loopback() throws IOException {
    return new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
  }

  private static InetSocketAddress address(ServerSocket server) {
    return new InetSocketAddress("127.0.0.1", server.getLocalPort());
  }

  /** A forward on a free port. */
  private static final class Listening implements AutoCloseable {
    private final InetSocketAddress address;
    private final PortForward forward;

    Listening(List<InetSocketAddress> targets) throws IOException {
      try (var free = loopback()) {
        address = PortForwardTest.address(free);
      }
      forward = PortForward.listen(address);
      forward.targets(targets);
    }

    Socket connect() throws IOException {
      return new Socket(address.getAddress(), address.getPort());
    }

    @Override
    public void close() {
      forward.close();
    }
  }
}

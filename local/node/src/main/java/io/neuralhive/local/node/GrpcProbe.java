package io.neuralhive.local.node;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** {@code grpc.health.v1.Health/Check}, which must answer SERVING. */
record GrpcProbe(String host, int port, String service) implements ProbeAction {

  private static final byte[] SERVING = {0x08, 0x01};

  private static final MethodDescriptor<byte[], byte[]> CHECK =
      MethodDescriptor.newBuilder(new Bytes(), new Bytes())
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("grpc.health.v1.Health/Check")
          .build();

  @Override
  public void check(Duration timeout) throws ProbeFailed {
    ManagedChannel channel = NettyChannelBuilder.forAddress(host, port).usePlaintext().build();
    try {
      var options =
          CallOptions.DEFAULT.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS);
      var answer = ClientCalls.blockingUnaryCall(channel, CHECK, options, request());
      if (!Arrays.equals(answer, SERVING)) {
        throw new ProbeFailed("gRPC health of \"" + service + "\" is not SERVING");
      }
    } catch (StatusRuntimeException e) {
      throw new ProbeFailed("gRPC health check of " + host + ":" + port + ": " + e.getStatus());
    } finally {
      channel.shutdownNow();
    }
  }

  /** HealthCheckRequest: field 1, the service's name, left out when empty. */
  private byte[] request() {
    var name = service.getBytes(StandardCharsets.UTF_8);
    if (name.length == 0) {
      return name;
    }
    var message = new ByteArrayOutputStream();
    message.write(0x0a);
    int rest = name.length;
    while (rest > 0x7f) {
      message.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    message.write(rest);
    message.writeBytes(name);
    return message.toByteArray();
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

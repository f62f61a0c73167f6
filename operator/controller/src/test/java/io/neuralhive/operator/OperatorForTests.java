package io.neuralhive.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.neuralhive.operator.runtime.OperatorConfig;
import io.neuralhive.operator.runtime.OperatorProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;

/** The operator as its main starts it, in this JVM. */
public final class OperatorForTests {
  private OperatorForTests() {}

  public static OperatorProcess start(KubernetesClient client, OperatorConfig config)
      throws IOException {
    var process =
        new OperatorProcess(
            client,
            config,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            () -> {
              throw new AssertionError("the operator cannot go on");
            });
    return Controllers.register(process, client, config, Clock.systemUTC()).start();
  }
}

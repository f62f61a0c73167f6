package io.neuralhive.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.OperatorException;
import io.neuralhive.operator.runtime.Arguments;
import io.neuralhive.operator.runtime.OperatorConfig;
import io.neuralhive.operator.runtime.OperatorProcess;
import io.neuralhive.plan.InvalidPlanException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's process. It ends with 0 when told to, 1 when it cannot go on, 2 when it is called
 * the wrong way.
 */
public final class OperatorMain {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorMain.class);

  private OperatorMain() {}

  public static void main(String[] args) {
    try {
      var arguments = Arguments.parse(args);
      start(arguments, OperatorConfig.read(arguments.config()));
    } catch (IllegalArgumentException | InvalidPlanException e) {
      System.err.println("operator: " + e.getMessage());
      System.exit(2);
    } catch (OperatorException e) {
      LOG.error("cannot start; are the CRDs installed, and may this account watch them?", e);
      System.exit(1);
    } catch (IOException e) {
      LOG.error("cannot start", e);
      System.exit(1);
    }
  }

  private static void start(Arguments arguments, OperatorConfig config) throws IOException {
    var client = client(arguments);
    var process =
        new OperatorProcess(
            client,
            config,
            new InetSocketAddress(arguments.bind(), arguments.port()),
            OperatorMain::exit);
    Controllers.register(process, client, config, Clock.systemUTC()).closing(client);
    Runtime.getRuntime().addShutdownHook(new Thread(process::close, "shutdown"));
    process.start();
    LOG.info(
        "started in {} ms",
        System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime());
  }

  private static KubernetesClient client(Arguments arguments) {
    var config =
        arguments
            .kubeconfig()
            .map(file -> Config.fromKubeconfig(file.toFile()))
            .orElseGet(() -> Config.autoConfigure(null));
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  // On a thread of its own: the caller may be one that the shutdown hook waits for.
  private static void exit() {
    Thread.ofPlatform().daemon().start(() -> System.exit(1));
  }
}

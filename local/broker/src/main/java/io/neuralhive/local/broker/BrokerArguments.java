package io.neuralhive.local.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** What the command line says: {@code --data DIR --port N --controller-port N}. */
record BrokerArguments(Path data, int port, int controllerPort) {

  static final String USAGE = "use: --data DIR --port N --controller-port N";

  private static final int NODE = 1;
  private static final Set<String> NAMES = Set.of("--data", "--port", "--controller-port");

  static BrokerArguments parse(List<String> words) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      if (!NAMES.contains(words.get(i))) {
        throw new IllegalArgumentException("unknown argument " + words.get(i) + "; " + USAGE);
      }
      values.put(words.get(i), words.get(i + 1));
    }
    if (!values.keySet().equals(NAMES) || words.size() != 2 * NAMES.size()) {
      throw new IllegalArgumentException("an argument is missing or given twice; " + USAGE);
    }
    return new BrokerArguments(
        Path.of(values.get("--data")).toAbsolutePath(),
        port("--port", values),
        port("--controller-port", values));
  }

  Properties properties() {
    var properties = new Properties();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", String.valueOf(NODE));
    properties.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
    properties.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
    properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("log.dirs", data.toString());
    // A topic that a typing error made would hide the error.
    properties.put("auto.create.topics.enable", "false");
    properties.put("unstable.api.versions.enable", "false");
    // One broker: every replica is the only one.
    properties.put("default.replication.factor", "1");
    properties.put("min.insync.replicas", "1");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    // What a killed producer left open holds up readers until it is aborted: look for it often.
    properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
    // Few partitions and threads, and no preallocated megabytes: one person's machine.
    properties.put("offsets.topic.num.partitions", "4");
    properties.put("transaction.state.log.num.partitions", "4");
    properties.put("share.coordinator.state.topic.num.partitions", "1");
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "2");
    properties.put("log.cleaner.dedupe.buffer.size", "8388608");
    properties.put("log.index.size.max.bytes", "1048576");
    // A killed broker may come back only when its old session is over: nine seconds by default.
    properties.put("broker.session.timeout.ms", "4000");
    properties.put("broker.heartbeat.interval.ms", "1000");
    // Nobody else is expected to join: do not wait three seconds for them.
    properties.put("group.initial.rebalance.delay.ms", "0");
    return properties;
  }

  private static int port(String name, Map<String, String> values) {
    try {
      int port = Integer.parseInt(values.get(name));
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // said below
    }
    throw new IllegalArgumentException(
        name + " " + values.get(name) + " is no port number; " + USAGE);
  }
}

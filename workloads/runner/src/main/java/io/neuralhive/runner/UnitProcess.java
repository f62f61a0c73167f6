package io.neuralhive.runner;

import io.neuralhive.plan.UnitPlan;
import io.neuralhive.stages.steps.BatchStep;
import io.neuralhive.stages.steps.StepFactory;
import io.neuralhive.wire.RecordDecoder;
import io.neuralhive.wire.SchemaRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** A unit at work: builds the parts that a plan asks for, and starts and stops them. */
final class UnitProcess {

  /** More lanes than that gain nothing before the broker is the limit. */
  private static final int MOST_LANES = 4;

  private final UnitPlan plan;
  private final ClientSettings clients;
  private final StepFactory steps;
  private final SchemaRegistry registry;
  private final RegistryWatch registryWatch;
  private final Metrics metrics;
  private final Engine engine;
  private final AdminServer admin;

  /**
   * Builds the process and answers probes; nothing is read yet.
   *
   * @param onDeath told when a lane ends by a failure
   * @throws RuntimeException when a part cannot be made; its message says which and why
   */
  UnitProcess(Arguments arguments, UnitPlan plan, StepFactory steps, Consumer<Throwable> onDeath) {
    this.plan = plan;
    this.steps = steps;
    this.clients = new ClientSettings(plan, Runtime.getRuntime().maxMemory());
    this.registry = new SchemaRegistry(plan.registry().url(), Clock.systemUTC());
    int count = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_LANES);
    var progress =
        IntStream.range(0, count)
            .mapToObj(_ -> new Progress(Clock.systemUTC(), arguments.progressBound()))
            .toList();
    this.metrics = new Metrics(plan.pipeline(), plan.unit(), progress);
    var process = processName();
    var lanes = new ArrayList<Lane>();
    for (int number = 0; number < count; number++) {
      lanes.add(lane(process + "-" + number, progress.get(number)));
    }
    this.engine = new Engine(lanes, progress, onDeath);
    this.registryWatch = new RegistryWatch(plan.registry().url(), registry);
    this.admin =
        new AdminServer(
            arguments.bind(),
            arguments.port(),
            engine::notAlive,
            () -> notReady(),
            metrics::scrape);
  }

  int port() {
    return admin.port();
  }

  void start() {
    engine.start();
  }

  /** Whether everything ended well in that time. */
  boolean stop(Duration limit) {
    boolean clean = engine.stop(limit);
    registryWatch.close();
    registry.close();
    admin.close();
    return clean;
  }

  private Optional<String> notReady() {
    return engine.notReady().or(registryWatch::notReady);
  }

  private Lane lane(String name, Progress progress) {
    var consumer = clients.consumer(name);
    var decoder = new RecordDecoder(new Schema.Parser().parse(plan.input().schema()), registry);
    var made = new ArrayList<BatchStep>();
    plan.steps().forEach(step -> made.add(steps.make(step)));
    return new Lane(
        plan.input().topic(),
        Duration.ofMillis(plan.commitIntervalMillis()),
        consumer,
        new Chain(decoder, made, plan.deadLetters().maxAttempts()),
        plan.sink() == null ? topics(name, consumer) : table(name, consumer),
        progress,
        metrics);
  }

  private Target topics(String name, KafkaConsumer<byte[], byte[]> consumer) {
    return new TransactionalOutput(
        consumer,
        () -> clients.transactional(name),
        plan.outputs(),
        new DeadLetters(plan.deadLetters().topic(), metrics),
        metrics);
  }

  private Target table(String name, KafkaConsumer<byte[], byte[]> consumer) {
    var last = plan.steps().isEmpty() ? null : plan.steps().getLast();
    var schema = new Schema.Parser().parse(last == null ? plan.input().schema() : last.writes());
    return new PostgresqlSink(
        consumer,
        () -> clients.idempotent(name),
        plan.sink(),
        new SinkConnection(plan.sink(), unitName()),
        new SinkOffsets(plan.sink().schema(), plan.input().group(), name),
        new SinkRows(plan.sink(), schema),
        last == null ? null : last.stage(),
        new DeadLetters(plan.deadLetters().topic(), metrics),
        metrics);
  }

  private String unitName() {
    return "%s.%s.%s".formatted(plan.namespace(), plan.pipeline(), plan.unit());
  }

  /** Random, since two processes on one host must not fence each other; offsets carry the group. */
  private static String processName() {
    var random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    try {
      return InetAddress.getLocalHost().getHostName() + "-" + random;
    } catch (UnknownHostException e) {
      return random;
    }
  }
}

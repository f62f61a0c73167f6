package io.neuralhive.gateway;

import io.neuralhive.plan.GatewayPlan;
import io.neuralhive.plan.InvalidPlanException;
import io.neuralhive.plan.Plans;
import io.neuralhive.wire.SchemaRegistry;
import java.time.Clock;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextException;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** A running gateway: the parts that its plan asks for, and the web server before them. */
final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private final GatewayPlan plan;
  private final GatewayMetrics metrics;
  private final RequestStates states;
  private final Results results;
  private final IngressTopic topic;
  private final Optional<SchemaRegistry> registry;
  private final Optional<ResultTopic> resultTopic;
  private ServletWebServerApplicationContext web;

  private Gateway(GatewayPlan plan, Clock clock) {
    this.plan = plan;
    metrics = new GatewayMetrics(plan.pipeline());
    states = states(clock);
    results = new Results(states);
    topic = new IngressTopic(plan);
    registry =
        Optional.ofNullable(plan.result())
            .map(_ -> new SchemaRegistry(plan.registry().url(), clock));
    resultTopic = registry.map(r -> new ResultTopic(plan, r, results, metrics, clock));
  }

  /**
   * Starts a gateway; it answers at once, and is ready when it found its topics.
   *
   * @throws StartFailure when its plan or arguments can never work
   */
  static Gateway start(Arguments arguments) {
    try {
      var plan = Plans.read(arguments.plan(), GatewayPlan.class);
      var gateway = new Gateway(plan, Clock.systemUTC());
      gateway.listen(arguments);
      return gateway;
    } catch (InvalidPlanException e) {
      throw new StartFailure(e.getMessage(), e);
    } catch (IllegalArgumentException | AvroRuntimeException | KafkaException e) {
      throw new StartFailure(
          "%s cannot be started with: %s".formatted(arguments.plan(), rootMessage(e)), e);
    }
  }

  int port() {
    return web.getWebServer().getPort();
  }

  /** Takes no new requests, finishes those that run, and closes everything. */
  @Override
  public void close() {
    web.close();
  }

  private void listen(Arguments arguments) {
    var routes = routes();
    try {
      web = WebServer.start(arguments, routes, results::stopWaiting, this::closeParts);
    } catch (WebServerException | ApplicationContextException e) {
      closeParts();
      throw new StartFailure(
          "--bind=%s --port=%d cannot be listened on: %s"
              .formatted(arguments.bind(), arguments.port(), rootMessage(e)),
          e);
    }
    topic.start();
    resultTopic.ifPresent(ResultTopic::start);
    LOG.info(
        "{}.{} takes {} on {} port {}",
        plan.namespace(),
        plan.pipeline(),
        plan.path(),
        arguments.bind(),
        port());
  }

  private RouterFunction<ServerResponse> routes() {
    var submissions = new Submissions(states, topic);
    var ingress = new IngressRoutes(plan, submissions, results, states, Clock.systemUTC());
    var answering = new Answering(metrics);
    var clients =
        RouterFunctions.route()
            .add(ingress.routes())
            .route(
                _ -> true,
                _ -> {
                  throw nothingHere();
                })
            .filter(answering::answer)
            .build();
    return new ProbeRoutes(plan, topic, resultTopic, metrics).routes().and(clients);
  }

  private Problem nothingHere() {
    return Problem.of(
        HttpStatus.NOT_FOUND,
        "nothing is at this path; requests go to %s, /openapi.json says how"
            .formatted(plan.path()));
  }

  private RequestStates states(Clock clock) {
    if (plan.redis() == null) {
      return new LocalRequestStates();
    }
    var redis = RedisRequestStates.connect(plan, clock);
    metrics.watchCache(redis::answers);
    return redis;
  }

  private void closeParts() {
    resultTopic.ifPresent(ResultTopic::close);
    registry.ifPresent(SchemaRegistry::close);
    topic.close();
    states.close();
  }

  private static String rootMessage(Throwable e) {
    var root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}

package io.neuralhive.operator.platform;

import io.neuralhive.api.v1alpha1.common.ConditionStatus;
import io.neuralhive.api.v1alpha1.platform.ServiceStatus;
import io.neuralhive.operator.kafka.KafkaClusters;
import io.neuralhive.operator.registry.SchemaRegistry;
import java.net.http.HttpClient;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** Asks services what they are; all at once, and none for longer than three seconds or so. */
final class Probes implements AutoCloseable {
  private static final int ANSWER_SECONDS = 3;
  private static final String SILENT = "does not answer within %d s".formatted(ANSWER_SECONDS);

  private final KafkaClusters kafka;
  private final HttpClient http;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("probe-", 0).factory());

  Probes(KafkaClusters kafka, HttpClient http) {
    this.kafka = kafka;
    this.http = http;
  }

  /** The answers, in the order of the services. */
  List<ServiceStatus> ask(List<Service> services) {
    var asked = services.stream().map(service -> threads.submit(() -> version(service))).toList();
    return IntStream.range(0, services.size())
        .mapToObj(i -> answer(services.get(i), asked.get(i)))
        .toList();
  }

  private static ServiceStatus answer(Service service, Future<String> asked) {
    if (service instanceof Service.Unresolved unresolved) {
      return new ServiceStatus(
          service.name(), service.address(), ConditionStatus.Unknown, null, unresolved.message());
    }
    try {
      var version = asked.get(ANSWER_SECONDS + 1, TimeUnit.SECONDS);
      return new ServiceStatus(
          service.name(), service.address(), ConditionStatus.True, version, null);
    } catch (ExecutionException e) {
      return unreachable(service, sentence(e.getCause()));
    } catch (TimeoutException e) {
      asked.cancel(true);
      return unreachable(service, SILENT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unreachable(service, "interrupted");
    }
  }

  private static ServiceStatus unreachable(Service service, String why) {
    return new ServiceStatus(service.name(), service.address(), ConditionStatus.False, null, why);
  }

  private static String sentence(Throwable cause) {
    var root =
        cause instanceof ExecutionException && cause.getCause() != null ? cause.getCause() : cause;
    if (root instanceof org.apache.kafka.common.errors.TimeoutException) {
      // Its words count milliseconds, and a status that tells them would be news each time.
      return SILENT;
    }
    var message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return message.lines().findFirst().orElse(message);
  }

  private String version(Service service) throws Exception {
    return switch (service) {
      case Service.Kafka at -> kafkaVersion(at);
      case Service.Registry at -> {
        new SchemaRegistry(http, at.address()).probe();
        yield null;
      }
      case Service.Postgresql at -> postgresqlVersion(at);
      case Service.Redis at ->
          RedisProbe.version(at.host(), at.port(), at.password(), ANSWER_SECONDS * 1000);
      case Service.Unresolved at -> null;
    };
  }

  private String kafkaVersion(Service.Kafka at) throws ExecutionException, InterruptedException {
    var admin = kafka.admin(at.address());
    var nodes = admin.describeCluster().nodes();
    var features = admin.describeFeatures().featureMetadata();
    var brokers = nodes.get().size();
    var level = features.get().finalizedFeatures().get("metadata.version");
    return "%d broker%s, metadata.version %s"
        .formatted(
            brokers, brokers == 1 ? "" : "s", level == null ? "unknown" : level.maxVersionLevel());
  }

  private static String postgresqlVersion(Service.Postgresql at) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", at.username());
    properties.setProperty("password", at.password());
    properties.setProperty("loginTimeout", Integer.toString(ANSWER_SECONDS));
    properties.setProperty("connectTimeout", Integer.toString(ANSWER_SECONDS));
    properties.setProperty("socketTimeout", Integer.toString(ANSWER_SECONDS));
    try (var connection = DriverManager.getConnection(at.address(), properties);
        var statement = connection.createStatement();
        var result = statement.executeQuery("SHOW server_version")) {
      result.next();
      return result.getString(1);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

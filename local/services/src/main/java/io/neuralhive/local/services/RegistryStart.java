package io.neuralhive.local.services;

import io.neuralhive.local.process.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts Apicurio Registry on a PostgreSQL database and role of its own. */
final class RegistryStart {

  private static final int HEAP_MEGABYTES = 256;
  private static final String NAME = "registry";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Its port for health and metrics, 9000 on all addresses unless told otherwise. */
  static final String MANAGEMENT = "registry-management";

  private RegistryStart() {}

  static RegistryService start(Launch launch, Programs programs, PostgresService postgres)
      throws IOException {
    var home = programs.registry(launch.options().registryArchive());
    var password = PrivateFile.secret(launch.secret(NAME));
    prepareDatabase(postgres, password);

    int port = launch.port(NAME);
    var command =
        new ArrayList<>(Launch.java(HEAP_MEGABYTES, programs.classArchive(NAME, home.toString())));
    // Never busy enough for the second compiler to pay.
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-jar", home.resolve("quarkus-run.jar").toString()));
    var variables =
        Map.ofEntries(
            Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
            Map.entry("QUARKUS_HTTP_PORT", String.valueOf(port)),
            Map.entry("QUARKUS_MANAGEMENT_HOST", "127.0.0.1"),
            Map.entry("QUARKUS_MANAGEMENT_PORT", String.valueOf(launch.port(MANAGEMENT))),
            Map.entry("QUARKUS_LOG_LEVEL", "WARN"),
            Map.entry("APICURIO_STORAGE_KIND", "sql"),
            Map.entry("APICURIO_STORAGE_SQL_KIND", "postgresql"),
            Map.entry("APICURIO_DATASOURCE_URL", postgres.jdbcUrl(NAME)),
            Map.entry("APICURIO_DATASOURCE_USERNAME", NAME),
            Map.entry("APICURIO_DATASOURCE_PASSWORD", password));
    var url = URI.create("http://127.0.0.1:" + port);
    try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var component =
          launch.start(
              launch.spec(NAME, command, variables),
              url.toString(),
              () -> backwardCompatible(client, url));
      return new RegistryService(component, url);
    }
  }

  /** The first good answer: the global rule, which is NONE by default, is set. */
  private static boolean backwardCompatible(HttpClient client, URI url)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(url.resolve("/apis/ccompat/v7/config"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .PUT(BodyPublishers.ofString("{\"compatibility\":\"BACKWARD\"}"))
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
  }

  private static void prepareDatabase(PostgresService postgres, String password)
      throws IOException {
    try (var connection = postgres.connect()) {
      if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = '" + NAME + "'")) {
        execute(connection, "CREATE ROLE " + NAME + " LOGIN PASSWORD '" + password + "'");
      }
      if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'")) {
        execute(connection, "CREATE DATABASE " + NAME + " OWNER " + NAME);
      }
    } catch (SQLException e) {
      throw new IOException("cannot prepare the registry's database in " + postgres, e);
    }
  }

  private static boolean exists(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  private static void execute(Connection connection, String command) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(command);
    }
  }
}

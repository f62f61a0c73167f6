package io.neuralhive.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * Schemas by id, from a registry with a Confluent-compatible API. Ids never change their meaning.
 */
public final class SchemaRegistry implements AutoCloseable {

  private static final int ATTEMPTS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int SCHEMA_NOT_FOUND = 40403;

  /** Records of an unknown id come in crowds; asking again for each would flood the registry. */
  private static final Duration REMEMBER_UNKNOWN = Duration.ofSeconds(10);

  private static final int MAX_UNKNOWN = 1000;

  private final String url;
  private final Clock clock;
  private final HttpClient http;
  private final JsonMapper json = new JsonMapper();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<Integer, Instant> unknown = new ConcurrentHashMap<>();

  /**
   * A registry; nothing is asked yet.
   *
   * @param url base URL of the API, e.g. {@code http://registry:8080/apis/ccompat/v7}
   */
  public SchemaRegistry(String url, Clock clock) {
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
  }

  /**
   * The schema of that id; asked once, then remembered.
   *
   * @throws UnknownSchemaException when the registry has none
   * @throws RegistryUnavailableException when it does not answer, after a few attempts
   */
  public Schema byId(int id) {
    var known = schemas.get(id);
    if (known != null) {
      return known;
    }
    var since = unknown.get(id);
    if (since != null && clock.instant().isBefore(since.plus(REMEMBER_UNKNOWN))) {
      throw unknownSchema(id);
    }
    var schema = ask(id);
    schemas.put(id, schema);
    return schema;
  }

  /** Whether the registry answers now. */
  public boolean answers() {
    try {
      return get("/schemas/types").statusCode() < 500;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private Schema ask(int id) {
    var path = "/schemas/ids/" + id;
    var problem = new IOException("not asked");
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        var response = get(path);
        if (response.statusCode() < 500) {
          return schemaOf(id, response);
        }
        problem = new IOException("HTTP " + response.statusCode());
      } catch (IOException e) {
        problem = e;
      }
    }
    throw new RegistryUnavailableException(
        "the schema registry at %s does not give schema id %d (%s); is it up and is its URL right?"
            .formatted(url, id, describe(problem)),
        problem);
  }

  private Schema schemaOf(int id, HttpResponse<String> response) {
    var body = parse(id, response);
    if (response.statusCode() == 404 && body.path("error_code").asInt() == SCHEMA_NOT_FOUND) {
      rememberUnknown(id);
      throw unknownSchema(id);
    }
    if (response.statusCode() != 200 || !body.path("schema").isTextual()) {
      throw notARegistry(id, response.statusCode(), null);
    }
    try {
      return new Schema.Parser().parse(body.get("schema").textValue());
    } catch (SchemaParseException e) {
      throw new UnknownSchemaException(
          "schema id %d in the registry at %s is not an Avro schema".formatted(id, url));
    }
  }

  private JsonNode parse(int id, HttpResponse<String> response) {
    try {
      return json.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw notARegistry(id, response.statusCode(), e);
    }
  }

  /** Something that is no registry answers there; its word must not make records poison. */
  private RegistryUnavailableException notARegistry(int id, int status, Throwable cause) {
    return new RegistryUnavailableException(
        "%s answered HTTP %d for schema id %d, not as a schema registry does; is its URL right?"
            .formatted(url, status, id),
        cause);
  }

  private UnknownSchemaException unknownSchema(int id) {
    return new UnknownSchemaException(
        "the schema registry at %s has no schema id %d".formatted(url, id));
  }

  private void rememberUnknown(int id) {
    if (unknown.size() >= MAX_UNKNOWN) {
      unknown.clear();
    }
    unknown.put(id, clock.instant());
  }

  private HttpResponse<String> get(String path) throws IOException {
    var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).GET().build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String describe(IOException problem) {
    return problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
  }
}

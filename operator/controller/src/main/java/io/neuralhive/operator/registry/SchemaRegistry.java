package io.neuralhive.operator.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neuralhive.api.v1alpha1.stream.Compatibility;
import io.neuralhive.operator.registry.RegistryException.Kind;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One schema registry; every call ends within three seconds. */
public final class SchemaRegistry {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistry.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER = Duration.ofSeconds(3);

  private final HttpClient http;
  private final String url;

  /**
   * @param url base URL, e.g. {@code http://host:8080/apis/ccompat/v7}
   */
  public SchemaRegistry(HttpClient http, String url) {
    this.http = http;
    this.url = url.replaceAll("/+$", "");
  }

  /** A schema as the registry knows it. */
  public record Registered(int id, int version) {}

  /**
   * Asks for the subjects, which only a registry with this API answers.
   *
   * @throws RegistryException when nothing or something else answers
   */
  public void probe() {
    var answer = call("GET", "/subjects", null);
    if (answer.statusCode() != 200 || !json(answer).isArray()) {
      throw unexpected(answer);
    }
  }

  /**
   * Sees to it that the subject has the level and the schema; writes only what differs. The level
   * comes first, so that the schema is judged by it.
   *
   * @throws RegistryException when the schema is refused, naming the field, or nothing answers
   */
  public Registered ensure(String subject, String schema, Compatibility level) {
    ensureLevel(subject, level.registryLevel());
    var body = body(schema);
    var found = call("POST", "/subjects/" + encoded(subject), body);
    if (found.statusCode() == 200) {
      return registered(found);
    }
    if (found.statusCode() != 404) {
      throw refused(subject, found);
    }
    var taken = call("POST", "/subjects/" + encoded(subject) + "/versions", body);
    if (taken.statusCode() == 409) {
      throw new RegistryException(
          Kind.Incompatible, explanation(subject, schema, level, taken), null);
    }
    if (taken.statusCode() != 200) {
      throw refused(subject, taken);
    }
    LOG.info("registered a schema of {}", subject);
    var now = call("POST", "/subjects/" + encoded(subject), body);
    if (now.statusCode() != 200) {
      throw unexpected(now);
    }
    return registered(now);
  }

  /** Removes a subject with all its versions; one that is not there is no error. */
  public void delete(String subject) {
    for (var path : List.of("", "?permanent=true")) {
      var answer = call("DELETE", "/subjects/" + encoded(subject) + path, null);
      if (answer.statusCode() >= 400 && answer.statusCode() != 404) {
        throw refused(subject, answer);
      }
    }
    LOG.info("removed subject {}", subject);
  }

  private void ensureLevel(String subject, String level) {
    var path = "/config/" + encoded(subject);
    var answer = call("GET", path, null);
    if (answer.statusCode() == 200
        && level.equals(json(answer).path("compatibilityLevel").asText())) {
      return;
    }
    if (answer.statusCode() != 200 && answer.statusCode() != 404) {
      throw refused(subject, answer);
    }
    var set = call("PUT", path, write(Map.of("compatibility", level)));
    if (set.statusCode() != 200) {
      throw refused(subject, set);
    }
    LOG.info("set compatibility of {} to {}", subject, level);
  }

  private String explanation(
      String subject, String schema, Compatibility level, HttpResponse<String> answer) {
    try {
      var ours = Incompatibilities.between(schema, earlier(subject, level), level);
      if (!ours.isEmpty()) {
        return "schema breaks compatibility %s with what is registered: %s"
            .formatted(level, String.join("; ", ours));
      }
    } catch (AvroRuntimeException e) {
      LOG.debug("no explanation of our own", e);
    }
    return "schema breaks compatibility %s with what is registered: %s"
        .formatted(level, message(answer));
  }

  private List<String> earlier(String subject, Compatibility level) {
    var path = "/subjects/" + encoded(subject) + "/versions";
    var versions = new ArrayList<Integer>();
    json(call("GET", path, null)).forEach(version -> versions.add(version.asInt()));
    var transitive = level.name().endsWith("Transitive");
    return versions.stream()
        .skip(transitive ? 0 : Math.max(0, versions.size() - 1))
        .map(version -> json(call("GET", path + "/" + version, null)).path("schema").asText())
        .toList();
  }

  private static Registered registered(HttpResponse<String> answer) {
    var node = json(answer);
    return new Registered(node.path("id").asInt(), node.path("version").asInt());
  }

  // Spaces and line breaks in a manifest must not make a new version.
  private static String body(String schema) {
    return write(Map.of("schema", new Schema.Parser().parse(schema).toString()));
  }

  private HttpResponse<String> call(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .header("Accept", "application/vnd.schemaregistry.v1+json, application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    // A request's own timeout ends with the head of the answer; its body may stall just as well.
    var answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    try {
      return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw silent("no answer within %d s".formatted(ANSWER.toSeconds()), e);
    } catch (ExecutionException e) {
      var why = e.getCause().getMessage();
      throw silent(why == null ? "connection refused" : why, e.getCause());
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw silent("interrupted", e);
    }
  }

  private RegistryException silent(String why, Throwable cause) {
    return new RegistryException(
        Kind.Unreachable, "schema registry at %s does not answer: %s".formatted(url, why), cause);
  }

  private RegistryException refused(String subject, HttpResponse<String> answer) {
    return answer.statusCode() >= 500
        ? unexpected(answer)
        : new RegistryException(
            Kind.Refused,
            "schema registry refuses subject %s: %s".formatted(subject, message(answer)),
            null);
  }

  private RegistryException unexpected(HttpResponse<String> answer) {
    return new RegistryException(
        Kind.Unreachable,
        "%s answers %d, which is not the Confluent-compatible API of a registry; its path often"
                .formatted(url, answer.statusCode())
            + " ends in /apis/ccompat/v7",
        null);
  }

  private static String message(HttpResponse<String> answer) {
    try {
      var message = JSON.readTree(answer.body()).path("message").asText();
      return message.isBlank() ? "status " + answer.statusCode() : message;
    } catch (JsonProcessingException e) {
      return "status " + answer.statusCode();
    }
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new RegistryException(
          Kind.Unreachable, "%s answers no JSON; is it a registry?".formatted(answer.uri()), e);
    }
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("maps of strings can be written", e);
    }
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

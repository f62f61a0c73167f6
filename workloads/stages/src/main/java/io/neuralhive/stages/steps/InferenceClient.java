package io.neuralhive.stages.steps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a model over the Open Inference Protocol v2, and tells a bad request from a bad time. */
final class InferenceClient implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** Shorter than a transaction may stay open while the answer is waited for. */
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final URI infer;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final JsonMapper json = new JsonMapper();

  InferenceClient(String url, String model) {
    this.infer = URI.create(url.replaceAll("/+$", "") + "/v2/models/" + model + "/infer");
  }

  /**
   * Sends one request.
   *
   * @return the answer's {@code outputs}
   * @throws RefusedRequestException when the records are to blame (400, 413, 422)
   * @throws IllegalStateException when the model failed on them (500)
   * @throws StageUnavailableException in every other case
   */
  JsonNode infer(byte[] body) {
    var request =
        HttpRequest.newBuilder(infer)
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    var response = send(request);
    return switch (response.statusCode()) {
      case 200 -> outputs(response.body());
      case 400, 413, 422 ->
          throw new RefusedRequestException(
              "the model at %s refuses the record with HTTP %d"
                  .formatted(infer, response.statusCode()));
      case 500 ->
          throw new IllegalStateException("the model at %s failed with HTTP 500".formatted(infer));
      default -> throw unavailable("answered HTTP " + response.statusCode(), null);
    };
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw unavailable("did not answer (" + e.getClass().getSimpleName() + ")", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("was not waited for", e);
    }
  }

  private JsonNode outputs(byte[] body) {
    try {
      var outputs = json.readTree(body).path("outputs");
      if (outputs.isArray()) {
        return outputs;
      }
      throw unavailable("gave an answer without outputs", null);
    } catch (JsonProcessingException e) {
      throw unavailable("gave an answer that is not JSON", e);
    } catch (IOException e) {
      throw unavailable("gave an answer that cannot be read", e);
    }
  }

  private StageUnavailableException unavailable(String what, Throwable cause) {
    return new StageUnavailableException(
        "the model at %s %s; is its server up and the model ready?".formatted(infer, what), cause);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

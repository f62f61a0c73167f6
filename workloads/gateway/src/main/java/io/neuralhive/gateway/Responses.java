package io.neuralhive.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/** Answers, written whole so that a failure never leaves half of one. */
final class Responses {

  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";
  static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
  static final String TEXT = "text/plain; charset=utf-8";

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Responses() {}

  /**
   * The state of a request.
   *
   * @param result its result, which is JSON text already
   * @param headers further headers
   */
  static ServerResponse state(
      HttpStatus status, String id, Optional<String> result, Map<String, String> headers) {
    var body = MAPPER.createObjectNode().put("id", id);
    body.put("status", result.isPresent() ? "completed" : "accepted");
    result.ifPresent(json -> body.putRawValue("result", new RawValue(json)));
    return of(status, JSON, MAPPER.writeValueAsBytes(body), headers);
  }

  static ServerResponse problem(Problem problem, Map<String, String> headers) {
    var status = problem.status();
    return of(status, PROBLEM, problemBody(status, problem.getMessage()), headers);
  }

  /** An application/problem+json body; it names no path, which may hold personal data. */
  static byte[] problemBody(HttpStatus status, String detail) {
    return MAPPER.writeValueAsBytes(
        MAPPER
            .createObjectNode()
            .put("type", "about:blank")
            .put("title", status.getReasonPhrase())
            .put("status", status.value())
            .put("detail", detail));
  }

  static ServerResponse text(HttpStatus status, String contentType, String text) {
    return of(status, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  private static ServerResponse of(
      HttpStatus status, String contentType, byte[] body, Map<String, String> headers) {
    return ServerResponse.status(status)
        .build(
            (_, response) -> {
              headers.forEach(response::setHeader);
              response.setHeader("Cache-Control", "no-store");
              response.setContentType(contentType);
              response.setContentLength(body.length);
              response.getOutputStream().write(body);
              return null;
            });
  }
}

package io.neuralhive.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.servlet.function.ServerRequest;

/** What a request's headers must say. */
final class RequestHeaders {

  private RequestHeaders() {}

  /**
   * The value of a header that may be given once.
   *
   * @throws Problem when it is given several times
   */
  static Optional<String> single(ServerRequest request, String name) {
    return single(request.headers().header(name).toArray(String[]::new), name);
  }

  /**
   * The only one of the values; null holds none.
   *
   * @throws Problem when there are several
   */
  static Optional<String> single(String[] values, String name) {
    if (values == null || values.length == 0) {
      return Optional.empty();
    }
    if (values.length > 1) {
      throw Problem.badRequest(name + " is given twice");
    }
    return Optional.of(values[0]);
  }

  /**
   * Requires JSON in UTF-8, as it is, to be sent and accepted.
   *
   * @throws Problem when it is not
   */
  static void requireJson(ServerRequest request) {
    var type = contentType(request);
    if (type == null || !type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)) {
      throw unsupported("send the body with Content-Type: application/json");
    }
    if (type.getCharset() != null && !type.getCharset().equals(StandardCharsets.UTF_8)) {
      throw unsupported("send the body in UTF-8");
    }
    if (single(request, "Content-Encoding").filter(e -> !e.equals("identity")).isPresent()) {
      throw unsupported("send the body without Content-Encoding");
    }
    requireJsonAccepted(request);
  }

  /**
   * Requires JSON to be accepted.
   *
   * @throws Problem when it is not
   */
  static void requireJsonAccepted(ServerRequest request) {
    try {
      var accepted = request.headers().accept();
      if (accepted.isEmpty()
          || accepted.stream().anyMatch(type -> type.includes(MediaType.APPLICATION_JSON))) {
        return;
      }
    } catch (InvalidMediaTypeException | InvalidMimeTypeException e) {
      throw Problem.badRequest("the Accept header is not a list of media types");
    }
    throw Problem.of(
        HttpStatus.NOT_ACCEPTABLE, "answers are application/json, which Accept must allow");
  }

  private static MediaType contentType(ServerRequest request) {
    try {
      return request.headers().contentType().orElse(null);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Problem unsupported(String detail) {
    return Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, detail);
  }
}

package io.neuralhive.gateway;

import org.springframework.http.HttpStatus;

/** A request that is refused, in the terms of RFC 9457; the detail says what to change. */
final class Problem extends RuntimeException {

  private final HttpStatus status;
  private final Integer retryAfterSeconds;

  private Problem(HttpStatus status, String detail, Integer retryAfterSeconds, Throwable cause) {
    super(detail, cause);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  static Problem of(HttpStatus status, String detail) {
    return new Problem(status, detail, null, null);
  }

  static Problem badRequest(String detail) {
    return of(HttpStatus.BAD_REQUEST, detail);
  }

  static Problem notNow(HttpStatus status, String detail, Throwable cause) {
    return new Problem(status, detail, 1, cause);
  }

  HttpStatus status() {
    return status;
  }

  /** Seconds after which the same request may succeed; null when it never will. */
  Integer retryAfterSeconds() {
    return retryAfterSeconds;
  }
}

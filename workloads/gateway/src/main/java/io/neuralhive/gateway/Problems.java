package io.neuralhive.gateway;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers every refusal as application/problem+json. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(Problem problem) {
    var headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (problem.retryAfterSeconds() != null) {
      headers.set(HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds().toString());
    }
    if (problem.status().is5xxServerError()) {
      LOG.warn("{}", problem.getMessage(), problem.getCause());
    }
    var body = ProblemDetail.forStatusAndDetail(problem.status(), problem.getMessage());
    return new ResponseEntity<>(body, headers, problem.status());
  }

  /** The client went away while it waited; there is nobody to answer. */
  @ExceptionHandler
  void clientIsGone(AsyncRequestNotUsableException gone) {}

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unexpected(RuntimeException failure) {
    LOG.error("request failed", failure);
    var body =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.INTERNAL_SERVER_ERROR, "the gateway failed; its log says why");
    return ResponseEntity.internalServerError()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(body);
  }
}

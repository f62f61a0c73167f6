package io.neuralhive.gateway;

import io.neuralhive.plan.GatewayPlan;
import io.neuralhive.wire.DerivedId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The collection that the plan names. */
@RestController
class IngressController {

  private static final Pattern WAIT = Pattern.compile("(\\d{1,5})(ms|s)");
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private final GatewayPlan plan;
  private final RequestReader reader;
  private final Submissions submissions;
  private final Results results;
  private final RequestStates states;
  private final Clock clock;

  IngressController(
      GatewayPlan plan,
      RequestReader reader,
      Submissions submissions,
      Results results,
      RequestStates states,
      Clock clock) {
    this.plan = plan;
    this.reader = reader;
    this.submissions = submissions;
    this.results = results;
    this.states = states;
    this.clock = clock;
  }

  @PostMapping(path = "${gateway.path}", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> submit(
      HttpServletRequest request,
      @RequestParam Optional<String> wait,
      @RequestHeader("Idempotency-Key") Optional<String> key,
      @RequestHeader Optional<String> traceparent)
      throws IOException, InterruptedException {
    var patience = wait.map(IngressController::duration);
    key.ifPresent(IngressController::requireUsable);
    var values = reader.read(request.getInputStream().readNBytes(reader.maxBodyBytes() + 1));
    var id =
        key.map(k -> DerivedId.of(plan.namespace(), plan.pipeline(), k))
            .orElseGet(() -> UUID.randomUUID().toString());
    submissions.submit(
        id,
        clock.millis(),
        values,
        traceparent.filter(t -> TRACEPARENT.matcher(t).matches()).orElse(null));
    var result =
        patience.isPresent() ? results.await(id, patience.get()) : Optional.<String>empty();
    var location = URI.create(plan.path() + "/" + id);
    return result
        .map(json -> json(HttpStatus.OK, location, Answers.completed(id, json)))
        .orElseGet(() -> json(HttpStatus.ACCEPTED, location, Answers.accepted(id)));
  }

  @GetMapping("${gateway.path}/{id}")
  ResponseEntity<String> find(@PathVariable String id) {
    var result = results.find(id);
    if (result.isPresent()) {
      return json(HttpStatus.OK, null, Answers.completed(id, result.get()));
    }
    if (states.isAccepted(id)) {
      return json(HttpStatus.OK, null, Answers.accepted(id));
    }
    throw Problem.of(HttpStatus.NOT_FOUND, "nothing is known under this id (any more)");
  }

  private static ResponseEntity<String> json(HttpStatus status, URI location, String body) {
    var response = ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
    return (location == null ? response : response.location(location)).body(body);
  }

  private static Duration duration(String wait) {
    var matcher = WAIT.matcher(wait);
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      var duration =
          matcher.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
      if (duration.compareTo(LONGEST_WAIT) <= 0) {
        return duration;
      }
    }
    throw Problem.badRequest("wait must be a duration of at most 60s, e.g. wait=10s or wait=500ms");
  }

  private static void requireUsable(String key) {
    if (!IDEMPOTENCY_KEY.matcher(key).matches()) {
      throw Problem.badRequest(
          "Idempotency-Key must be 1 to 255 printable ASCII characters without blanks");
    }
  }
}

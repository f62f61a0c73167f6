package io.neuralhive.gateway;

import static org.springframework.web.servlet.function.RequestPredicates.path;

import io.neuralhive.plan.GatewayPlan;
import io.neuralhive.wire.DerivedId;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The collection that the plan names. Without a stream of results there is nothing to ask for: then
 * there is no {@code ?wait}, no GET and no Location.
 */
final class IngressRoutes {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
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
  private final BodyBudget bodies;

  IngressRoutes(
      GatewayPlan plan,
      Submissions submissions,
      Results results,
      RequestStates states,
      Clock clock) {
    this.plan = plan;
    this.reader = new RequestReader(plan);
    this.submissions = submissions;
    this.results = results;
    this.states = states;
    this.clock = clock;
    this.bodies =
        new BodyBudget(Math.max(reader.maxBodyBytes() + 1L, Runtime.getRuntime().maxMemory() / 4));
  }

  RouterFunction<ServerResponse> routes() {
    var routes = RouterFunctions.route().POST(plan.path(), this::submit);
    if (plan.result() != null) {
      var one = plan.path() + "/{id}";
      routes.GET(one, this::find).route(path(one), request -> wrongMethod(request, "GET"));
    }
    return routes.route(path(plan.path()), request -> wrongMethod(request, "POST")).build();
  }

  private ServerResponse submit(ServerRequest request) throws IOException, InterruptedException {
    var patience = wait(request).map(this::patience);
    var key = RequestHeaders.single(request, "Idempotency-Key");
    key.ifPresent(IngressRoutes::requireUsable);
    RequestHeaders.requireJson(request);
    var values = values(request);
    var id =
        key.map(k -> DerivedId.of(plan.namespace(), plan.pipeline(), k))
            .orElseGet(() -> UUID.randomUUID().toString());
    submissions.submit(id, clock.millis(), values, traceparent(request));
    var result =
        patience.isPresent() ? results.await(id, patience.get()) : Optional.<String>empty();
    return Responses.state(
        result.isPresent() ? HttpStatus.OK : HttpStatus.ACCEPTED,
        id,
        result,
        plan.result() == null ? Map.of() : Map.of("Location", plan.path() + "/" + id));
  }

  private ServerResponse find(ServerRequest request) {
    RequestHeaders.requireJsonAccepted(request);
    var id = request.pathVariable("id");
    // Only ids that this gateway gives are looked for: a path can hold anything.
    if (ID.matcher(id).matches()) {
      var result = results.find(id);
      if (result.isPresent() || states.isAccepted(id)) {
        return Responses.state(HttpStatus.OK, id, result, Map.of());
      }
    }
    throw Problem.of(HttpStatus.NOT_FOUND, "nothing is known under this id (any more)");
  }

  private Map<String, Object> values(ServerRequest request) throws IOException {
    // Said before the body is read, so that a client that asks first need not send it.
    long announced = request.servletRequest().getContentLengthLong();
    reader.requireSize(announced);
    long most = announced < 0 ? reader.maxBodyBytes() + 1L : announced;
    return bodies.during(most, () -> reader.read(body(request)));
  }

  private byte[] body(ServerRequest request) throws IOException {
    try {
      return request.servletRequest().getInputStream().readNBytes(reader.maxBodyBytes() + 1);
    } catch (IOException e) {
      if (e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException) {
        throw Problem.of(HttpStatus.REQUEST_TIMEOUT, "the body did not come in time");
      }
      throw e;
    }
  }

  private static Optional<String> wait(ServerRequest request) {
    try {
      return RequestHeaders.single(request.servletRequest().getParameterValues("wait"), "wait");
    } catch (IllegalStateException e) {
      throw Problem.badRequest("the query is not well-formed");
    }
  }

  private Duration patience(String wait) {
    if (plan.result() == null) {
      throw Problem.of(
          HttpStatus.NOT_FOUND, "there are no results to wait for; send the request without wait");
    }
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

  /** The W3C trace context to carry on; null when there is none. */
  private static String traceparent(ServerRequest request) {
    var sent = request.servletRequest().getHeader("traceparent");
    return sent != null && TRACEPARENT.matcher(sent).matches() ? sent : null;
  }

  private static ServerResponse wrongMethod(ServerRequest request, String right) {
    var problem =
        Problem.of(
            HttpStatus.METHOD_NOT_ALLOWED,
            "use %s here, not %s".formatted(right, request.method()));
    return Responses.problem(problem, Map.of("Allow", right));
  }
}

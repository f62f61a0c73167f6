package io.neuralhive.inference;

import static org.springframework.web.servlet.function.RequestPredicates.path;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The paths of the Open Inference Protocol v2 over REST, the probes and the metrics. Texts of
 * requests are never logged.
 */
final class ProtocolRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(ProtocolRoutes.class);
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final int MAX_BODY = 16 << 20;
  private static final String MODEL = "/v2/models/{model}";
  private static final String VERSION = MODEL + "/versions/{version}";

  private final ModelRegistry registry;
  private final ServerMetrics metrics;
  private final String version;

  ProtocolRoutes(ModelRegistry registry, ServerMetrics metrics, String version) {
    this.registry = registry;
    this.metrics = metrics;
    this.version = version;
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET("/livez", _ -> live())
        .GET("/readyz", _ -> ready())
        .GET("/metrics", _ -> Responses.text(metrics.scrape()))
        .GET("/v2", _ -> server())
        .GET("/v2/health/live", _ -> live())
        .GET("/v2/health/ready", _ -> ready())
        .GET(MODEL, request -> metadata(find(request)))
        .GET(VERSION, request -> metadata(find(request)))
        .GET(MODEL + "/ready", request -> modelReady(find(request)))
        .GET(VERSION + "/ready", request -> modelReady(find(request)))
        .POST(MODEL + "/infer", this::infer)
        .POST(VERSION + "/infer", this::infer)
        .route(
            path(MODEL + "/infer").or(path(VERSION + "/infer")),
            request -> Responses.error(405, "use POST, not " + request.method()))
        .route(_ -> true, request -> Responses.error(404, "no such path: " + request.path()))
        .filter(
            (request, next) -> {
              try {
                return next.handle(request);
              } catch (RequestRefused e) {
                return Responses.error(e.status(), e.getMessage());
              }
            })
        .build();
  }

  private ServerResponse live() {
    return Responses.json(200, Map.of("live", true));
  }

  private ServerResponse ready() {
    var models = registry.models().stream().map(ProtocolRoutes::readiness).toList();
    var ready = registry.ready();
    return Responses.json(ready ? 200 : 503, ordered("ready", ready, "models", models));
  }

  private ServerResponse server() {
    return Responses.json(
        200, ordered("name", "neural-hive-inference", "version", version, "extensions", List.of()));
  }

  private static ServerResponse modelReady(DeployedModel model) {
    return Responses.json(model.ready() ? 200 : 503, readiness(model));
  }

  private static Map<String, Object> readiness(DeployedModel model) {
    var answer =
        ordered(
            "name", model.spec().name(), "version", model.spec().version(), "ready", model.ready());
    if (!model.ready()) {
      answer.put("reason", model.reason());
    }
    return answer;
  }

  private ServerResponse metadata(DeployedModel model) {
    var spec = model.spec();
    var parameters =
        ordered(
            "ready", model.ready(),
            "sha256", spec.sha256(),
            "task", spec.task().name(),
            "load_milliseconds", model.loadTime().toMillis());
    if (!model.ready()) {
      parameters.put("reason", model.reason());
    }
    if (registry.maxRows(spec) > 0) {
      parameters.put("max_rows", registry.maxRows(spec));
    }
    return Responses.json(
        200,
        ordered(
            "name", spec.name(),
            "versions", List.of(spec.version()),
            "platform", "onnxruntime_onnx",
            "inputs", spec.inputs(),
            "outputs", spec.outputs(),
            "parameters", parameters));
  }

  private ServerResponse infer(ServerRequest request) throws RequestRefused {
    var start = System.nanoTime();
    var model = find(request);
    var response = answer(model, request);
    metrics.answered(model.spec(), response.statusCode().value(), System.nanoTime() - start);
    return response;
  }

  private ServerResponse answer(DeployedModel model, ServerRequest request) {
    var spec = model.spec();
    try {
      var inference = InferenceRequest.read(body(request), spec, registry.maxRows(spec));
      var answers = model.infer(inference.inputs());
      return Responses.inference(spec, inference, answers);
    } catch (RequestRefused e) {
      return Responses.error(e.status(), e.getMessage());
    } catch (ModelFailure e) {
      LOG.error("model {} {} could not answer a request", spec.name(), spec.version(), e);
      return Responses.error(500, e.getMessage());
    }
  }

  private static JsonNode body(ServerRequest request) throws RequestRefused {
    if (!request.headers().header("Inference-Header-Content-Length").isEmpty()) {
      throw RequestRefused.invalid(
          "the binary tensor data extension is not supported; send tensors as JSON");
    }
    try (var in = request.servletRequest().getInputStream()) {
      var bytes = in.readNBytes(MAX_BODY + 1);
      if (bytes.length > MAX_BODY) {
        throw new RequestRefused(
            413, "the body is larger than " + MAX_BODY + " bytes; send several requests");
      }
      return MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw RequestRefused.invalid(
          "the body is not JSON, see line %d, column %d"
              .formatted(at.getLineNr(), at.getColumnNr()));
    } catch (IOException e) {
      throw RequestRefused.invalid("the body ended early");
    }
  }

  private DeployedModel find(ServerRequest request) throws RequestRefused {
    var name = request.pathVariable("model");
    var model =
        registry
            .find(name)
            .orElseThrow(() -> new RequestRefused(404, "this server has no model " + name));
    var asked = request.pathVariables().get("version");
    if (asked != null && !asked.equals(model.spec().version())) {
      throw new RequestRefused(
          404,
          "model %s has no version %s here; it has %s"
              .formatted(name, asked, model.spec().version()));
    }
    return model;
  }

  private static Map<String, Object> ordered(Object... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (var i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}

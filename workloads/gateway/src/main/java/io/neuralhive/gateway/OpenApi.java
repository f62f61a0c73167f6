package io.neuralhive.gateway;

import io.neuralhive.plan.GatewayPlan;
import org.apache.avro.Schema;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Describes the gateway in OpenAPI 3.1, derived from its plan. */
final class OpenApi {

  private final GatewayPlan plan;
  private final AvroJsonSchema types = new AvroJsonSchema("#/components/schemas/");

  private OpenApi(GatewayPlan plan) {
    this.plan = plan;
  }

  /** The document of a gateway with that plan. */
  static String describe(GatewayPlan plan) {
    return new OpenApi(plan).document().toPrettyString();
  }

  private ObjectNode document() {
    var root = object().put("openapi", "3.1.0");
    root.putObject("info").put("title", plan.pipeline()).put("version", "v1");
    var paths = root.putObject("paths");
    paths.putObject(plan.path()).set("post", post());
    if (plan.result() != null) {
      paths.putObject(plan.path() + "/{id}").set("get", get());
    }
    var schemas = root.putObject("components").putObject("schemas");
    schemas.set("Request", request());
    schemas.set("Answer", answer());
    schemas.set("Problem", problem());
    schemas.setAll(types.records());
    return root;
  }

  private ObjectNode post() {
    var post = object().put("summary", "Hand in a request").put("operationId", "submit");
    var parameters = post.putArray("parameters");
    parameters.add(
        parameter(
            "header",
            "Idempotency-Key",
            "Requests with the same key are one request.",
            "^[!-~]{1,255}$"));
    if (plan.result() != null) {
      parameters.add(
          parameter(
              "query",
              "wait",
              "Wait for the result at most that long, e.g. 10s or 500ms; up to 60s.",
              "^[0-9]{1,5}(ms|s)$"));
    }
    post.putObject("requestBody")
        .put("required", true)
        .putObject("content")
        .putObject("application/json")
        .set("schema", types.reference("Request"));
    post.set("responses", postResponses());
    return post;
  }

  private ObjectNode postResponses() {
    var responses = object();
    if (plan.result() != null) {
      responses.set("200", located(answered("The result")));
      responses.set("202", located(answered("Accepted; Location says where to ask")));
    } else {
      responses.set("202", answered("Accepted"));
    }
    refused(responses, "400", "The body is not what is asked for");
    refused(responses, "406", "Answers are application/json, which Accept does not allow");
    refused(responses, "408", "The body did not come in time");
    refused(responses, "409", "The same Idempotency-Key is being sent; see Retry-After");
    refused(responses, "413", "The body has more than %d bytes".formatted(plan.maxBodyBytes()));
    refused(responses, "415", "The body is not application/json in UTF-8");
    refused(responses, "422", "The Idempotency-Key was used with another body");
    refused(responses, "503", "Requests are not taken now; see Retry-After");
    return responses;
  }

  private ObjectNode get() {
    var get = object().put("summary", "What became of a request").put("operationId", "find");
    get.putArray("parameters")
        .add(parameter("path", "id", "The id, as it was answered.", "^[-0-9a-f]{36}$"));
    var responses = get.putObject("responses");
    responses.set("200", answered("Its state and, when there is one, its result"));
    refused(responses, "404", "Nothing is known under this id");
    refused(responses, "406", "Answers are application/json, which Accept does not allow");
    return get;
  }

  private static ObjectNode parameter(String in, String name, String description, String pattern) {
    var parameter = object().put("name", name).put("in", in).put("description", description);
    parameter.put("required", in.equals("path"));
    parameter.putObject("schema").put("type", "string").put("pattern", pattern);
    return parameter;
  }

  private ObjectNode answered(String description) {
    return response(description, Responses.JSON, "Answer");
  }

  private static ObjectNode located(ObjectNode response) {
    response.putObject("headers").putObject("Location").putObject("schema").put("type", "string");
    return response;
  }

  private void refused(ObjectNode responses, String status, String description) {
    responses.set(status, response(description, Responses.PROBLEM, "Problem"));
  }

  private ObjectNode response(String description, String type, String schema) {
    var response = object().put("description", description);
    response.putObject("content").putObject(type).set("schema", types.reference(schema));
    return response;
  }

  private ObjectNode request() {
    var avro = new Schema.Parser().parse(plan.output().schema());
    var request = object().put("type", "object").put("additionalProperties", false);
    var properties = request.putObject("properties");
    var required = request.putArray("required");
    for (var field : plan.fields()) {
      var inSchema = avro.getField(field.name());
      var reader = new FieldReader(field, inSchema);
      var property = types.of(reader.type());
      if (inSchema.doc() != null) {
        property.put("description", inSchema.doc());
      }
      if (reader.type().getType() == Schema.Type.STRING) {
        property.put("minLength", field.minLength()).put("maxLength", field.maxLength());
      }
      properties.set(field.name(), property);
      if (!reader.optional()) {
        required.add(field.name());
      }
    }
    return request;
  }

  private ObjectNode answer() {
    var answer = object().put("type", "object");
    var properties = answer.putObject("properties");
    properties.putObject("id").put("type", "string");
    var states = properties.putObject("status").put("type", "string").putArray("enum");
    states.add("accepted");
    if (plan.result() != null) {
      states.add("completed");
      properties.set("result", types.of(new Schema.Parser().parse(plan.result().schema())));
    }
    answer.putArray("required").add("id").add("status");
    return answer;
  }

  private static ObjectNode problem() {
    var problem = object().put("type", "object");
    var properties = problem.putObject("properties");
    for (var name : new String[] {"type", "title", "detail"}) {
      properties.putObject(name).put("type", "string");
    }
    properties.putObject("status").put("type", "integer");
    problem.putArray("required").add("type").add("title").add("status").add("detail");
    return problem;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}

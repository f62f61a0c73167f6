package io.neuralhive.gateway;

import io.neuralhive.plan.GatewayPlan;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Describes the gateway in OpenAPI 3.1, derived from its plan. */
final class OpenApi {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private OpenApi() {}

  static String describe(GatewayPlan plan) {
    var root = NODES.objectNode().put("openapi", "3.1.0");
    root.putObject("info").put("title", plan.pipeline()).put("version", "v1");
    var paths = root.putObject("paths");
    paths.putObject(plan.path()).set("post", post(plan));
    paths.putObject(plan.path() + "/{id}").set("get", get());
    var schemas = root.putObject("components").putObject("schemas");
    schemas.set("Request", request(plan));
    schemas.set("Answer", answer(plan));
    schemas.set("Problem", problem());
    return root.toString();
  }

  private static ObjectNode post(GatewayPlan plan) {
    var post = NODES.objectNode().put("summary", "Hand in a request").put("operationId", "submit");
    var parameters = post.putArray("parameters");
    parameters
        .addObject()
        .put("name", "wait")
        .put("in", "query")
        .put("description", "Wait for the result at most that long, e.g. 10s or 500ms; up to 60s.")
        .putObject("schema")
        .put("type", "string")
        .put("pattern", "^[0-9]{1,5}(ms|s)$");
    parameters
        .addObject()
        .put("name", "Idempotency-Key")
        .put("in", "header")
        .put("description", "Requests with the same key are one request.")
        .putObject("schema")
        .put("type", "string")
        .put("maxLength", 255);
    post.putObject("requestBody")
        .put("required", true)
        .putObject("content")
        .putObject("application/json")
        .putObject("schema")
        .put("$ref", "#/components/schemas/Request");
    var responses = post.putObject("responses");
    responses.set("200", response("The result", "application/json", "Answer"));
    var accepted = response("Accepted; Location says where to ask", "application/json", "Answer");
    accepted.putObject("headers").putObject("Location").putObject("schema").put("type", "string");
    responses.set("202", accepted);
    refusals(responses, "400", "The body is not what is asked for");
    refusals(responses, "409", "The same Idempotency-Key is being sent");
    refusals(responses, "413", "The body has more than %d bytes".formatted(plan.maxBodyBytes()));
    refusals(responses, "415", "The content type is not application/json");
    refusals(responses, "422", "The Idempotency-Key was used with another body");
    refusals(responses, "503", "The stream takes no requests now; see Retry-After");
    return post;
  }

  private static ObjectNode get() {
    var get =
        NODES.objectNode().put("summary", "What became of a request").put("operationId", "find");
    get.putArray("parameters")
        .addObject()
        .put("name", "id")
        .put("in", "path")
        .put("required", true)
        .putObject("schema")
        .put("type", "string");
    var responses = get.putObject("responses");
    responses.set("200", response("Its state and, when there is one, its result", "application/json", "Answer"));
    refusals(responses, "404", "Nothing is known under this id");
    return get;
  }

  private static ObjectNode response(String description, String type, String schema) {
    var response = NODES.objectNode().put("description", description);
    response
        .putObject("content")
        .putObject(type)
        .putObject("schema")
        .put("$ref", "#/components/schemas/" + schema);
    return response;
  }

  private static void refusals(ObjectNode responses, String status, String description) {
    responses.set(status, response(description, "application/problem+json", "Problem"));
  }

  private static ObjectNode request(GatewayPlan plan) {
    var avro = new Schema.Parser().parse(plan.output().schema());
    var request = NODES.objectNode().put("type", "object").put("additionalProperties", false);
    var properties = request.putObject("properties");
    var required = request.putArray("required");
    for (var field : plan.fields()) {
      var reader = new FieldReader(field, avro.getField(field.name()));
      var property = type(reader.type());
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

  private static ObjectNode answer(GatewayPlan plan) {
    var answer = NODES.objectNode().put("type", "object");
    var properties = answer.putObject("properties");
    properties.putObject("id").put("type", "string");
    properties.putObject("status").put("type", "string").putArray("enum").add("accepted").add("completed");
    if (plan.result() != null) {
      properties.set("result", type(new Schema.Parser().parse(plan.result().schema())));
    }
    answer.putArray("required").add("id").add("status");
    return answer;
  }

  private static ObjectNode problem() {
    var problem = NODES.objectNode().put("type", "object");
    var properties = problem.putObject("properties");
    for (var name : new String[] {"type", "title", "detail", "instance"}) {
      properties.putObject(name).put("type", "string");
    }
    properties.putObject("status").put("type", "integer");
    return problem;
  }

  /** JSON Schema of an Avro type as the results are written. */
  private static ObjectNode type(Schema schema) {
    var node = NODES.objectNode();
    if (schema.getDoc() != null) {
      node.put("description", schema.getDoc());
    }
    if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
      return node.put("type", "string").put("format", "date-time");
    }
    switch (schema.getType()) {
      case STRING, BYTES, FIXED -> node.put("type", "string");
      case BOOLEAN -> node.put("type", "boolean");
      case INT -> node.put("type", "integer").put("format", "int32");
      case LONG -> node.put("type", "integer").put("format", "int64");
      case FLOAT, DOUBLE -> node.put("type", "number");
      case NULL -> node.put("type", "null");
      case ENUM -> {
        var symbols = node.put("type", "string").putArray("enum");
        schema.getEnumSymbols().forEach(symbols::add);
      }
      case ARRAY -> node.put("type", "array").set("items", type(schema.getElementType()));
      case MAP -> node.put("type", "object").set("additionalProperties", type(schema.getValueType()));
      case UNION -> {
        var choices = node.putArray("anyOf");
        schema.getTypes().forEach(choice -> choices.add(type(choice)));
      }
      case RECORD -> {
        var properties = node.put("type", "object").putObject("properties");
        schema.getFields().forEach(f -> properties.set(f.name(), describedBy(f)));
      }
    }
    return node;
  }

  private static ObjectNode describedBy(Schema.Field field) {
    var node = type(field.schema());
    return field.doc() == null ? node : node.put("description", field.doc());
  }
}

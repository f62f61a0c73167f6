package io.neuralhive.inference;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The bodies of answers, written whole so that a failure never leaves half of one. */
final class Responses {

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Responses() {}

  static ServerResponse json(int status, Map<String, Object> body) {
    return bytes(status, "application/json", MAPPER.writeValueAsBytes(body));
  }

  static ServerResponse error(int status, String sentence) {
    return json(status, Map.of("error", sentence));
  }

  static ServerResponse text(String text) {
    return bytes(
        200, "text/plain; version=0.0.4; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  static ServerResponse inference(
      ModelSpec spec, InferenceRequest request, Map<String, Tensor> answers) {
    var bytes = new ByteArrayOutputStream();
    try (var json = MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringProperty("model_name", spec.name());
      json.writeStringProperty("model_version", spec.version());
      request.id().ifPresent(id -> json.writeStringProperty("id", id));
      json.writeArrayPropertyStart("outputs");
      for (var output : request.outputs()) {
        write(json, output.name(), answers.get(output.name()));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes(200, "application/json", bytes.toByteArray());
  }

  private static void write(JsonGenerator json, String name, Tensor tensor) {
    json.writeStartObject();
    json.writeStringProperty("name", name);
    json.writeStringProperty("datatype", tensor.datatype().name());
    json.writeArrayPropertyStart("shape");
    tensor.shape().forEach(json::writeNumber);
    json.writeEndArray();
    json.writeName("data");
    TensorJson.write(json, tensor);
    json.writeEndObject();
  }

  private static ServerResponse bytes(int status, String contentType, byte[] body) {
    return ServerResponse.status(status)
        .build(
            (_, response) -> {
              if (status == 429) {
                response.setHeader("Retry-After", "1");
              }
              response.setContentType(contentType);
              response.setContentLength(body.length);
              response.getOutputStream().write(body);
              return null;
            });
  }
}

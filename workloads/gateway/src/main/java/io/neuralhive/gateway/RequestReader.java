package io.neuralhive.gateway;

import io.neuralhive.plan.GatewayPlan;
import io.neuralhive.plan.GatewayPlan.RequestField;
import io.neuralhive.stages.pii.PersonalData;
import io.neuralhive.stages.pii.PersonalDataMask;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns a request body into the fields of a record, masked, or refuses it with a sentence. */
final class RequestReader {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final PersonalDataMask EVERYTHING =
      new PersonalDataMask(EnumSet.allOf(PersonalData.class));

  private static final int SHOWN_CHARACTERS = 40;

  private final int maxBodyBytes;
  private final Map<String, FieldReader> fields = new LinkedHashMap<>();

  RequestReader(GatewayPlan plan) {
    maxBodyBytes = plan.maxBodyBytes();
    var schema = new Schema.Parser().parse(plan.output().schema());
    for (RequestField field : plan.fields()) {
      fields.put(field.name(), new FieldReader(field, schema.getField(field.name())));
    }
  }

  int maxBodyBytes() {
    return maxBodyBytes;
  }

  /**
   * Requires a body of that many bytes to be small enough; negative when it is not known yet.
   *
   * @throws Problem when it is larger than the plan allows
   */
  void requireSize(long bytes) {
    if (bytes > maxBodyBytes) {
      throw Problem.of(
          HttpStatus.CONTENT_TOO_LARGE, "the body has more than %d bytes".formatted(maxBodyBytes));
    }
  }

  /**
   * Reads a body.
   *
   * @return values by field name, in the schema's types, personal data masked
   * @throws Problem when the body is not what the plan asks for
   */
  Map<String, Object> read(byte[] body) {
    requireSize(body.length);
    var object = parse(text(body));
    for (var name : object.propertyNames()) {
      if (!fields.containsKey(name)) {
        throw Problem.badRequest(
            "unknown field '%s'; known are %s"
                .formatted(shorten(name), String.join(", ", fields.keySet())));
      }
    }
    var values = new LinkedHashMap<String, Object>();
    fields.forEach(
        (name, reader) -> {
          var node = object.get(name);
          if (node == null || node.isNull()) {
            reader.absent(values);
          } else {
            values.put(name, reader.read(node));
          }
        });
    return values;
  }

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw Problem.badRequest("the body is not valid UTF-8");
    }
  }

  private JsonNode parse(String text) {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JacksonException e) {
      var at = e.getLocation();
      // The parser's own message would quote the body, which may hold personal data.
      throw Problem.badRequest(
          "the body is not valid JSON"
              + (at == null
                  ? ""
                  : ", see line %d, column %d".formatted(at.getLineNr(), at.getColumnNr())));
    }
    if (!node.isObject()) {
      throw Problem.badRequest(
          "the body must be a JSON object with " + String.join(", ", fields.keySet()));
    }
    return node;
  }

  /** Even a name may be personal data, and an answer may be logged by whoever gets it. */
  private static String shorten(String name) {
    var printable =
        EVERYTHING
            .mask(name)
            .codePoints()
            .limit(SHOWN_CHARACTERS)
            .filter(c -> !Character.isISOControl(c))
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return name.length() > SHOWN_CHARACTERS ? printable + "…" : printable;
  }
}

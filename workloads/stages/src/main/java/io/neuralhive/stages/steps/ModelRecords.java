package io.neuralhive.stages.steps;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.neuralhive.plan.Step;
import io.neuralhive.plan.TensorField;
import io.neuralhive.stages.RecordCopy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Turns records into tensors and tensors into records: a tensor has one element per record. */
final class ModelRecords {

  private final List<TensorField> inputs;
  private final List<TensorField> outputs;
  private final Schema reads;
  private final Schema writes;
  private final RecordCopy copy;
  private final JsonMapper json = new JsonMapper();

  /**
   * The mapping of a model step.
   *
   * @throws IllegalArgumentException when a field that is needed is missing
   */
  ModelRecords(Step.Model step, Schema reads, Schema writes) {
    this.inputs = step.inputs();
    this.outputs = step.outputs();
    this.reads = reads;
    this.writes = writes;
    for (var input : inputs) {
      if (reads.getField(input.field()) == null) {
        throw new IllegalArgumentException(
            "schema %s, which the stage reads, has no field %s"
                .formatted(reads.getFullName(), input.field()));
      }
    }
    this.copy =
        new RecordCopy(
            reads, writes, outputs.stream().map(TensorField::field).collect(Collectors.toSet()));
  }

  /** The request's body. */
  byte[] request(List<GenericRecord> batch) {
    var bytes = new ByteArrayOutputStream();
    try (var out = json.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeArrayFieldStart("inputs");
      for (var input : inputs) {
        writeTensor(out, input, batch);
      }
      out.writeEndArray();
      out.writeArrayFieldStart("outputs");
      for (var name : outputs.stream().map(TensorField::tensor).distinct().toList()) {
        out.writeStartObject();
        out.writeStringField("name", name);
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can always be written", e);
    }
    return bytes.toByteArray();
  }

  private void writeTensor(JsonGenerator out, TensorField input, List<GenericRecord> batch)
      throws IOException {
    int position = reads.getField(input.field()).pos();
    out.writeStartObject();
    out.writeStringField("name", input.tensor());
    out.writeStringField("datatype", input.datatype());
    out.writeArrayFieldStart("shape");
    out.writeNumber(batch.size());
    out.writeEndArray();
    out.writeArrayFieldStart("data");
    for (var record : batch) {
      writeElement(out, input, record.get(position));
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void writeElement(JsonGenerator out, TensorField input, Object value)
      throws IOException {
    switch (value) {
      case null ->
          throw new IllegalArgumentException(
              "field %s has no value for tensor %s".formatted(input.field(), input.tensor()));
      case Boolean flag -> out.writeBoolean(flag);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Float number -> out.writeNumber(number);
      case Double number -> out.writeNumber(number);
      default -> out.writeString(value.toString());
    }
  }

  /** The records that an answer makes of a batch, in its order. */
  List<GenericRecord> answers(List<GenericRecord> batch, JsonNode tensors) {
    var data = data(batch.size(), tensors);
    var answers = new ArrayList<GenericRecord>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      var answer = copy.of(batch.get(i));
      for (var output : outputs) {
        var field = writes.getField(output.field());
        answer.put(field.pos(), value(output, field.schema(), data.get(output.tensor()).get(i)));
      }
      answers.add(answer);
    }
    return answers;
  }

  private Map<String, JsonNode> data(int size, JsonNode tensors) {
    var data = new HashMap<String, JsonNode>();
    tensors.forEach(tensor -> data.put(tensor.path("name").asText(), tensor.path("data")));
    for (var output : outputs) {
      if (Objects.requireNonNullElse(data.get(output.tensor()), json.nullNode()).size() != size) {
        throw new StageUnavailableException(
            "the model's answer does not have %d values of tensor %s; is it the model of the plan?"
                .formatted(size, output.tensor()),
            null);
      }
    }
    return data;
  }

  private static Object value(TensorField output, Schema schema, JsonNode element) {
    return switch (schema.getType()) {
      case UNION -> value(output, present(schema), element);
      case STRING -> element.asText();
      case ENUM -> symbol(output, schema, element.asText());
      case DOUBLE -> number(output, element).doubleValue();
      case FLOAT -> number(output, element).floatValue();
      case LONG -> number(output, element).longValue();
      case INT -> number(output, element).intValue();
      case BOOLEAN -> element.asBoolean();
      default ->
          throw new IllegalArgumentException(
              "field %s has type %s, which no tensor element fits"
                  .formatted(output.field(), schema.getType().getName()));
    };
  }

  /** What is no number, such as NaN, must not become a harmless 0. */
  private static JsonNode number(TensorField output, JsonNode element) {
    if (!element.isNumber()) {
      throw new IllegalArgumentException(
          "the model's answer for field %s is no number".formatted(output.field()));
    }
    return element;
  }

  private static Schema present(Schema union) {
    return union.getTypes().stream()
        .filter(type -> type.getType() != Schema.Type.NULL)
        .findFirst()
        .orElse(union.getTypes().getFirst());
  }

  private static Object symbol(TensorField output, Schema schema, String symbol) {
    if (!schema.hasEnumSymbol(symbol)) {
      throw new IllegalArgumentException(
          "the model's answer for field %s is none of %s"
              .formatted(output.field(), schema.getEnumSymbols()));
    }
    return new GenericData.EnumSymbol(schema, symbol);
  }
}

package io.neuralhive.planner;

import io.neuralhive.api.v1alpha1.pipeline.HttpIngress;
import io.neuralhive.api.v1alpha1.pipeline.RequestField;
import io.neuralhive.planner.References.StreamType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Checks that requests can become records of the ingress stream, and that results can be found. */
final class IngressChecks {

  /** The streams that a gateway touches; the result is null without one. */
  record Streams(StreamType requests, StreamType results) {}

  private static final String PATH = "spec.ingress.http";
  private static final String ID = "id";
  private static final String RECEIVED_AT = "received_at";

  private final HttpIngress ingress;
  private final References references;
  private final Problems problems;

  IngressChecks(HttpIngress ingress, References references, Problems problems) {
    this.ingress = ingress;
    this.references = references;
    this.problems = problems;
  }

  /** The streams, as far as they can be used. */
  Optional<Streams> run() {
    var requests = references.stream(ingress.streamRef(), PATH + ".streamRef");
    requests.ifPresent(this::requests);
    if (ingress.result() == null) {
      return requests.map(stream -> new Streams(stream, null));
    }
    var results = references.stream(ingress.result().streamRef(), PATH + ".result.streamRef");
    return requests.flatMap(stream -> results.map(result -> new Streams(stream, result)));
  }

  private void requests(StreamType stream) {
    var schema = stream.schema();
    given(stream, ID, AvroSchemas::isText, "string");
    given(stream, RECEIVED_AT, IngressChecks::isMillis, "timestamp-millis");
    Set<String> declared = new HashSet<>(List.of(ID, RECEIVED_AT));
    for (int i = 0; i < ingress.fields().size(); i++) {
      var field = ingress.fields().get(i);
      var at = "%s.fields[%d]".formatted(PATH, i);
      if (!declared.add(field.name())) {
        problems.spec(at + ".name", taken(field.name()));
      } else if (schema.getField(field.name()) == null) {
        var known = schema.getFields().stream().map(Schema.Field::name).toList();
        problems.spec(
            at + ".name",
            "the schema of stream '%s' has no field '%s'%s",
            stream.name(),
            field.name(),
            Problems.known("fields", field.name(), known));
      } else {
        text(field, schema.getField(field.name()).schema(), at);
      }
    }
    for (var field : schema.getFields()) {
      if (!declared.contains(field.name()) && !field.hasDefaultValue()) {
        problems.spec(
            PATH + ".fields",
            "field '%s' of stream '%s' stays empty: let the client send it, or give it a default in"
                + " the stream's schema",
            field.name(),
            stream.name());
      }
    }
  }

  private static String taken(String name) {
    return name.equals(ID) || name.equals(RECEIVED_AT)
        ? "field '%s' is given by the gateway; a client cannot send it".formatted(name)
        : "field '%s' is declared twice; remove one".formatted(name);
  }

  private void given(StreamType stream, String name, Predicate<Schema> fits, String type) {
    var field = stream.schema().getField(name);
    if (field == null || !fits.test(field.schema())) {
      problems.spec(
          PATH + ".streamRef.name",
          "stream '%s' cannot take requests: its schema needs field '%s' of type %s, which the"
              + " gateway gives%s",
          stream.name(),
          name,
          type,
          field == null ? "" : ", and has it as " + AvroSchemas.describe(field.schema()));
    }
  }

  private static boolean isMillis(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
  }

  private void text(RequestField field, Schema schema, String at) {
    int least = Settings.or(field.minLength(), 0);
    int most = Settings.or(field.maxLength(), Settings.MAX_LENGTH);
    if (least > most) {
      problems.spec(
          at + ".minLength",
          "field '%s' has at least %d and at most %d characters; nothing fits",
          field.name(),
          least,
          most);
    }
    if (AvroSchemas.isText(AvroSchemas.withoutNull(schema))) {
      return;
    }
    var type = AvroSchemas.describe(schema);
    if (least != 0) {
      onlyText(at + ".minLength", "minLength", field, type);
    }
    // The API server fills in the default, so only another value was meant by somebody.
    if (most != Settings.MAX_LENGTH) {
      onlyText(at + ".maxLength", "maxLength", field, type);
    }
    if (!field.mask().isEmpty()) {
      onlyText(at + ".mask", "mask", field, type);
    }
  }

  private void onlyText(String path, String what, RequestField field, String type) {
    problems.spec(
        path, "%s is for strings, but field '%s' is %s; remove it", what, field.name(), type);
  }
}

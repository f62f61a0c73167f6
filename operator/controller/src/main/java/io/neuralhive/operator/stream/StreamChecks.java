package io.neuralhive.operator.stream;

import io.neuralhive.api.v1alpha1.stream.EventStreamSpec;
import io.neuralhive.operator.kube.Problem;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** What the API server cannot say about a stream's spec, because it does not read Avro. */
final class StreamChecks {
  private StreamChecks() {}

  static Optional<Problem> firstFailure(EventStreamSpec spec) {
    Schema schema;
    try {
      schema = new Schema.Parser().parse(spec.schema());
    } catch (AvroRuntimeException e) {
      return Optional.of(
          new Problem(
              "InvalidSchema",
              "spec.schema: not an Avro schema: %s"
                  .formatted(e.getMessage().lines().findFirst().orElse(""))));
    }
    if (schema.getType() != Schema.Type.RECORD) {
      return Optional.of(
          new Problem(
              "InvalidSchema",
              "spec.schema: is of type %s; a stream's values are records"
                  .formatted(schema.getType().getName())));
    }
    var key = schema.getField(spec.key());
    if (key == null) {
      return Optional.of(
          new Problem(
              "InvalidKey",
              "spec.key: record '%s' has no field '%s'; name a string field of it"
                  .formatted(schema.getFullName(), spec.key())));
    }
    if (key.schema().getType() != Schema.Type.STRING) {
      return Optional.of(
          new Problem(
              "InvalidKey",
              "spec.key: field '%s' is of type %s; a key is a string"
                  .formatted(spec.key(), key.schema().getType().getName())));
    }
    return Optional.empty();
  }
}

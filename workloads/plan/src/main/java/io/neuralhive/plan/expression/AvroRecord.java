package io.neuralhive.plan.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.values.StructValue;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;

/** A record as expressions see it; only the fields that are asked for are converted. */
final class AvroRecord extends StructValue<String, AvroRecord> {

  private final IndexedRecord record;

  AvroRecord(IndexedRecord record) {
    this.record = record;
  }

  /** Itself: CEL unwraps the elements of lists, and must find something it can select from. */
  @Override
  public AvroRecord value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return false;
  }

  @Override
  public CelType celType() {
    return AvroTypes.of(record.getSchema());
  }

  @Override
  public Object select(String name) {
    var field = record.getSchema().getField(name);
    if (field == null) {
      throw new IllegalArgumentException(
          "record %s has no field '%s'".formatted(record.getSchema().getFullName(), name));
    }
    return AvroValues.of(record.get(field.pos()), field.schema());
  }

  /** Present is what is not null: that is what {@code has()} answers. */
  @Override
  public Optional<Object> find(String name) {
    var field = record.getSchema().getField(name);
    return field == null || record.get(field.pos()) == null
        ? Optional.empty()
        : Optional.of(AvroValues.of(record.get(field.pos()), field.schema()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AvroRecord that && record.equals(that.record);
  }

  @Override
  public int hashCode() {
    return record.hashCode();
  }
}

package io.neuralhive.plan.expression;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The CEL types of an Avro record type and of all record types inside it. */
final class AvroTypes implements CelTypeProvider {

  /** Keeps type names apart from variables: a namespace may well be called {@code record}. */
  static final String PREFIX = "avro_type.";

  private static final Set<CelType> BOXED =
      Set.of(
          SimpleType.BOOL, SimpleType.INT, SimpleType.DOUBLE, SimpleType.STRING, SimpleType.BYTES);

  private final Map<String, CelType> structs = new LinkedHashMap<>();

  AvroTypes(Schema record) {
    collect(record);
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return ImmutableList.copyOf(structs.values());
  }

  @Override
  public Optional<CelType> findType(String name) {
    return Optional.ofNullable(structs.get(name));
  }

  /** The type by which expressions see values of the schema. */
  static CelType of(Schema schema) {
    return switch (schema.getType()) {
      case STRING, ENUM -> SimpleType.STRING;
      case INT, LONG -> isTimestamp(schema) ? SimpleType.TIMESTAMP : SimpleType.INT;
      case FLOAT, DOUBLE -> SimpleType.DOUBLE;
      case BOOLEAN -> SimpleType.BOOL;
      case BYTES, FIXED -> SimpleType.BYTES;
      case NULL -> SimpleType.NULL_TYPE;
      case ARRAY -> ListType.create(of(schema.getElementType()));
      case MAP -> MapType.create(SimpleType.STRING, of(schema.getValueType()));
      case RECORD -> StructTypeReference.create(PREFIX + schema.getFullName());
      case UNION -> ofUnion(schema);
    };
  }

  static boolean isTimestamp(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
        || schema.getLogicalType() instanceof LogicalTypes.TimestampMicros;
  }

  private static CelType ofUnion(Schema union) {
    var branches =
        union.getTypes().stream()
            .filter(branch -> branch.getType() != Schema.Type.NULL)
            .map(AvroTypes::of)
            .distinct()
            .toList();
    if (branches.size() != 1) {
      return branches.isEmpty() ? SimpleType.NULL_TYPE : SimpleType.DYN;
    }
    CelType only = branches.getFirst();
    if (!union.isNullable()
        || only instanceof StructTypeReference
        || only == SimpleType.TIMESTAMP) {
      return only;
    }
    // CEL knows no nullable lists and maps; left open, they can at least be compared with null.
    return BOXED.contains(only) ? NullableType.create(only) : SimpleType.DYN;
  }

  private void collect(Schema schema) {
    switch (schema.getType()) {
      case RECORD -> collectRecord(schema);
      case ARRAY -> collect(schema.getElementType());
      case MAP -> collect(schema.getValueType());
      case UNION -> schema.getTypes().forEach(this::collect);
      case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
    }
  }

  private void collectRecord(Schema schema) {
    var name = PREFIX + schema.getFullName();
    if (structs.containsKey(name)) {
      return;
    }
    var fields =
        schema.getFields().stream().map(Schema.Field::name).collect(ImmutableSet.toImmutableSet());
    structs.put(
        name,
        StructType.create(
            name,
            fields,
            field -> Optional.ofNullable(schema.getField(field)).map(f -> of(f.schema()))));
    schema.getFields().forEach(field -> collect(field.schema()));
  }
}

package io.neuralhive.api.generate;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;

/**
 * A record component and the schema that was generated for it.
 *
 * @param path place in the object, e.g. {@code spec.stages[].name}
 * @param ownerSchema schema of the record that declares the component
 */
record Field(
    String path, RecordComponent component, JSONSchemaProps ownerSchema, JSONSchemaProps schema) {

  /** Every field of a kind's spec and status, depth first, in order of declaration. */
  static Stream<Field> of(Class<? extends CustomResource<?, ?>> kind, JSONSchemaProps schema) {
    return Stream.of("spec", "status")
        .flatMap(part -> inside(part(kind, part), schema.getProperties().get(part), part));
  }

  /** The record type of {@code spec} or {@code status}. */
  static Class<?> part(Class<? extends CustomResource<?, ?>> kind, String part) {
    try {
      return kind.getMethod(part.equals("spec") ? "getSpec" : "getStatus").getReturnType();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(kind + " is not a custom resource with a " + part, e);
    }
  }

  private static Stream<Field> inside(Class<?> type, JSONSchemaProps schema, String path) {
    if (!type.isRecord()) {
      return Stream.empty();
    }
    return Stream.of(type.getRecordComponents())
        .map(component -> field(component, schema, path))
        .flatMap(
            field ->
                Stream.concat(
                    Stream.of(field),
                    inside(
                        field.elementType(),
                        field.elementSchema(),
                        field.isList() ? field.path + "[]" : field.path)));
  }

  private static Field field(RecordComponent component, JSONSchemaProps owner, String path) {
    var name = component.getName();
    return new Field(path + "." + name, component, owner, owner.getProperties().get(name));
  }

  String name() {
    return component.getName();
  }

  /** The record that declares the field. */
  Class<?> owner() {
    return component.getDeclaringRecord();
  }

  boolean isList() {
    return component.getType() == List.class;
  }

  boolean isRequired() {
    return ownerSchema.getRequired().contains(name());
  }

  /** Type of the entries of a list; of anything else the type itself. */
  Class<?> elementType() {
    return isList()
        ? (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
        : component.getType();
  }

  /** Schema of the entries of a list; of anything else the schema itself. */
  JSONSchemaProps elementSchema() {
    return isList() ? schema.getItems().getSchema() : schema;
  }
}

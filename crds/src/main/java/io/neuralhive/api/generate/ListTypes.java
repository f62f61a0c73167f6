package io.neuralhive.api.generate;

import io.neuralhive.api.v1alpha1.model.GoldenSample;
import java.util.List;
import java.util.Set;

/**
 * Decides how lists merge when several appliers own parts of an object.
 *
 * <p>Entries that are objects are told apart by the first component of their record. Lists of
 * scalars are replaced as a whole, unless they are known to be sets.
 */
final class ListTypes {

  /** Samples have no name: two may try the same text, for two outputs. */
  private static final Set<Class<?>> NAMELESS = Set.of(GoldenSample.class);

  private static final Set<String> SETS = Set.of("StageLibrary.functions", "RequestField.mask");

  private ListTypes() {}

  static void set(Field field) {
    if (!field.isList()) {
      return;
    }
    var schema = field.schema();
    if (SETS.contains(field.owner().getSimpleName() + "." + field.name())) {
      schema.setXKubernetesListType("set");
    } else if (field.elementType().isRecord() && !NAMELESS.contains(field.elementType())) {
      schema.setXKubernetesListType("map");
      schema.setXKubernetesListMapKeys(List.of(key(field)));
    } else {
      schema.setXKubernetesListType("atomic");
    }
  }

  private static String key(Field list) {
    var entry = list.elementType();
    var key = entry.getRecordComponents()[0].getName();
    if (!list.elementSchema().getRequired().contains(key)) {
      throw new IllegalStateException(
          "%s.%s must be @Required: it tells the entries of %s apart; declare the name first"
              .formatted(entry.getSimpleName(), key, list.path()));
    }
    return key;
  }
}

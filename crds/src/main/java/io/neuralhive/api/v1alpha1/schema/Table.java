package io.neuralhive.api.v1alpha1.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** A table as the database has it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Table(
    @Required @JsonPropertyDescription("Name of the table.") String name,
    @JsonPropertyDescription("Columns of its primary key, in order.") List<String> primaryKey,
    @JsonPropertyDescription("Columns, in order.") List<Column> columns) {

  public Table {
    primaryKey = primaryKey == null ? List.of() : List.copyOf(primaryKey);
    columns = columns == null ? List.of() : List.copyOf(columns);
  }
}

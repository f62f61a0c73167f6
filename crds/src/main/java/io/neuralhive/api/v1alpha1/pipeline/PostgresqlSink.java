package io.neuralhive.api.v1alpha1.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.neuralhive.api.v1alpha1.common.Reference;
import java.util.List;

/** Rows and the offsets they came from, in one database transaction. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PostgresqlSink(
    @Required @JsonPropertyDescription("DatabaseSchema that holds the table.") Reference schemaRef,
    @Required
        @Size(min = 1, max = 63)
        @JsonPropertyDescription(
            "Table; its primary key decides"
                + " which records are one row. A row that is there stays as it is.")
        String table,
    @Required
        @Size(min = 1, max = 256)
        @JsonPropertyDescription("Columns and what they are filled with.")
        List<ColumnValue> columns) {

  public PostgresqlSink {
    columns = columns == null ? List.of() : List.copyOf(columns);
  }
}

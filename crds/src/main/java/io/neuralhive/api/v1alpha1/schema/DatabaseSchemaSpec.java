package io.neuralhive.api.v1alpha1.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.neuralhive.api.v1alpha1.common.DeletionPolicy;
import io.neuralhive.api.v1alpha1.common.Reference;
import java.util.List;

/** Where the schema is and how it came to be. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DatabaseSchemaSpec(
    @Required
        @ValidationRule(
            value = "self == oldSelf",
            message = "platformRef cannot change; make a new schema on the other platform")
        @JsonPropertyDescription("Platform whose database holds the schema.")
        Reference platformRef,
    @Required @JsonPropertyDescription("The schema in PostgreSQL.") Postgresql postgresql,
    @Required
        @Size(min = 1, max = 512)
        @JsonPropertyDescription(
            "Migrations in order of version. Add new ones; an applied one never changes.")
        List<Migration> migrations,
    @Default("Retain")
        @JsonPropertyDescription("What becomes of the schema and its data at deletion.")
        DeletionPolicy deletionPolicy) {

  public DatabaseSchemaSpec {
    migrations = migrations == null ? List.of() : List.copyOf(migrations);
  }
}

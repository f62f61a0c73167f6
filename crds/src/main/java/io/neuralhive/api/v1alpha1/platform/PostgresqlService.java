package io.neuralhive.api.v1alpha1.platform;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.neuralhive.api.v1alpha1.common.Reference;

/** The PostgreSQL database. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PostgresqlService(
    @Required @JsonPropertyDescription("A database that this operator only connects to.")
        External external) {

  /** A database that is there. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record External(
      @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Host name or address.")
          String host,
      @Default("5432") @Min(1) @Max(65535) @JsonPropertyDescription("Port.") Integer port,
      @Required @Size(min = 1, max = 63) @JsonPropertyDescription("Name of the database.")
          String database,
      @Required @JsonPropertyDescription("Secret with the keys username and password.")
          Reference secretRef) {

    /** The JDBC URL, without credentials. */
    public String jdbcUrl() {
      return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
    }
  }
}

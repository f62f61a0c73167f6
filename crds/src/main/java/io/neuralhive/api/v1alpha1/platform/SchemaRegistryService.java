package io.neuralhive.api.v1alpha1.platform;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The schema registry. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SchemaRegistryService(
    @Required @JsonPropertyDescription("A registry that this operator only connects to.")
        External external) {

  /** A registry that is there. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record External(
      @Required
          @Size(max = 2048)
          @Pattern("^https?://.+$")
          @JsonPropertyDescription(
              "Base URL of its Confluent-compatible API, e.g. http://host:8080/apis/ccompat/v7.")
          String url) {}
}

package io.neuralhive.api.v1alpha1.platform;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** An image that holds the runner and stage functions written on the stage SPI. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StageLibrary(
    @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription("Name by which stages refer to the library.")
        String name,
    @Required
        @Size(min = 1, max = 1024)
        @JsonPropertyDescription("Image with the runner and the functions on its class path.")
        String image,
    @Required
        @Size(min = 1, max = 256)
        @JsonPropertyDescription("Names of the functions in the image.")
        List<@Size(min = 1, max = 63) String> functions) {

  public StageLibrary {
    functions = functions == null ? List.of() : List.copyOf(functions);
  }
}

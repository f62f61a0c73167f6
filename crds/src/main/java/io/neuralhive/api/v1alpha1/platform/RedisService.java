package io.neuralhive.api.v1alpha1.platform;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.neuralhive.api.v1alpha1.common.Reference;

/** The Redis server. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RedisService(
    @Required @JsonPropertyDescription("A server that this operator only connects to.")
        External external) {

  /** A server that is there. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record External(
      @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Host name or address.")
          String host,
      @Default("6379") @Min(1) @Max(65535) @JsonPropertyDescription("Port.") Integer port,
      @Required @JsonPropertyDescription("Secret with the key password.") Reference secretRef) {}
}

package io.neuralhive.api.v1alpha1.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.neuralhive.api.v1alpha1.common.Reference;
import io.neuralhive.api.v1alpha1.common.Resources;
import io.neuralhive.api.v1alpha1.common.Scale;
import java.util.List;

/** An HTTP resource: POST makes a record, GET tells what became of it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HttpIngress(
    @Required
        @Size(min = 2, max = 128)
        @Pattern("^/[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription("Path of the collection, e.g. /intentions.")
        String path,
    @Required
        @JsonPropertyDescription(
            "Stream that receives the records. Its schema types the request: id and received_at"
                + " are given by the gateway, the fields below by the client.")
        Reference streamRef,
    @Required
        @Size(min = 1, max = 64)
        @JsonPropertyDescription("Fields that a client may send, and what is asked of them.")
        List<RequestField> fields,
    @JsonPropertyDescription("What GET and ?wait answer with; without it both say 404.")
        Result result,
    @Default("65536")
        @Min(256)
        @Max(16777216)
        @JsonPropertyDescription("Largest request body, in bytes.")
        Integer maxBodyBytes,
    @JsonPropertyDescription("How many gateway pods take requests.") Scale scale,
    @JsonPropertyDescription("What one gateway pod asks for.") Resources resources) {

  public HttpIngress {
    fields = fields == null ? List.of() : List.copyOf(fields);
  }

  /** Where results are found, by the id of the request. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Result(
      @Required @JsonPropertyDescription("Stream whose record with the same key is the result.")
          Reference streamRef,
      @Default("24h")
          @Pattern("^[1-9][0-9]{0,8}(s|m|h|d)$")
          @JsonPropertyDescription("How long the gateway can answer for a request, e.g. 24h.")
          String retention) {}
}

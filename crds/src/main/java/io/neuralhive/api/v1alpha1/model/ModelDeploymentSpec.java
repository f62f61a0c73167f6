package io.neuralhive.api.v1alpha1.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.neuralhive.api.v1alpha1.common.Resources;
import io.neuralhive.api.v1alpha1.common.Scale;
import java.util.List;

/** Which model, what it takes and gives, and how it is served. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelDeploymentSpec(
    @Required @JsonPropertyDescription("The file of the model, and its digest.") Artifact artifact,
    @Required @JsonPropertyDescription("Format of the weights.") Format format,
    @Required @JsonPropertyDescription("What the model does; decides how inputs are prepared.")
        Task task,
    @Required @JsonPropertyDescription("Tensors that clients may rely on.") Signature signature,
    @Size(max = 64)
        @JsonPropertyDescription(
            "Samples with known answers. The model is Ready only while they all come out right.")
        List<GoldenSample> golden,
    @JsonPropertyDescription("How many pods serve the model.") Scale scale,
    @JsonPropertyDescription("What one pod asks for.") Resources resources) {

  public ModelDeploymentSpec {
    golden = golden == null ? List.of() : List.copyOf(golden);
  }
}

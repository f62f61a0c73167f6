package io.neuralhive.api.v1alpha1.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.neuralhive.api.v1alpha1.common.Reference;
import io.neuralhive.api.v1alpha1.common.Resources;
import io.neuralhive.api.v1alpha1.common.Scale;

/** One step: what it reads, what it does, and where its output goes beside the next step. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "[has(self.__function__), has(self.model), has(self.filter)].filter(x, x).size() == 1",
    message = "exactly one of function, model, filter must be set")
public record Stage(
    @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription("Name of the stage, unique in the pipeline.")
        String name,
    @Required @JsonPropertyDescription("What the stage reads.") Source from,
    @JsonPropertyDescription("A function of a stage library.") FunctionStage function,
    @JsonPropertyDescription("A model that fills fields of the record.") ModelStage model,
    @JsonPropertyDescription("Lets records pass for which an expression is true.")
        FilterStage filter,
    @JsonPropertyDescription(
            "Stream that the output is written to, for other units and other pipelines.")
        Reference streamRef,
    @JsonPropertyDescription("Pods of this stage's own unit; setting it parts it from others.")
        Scale scale,
    @JsonPropertyDescription("What a pod of this stage's own unit asks for.")
        Resources resources) {}

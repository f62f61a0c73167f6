package io.neuralhive.api.v1alpha1.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.neuralhive.api.v1alpha1.common.Reference;
import io.neuralhive.api.v1alpha1.common.Resources;
import io.neuralhive.api.v1alpha1.common.Scale;
import java.util.List;

/** What a pipeline does with records, from where they come to where they stay. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CognitivePipelineSpec(
    @Required @JsonPropertyDescription("Platform that the pipeline runs on.")
        Reference platformRef,
    @Size(max = 64)
        @JsonPropertyDescription(
            "Record types that stages of one unit hand to each other. Types that leave a unit"
                + " belong to an EventStream.")
        List<RecordSchema> schemas,
    @JsonPropertyDescription("Where records enter from outside; absent when they come by stream.")
        Ingress ingress,
    @Required
        @Size(min = 1, max = 64)
        @JsonPropertyDescription("Steps that records go through; order is by from, not by place.")
        List<Stage> stages,
    @Size(max = 16) @JsonPropertyDescription("Stores that records end in.") List<Sink> sinks,
    @JsonPropertyDescription("How records are delivered.") Delivery delivery,
    @JsonPropertyDescription("What becomes of records that cannot be processed.")
        DeadLetters deadLetters,
    @JsonPropertyDescription("Pods of each unit whose stages do not say otherwise.") Scale scale,
    @JsonPropertyDescription("What a pod of each unit asks for, unless a stage says otherwise.")
        Resources resources) {

  public CognitivePipelineSpec {
    schemas = schemas == null ? List.of() : List.copyOf(schemas);
    stages = stages == null ? List.of() : List.copyOf(stages);
    sinks = sinks == null ? List.of() : List.copyOf(sinks);
  }
}

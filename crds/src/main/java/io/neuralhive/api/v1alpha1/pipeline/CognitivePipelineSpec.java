package io.neuralhive.api.v1alpha1.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.neuralhive.api.v1alpha1.common.Reference;
import io.neuralhive.api.v1alpha1.common.Resources;
import io.neuralhive.api.v1alpha1.common.Scale;
import java.util.List;

/**
 * What a pipeline does with records, from where they come to where they stay.
 *
 * <p>{@code function} is a reserved word of CEL: rules must write {@code __function__}, or the API
 * server cannot bound what they cost and refuses the definition.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        """
        !has(self.sinks) || self.sinks.all(k, !self.stages.exists(s, s.name == k.name))\
        """,
    fieldPath = ".sinks",
    messageExpression =
        """
        self.sinks.map(k, self.stages.exists(s, s.name == k.name),
          "sink '" + k.name + "' has the name of a stage; names are unique among stages and sinks"
        )[0]\
        """,
    message = "names must be unique among stages and sinks")
@ValidationRule(
    value =
        """
        self.stages.all(s, !has(s.from.stage) || s.from.stage != s.name)\
        """,
    fieldPath = ".stages",
    messageExpression =
        """
        self.stages.map(s, has(s.from.stage) && s.from.stage == s.name,
          "stage '" + s.name + "' reads from itself"
        )[0]\
        """,
    message = "a stage must not read from itself")
@ValidationRule(
    value =
        """
        self.stages.all(s,
          !has(s.from.stage) || self.stages.exists(t, t.name == s.from.stage))\
        """,
    fieldPath = ".stages",
    messageExpression =
        """
        self.stages.map(s,
          has(s.from.stage) && !self.stages.exists(t, t.name == s.from.stage),
          "stage '" + s.name + "' reads from stage '" + s.from.stage + "', which does not exist"
        )[0]\
        """,
    message = "from.stage must name a stage of this pipeline")
@ValidationRule(
    value =
        """
        !has(self.sinks) || self.sinks.all(k,
          !has(k.from.stage) || self.stages.exists(s, s.name == k.from.stage))\
        """,
    fieldPath = ".sinks",
    messageExpression =
        """
        self.sinks.map(k,
          has(k.from.stage) && !self.stages.exists(s, s.name == k.from.stage),
          "sink '" + k.name + "' reads from stage '" + k.from.stage + "', which does not exist"
        )[0]\
        """,
    message = "from.stage must name a stage of this pipeline")
@ValidationRule(
    value =
        """
        self.stages.all(s,
          !has(s.__function__) || !has(s.__function__.reads)
            || has(self.schemas) && self.schemas.exists(r, r.name == s.__function__.reads))\
        """,
    fieldPath = ".stages",
    messageExpression =
        """
        self.stages.map(s,
          has(s.__function__) && has(s.__function__.reads)
            && !(has(self.schemas) && self.schemas.exists(r, r.name == s.__function__.reads)),
          "stage '" + s.name + "' reads schema '" + s.__function__.reads
            + "', which is not an entry of schemas"
        )[0]\
        """,
    message = "reads must name an entry of schemas")
@ValidationRule(
    value =
        """
        self.stages.all(s,
          !has(s.__function__) || !has(s.__function__.writes)
            || has(self.schemas) && self.schemas.exists(r, r.name == s.__function__.writes))\
        """,
    fieldPath = ".stages",
    messageExpression =
        """
        self.stages.map(s,
          has(s.__function__) && has(s.__function__.writes)
            && !(has(self.schemas) && self.schemas.exists(r, r.name == s.__function__.writes)),
          "stage '" + s.name + "' writes schema '" + s.__function__.writes
            + "', which is not an entry of schemas"
        )[0]\
        """,
    message = "writes must name an entry of schemas")
@ValidationRule(
    value =
        """
        self.stages.all(s,
          !has(s.model)
            || has(self.schemas) && self.schemas.exists(r, r.name == s.model.writes))\
        """,
    fieldPath = ".stages",
    messageExpression =
        """
        self.stages.map(s,
          has(s.model)
            && !(has(self.schemas) && self.schemas.exists(r, r.name == s.model.writes)),
          "stage '" + s.name + "' writes schema '" + s.model.writes
            + "', which is not an entry of schemas"
        )[0]\
        """,
    message = "writes must name an entry of schemas")
public record CognitivePipelineSpec(
    @Required
        @ValidationRule(
            value = "self == oldSelf",
            message = "platformRef cannot change; make a new pipeline on the other platform")
        @JsonPropertyDescription("Platform that the pipeline runs on.")
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

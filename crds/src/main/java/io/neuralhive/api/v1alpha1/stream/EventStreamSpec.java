package io.neuralhive.api.v1alpha1.stream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.neuralhive.api.v1alpha1.common.DeletionPolicy;
import io.neuralhive.api.v1alpha1.common.Reference;

/** What a stream carries and how long it keeps it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        """
        (has(self.topic) ? self.topic.partitions : 1)
          >= (has(oldSelf.topic) ? oldSelf.topic.partitions : 1)\
        """,
    fieldPath = ".topic",
    message = "partitions cannot shrink (without topic there is one); make a new stream")
public record EventStreamSpec(
    @Required
        @ValidationRule(
            value = "self == oldSelf",
            message = "platformRef cannot change; make a new stream on the other platform")
        @JsonPropertyDescription("Platform whose Kafka and registry hold the stream.")
        Reference platformRef,
    @Required
        @Size(min = 2, max = 65536)
        @JsonPropertyDescription(
            "Avro record schema of the values, as JSON text. Fields are the contract.")
        String schema,
    @Required
        @Size(min = 1, max = 128)
        @ValidationRule(
            value = "self == oldSelf",
            message =
                "key cannot change, it decides which records stay in order; make a new stream")
        @JsonPropertyDescription("String field whose value is the record key; keys keep order.")
        String key,
    @Default("Backward")
        @JsonPropertyDescription("What a changed schema must stay compatible with.")
        Compatibility compatibility,
    @JsonPropertyDescription(
            "Topic settings; without them: one partition, the platform's copies, kept for 7d.")
        TopicSettings topic,
    @Default("Retain")
        @JsonPropertyDescription("What becomes of topic and subject when the stream is deleted.")
        DeletionPolicy deletionPolicy) {}

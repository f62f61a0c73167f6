package io.neuralhive.api.v1alpha1.stream;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A named, typed, durable stream: a topic, its schema subject, and what readers may rely on. */
@JsonClassDescription(
    "A named, typed, durable stream: a topic, its schema subject, and what readers may rely on.")
@Group("neuralhive.io")
@Version("v1alpha1")
@ShortNames("stream")
@Categories("neuralhive")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Topic",
    jsonPath = ".status.topic",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Partitions",
    jsonPath = ".status.partitions",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Schema",
    jsonPath = ".status.schemaVersion",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class EventStream extends CustomResource<EventStreamSpec, EventStreamStatus>
    implements Namespaced {

  @Override
  @Required
  @JsonPropertyDescription("What the stream carries and how long it keeps it.")
  public EventStreamSpec getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonPropertyDescription("What was made of the stream.")
  public EventStreamStatus getStatus() {
    return super.getStatus();
  }
}

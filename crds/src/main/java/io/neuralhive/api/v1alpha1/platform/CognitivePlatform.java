package io.neuralhive.api.v1alpha1.platform;

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

/** The backing services that pipelines of a namespace run on. */
@JsonClassDescription(
    "The backing services that pipelines of a namespace run on: Kafka, schema registry, "
        + "PostgreSQL, Redis.")
@Group("neuralhive.io")
@Version("v1alpha1")
@ShortNames("hive")
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
    name = "Reachable",
    jsonPath = ".status.reachable",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class CognitivePlatform
    extends CustomResource<CognitivePlatformSpec, CognitivePlatformStatus> implements Namespaced {

  @Override
  @Required
  @JsonPropertyDescription("Where the backing services are.")
  public CognitivePlatformSpec getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonPropertyDescription("What was seen of the backing services.")
  public CognitivePlatformStatus getStatus() {
    return super.getStatus();
  }
}

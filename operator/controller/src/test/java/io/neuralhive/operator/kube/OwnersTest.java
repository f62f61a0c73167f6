package io.neuralhive.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipeline;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose an object is that stands where another is wanted: {@code a-b}/{@code c} and the like. */
class OwnersTest {
  private final CognitivePipeline first = pipeline("a-b", "1");
  private final CognitivePipeline second = pipeline("a", "2");

  @Test
  void anObjectOfAnotherPrimaryIsAStrangers() {
    assertThat(Owners.stranger(first, wanted(first), wanted(second)))
        .contains("belongs to CognitivePipeline 'a'");
    assertThat(Owners.stranger(second, wanted(second), wanted(second))).isEmpty();
  }

  @Test
  void whatLostItsOwnerIsToldByItsLabels() {
    assertThat(Owners.stranger(first, wanted(first), orphan(wanted(first)))).isEmpty();
    assertThat(Owners.stranger(first, wanted(first), orphan(wanted(second))))
        .contains("was made by somebody else");
  }

  @Test
  void anObjectWithoutLabelsAndOwnerIsAStrangers() {
    var foreign = new ConfigMapBuilder().withNewMetadata().withName("a-b-c").endMetadata().build();
    assertThat(Owners.stranger(first, wanted(first), foreign))
        .contains("was made by somebody else");
  }

  private static ConfigMap wanted(CognitivePipeline owner) {
    return new ConfigMapBuilder()
        .withMetadata(
            Owners.metadata(owner, "a-b-c", Map.of(Labels.PIPELINE, owner.getMetadata().getName())))
        .build();
  }

  private static ConfigMap orphan(ConfigMap object) {
    return new ConfigMapBuilder(object).editMetadata().withOwnerReferences().endMetadata().build();
  }

  private static CognitivePipeline pipeline(String name, String uid) {
    var pipeline = new CognitivePipeline();
    pipeline.setMetadata(
        new ObjectMetaBuilder().withNamespace("demo").withName(name).withUid(uid).build());
    return pipeline;
  }
}

package io.neuralhive.planner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void namesAreMadeOfNamespacePipelineAndStage() {
    assertThat(Names.streamTopic("demo", "intentions")).isEqualTo("demo.intentions");
    assertThat(Names.subject("demo.intentions")).isEqualTo("demo.intentions-value");
    assertThat(Names.internalTopic("demo", "flow", "plan")).isEqualTo("demo.flow.plan");
    assertThat(Names.deadLetterTopic("demo", "flow", "plan"))
        .isEqualTo("demo.flow.plan.dead-letters");
    assertThat(Names.group("demo", "flow", "plan")).isEqualTo("demo.flow.plan");
    assertThat(Names.transactionalIdPrefix("demo", "flow", "plan")).isEqualTo("demo.flow.plan");
    assertThat(Names.unit("flow", "plan")).isEqualTo("flow-plan");
    assertThat(Names.gateway("flow")).isEqualTo("flow-gateway");
    assertThat(Names.gatewayUrl("demo", "flow")).isEqualTo("http://flow-gateway.demo.svc:8080");
    assertThat(Names.model("intent")).isEqualTo("intent");
    assertThat(Names.modelUrl("demo", "intent")).isEqualTo("http://intent.demo.svc:8080");
    assertThat(MountPaths.secretFile("login", "password"))
        .isEqualTo("/etc/neural-hive/secrets/login/password");
  }

  @Test
  void aLongNameIsCutAndStaysItsOwn() {
    var one = Names.unit("p".repeat(60), "first");
    var other = Names.unit("p".repeat(60), "second");

    assertThat(one).hasSize(63).matches("p{54}-[0-9a-f]{8}").isNotEqualTo(other);
    assertThat(Names.unit("p".repeat(60), "first")).isEqualTo(one);
    assertThat(Names.unit("p".repeat(60), "ab")).hasSize(63).doesNotMatch(".*-[0-9a-f]{8}");
  }

  @Test
  void noCutEndsInTwoDashes() {
    assertThat(Names.unit("p".repeat(53), "stage-of-a-long-name")).matches("p{53}-[0-9a-f]{8}");
  }

  @Test
  void dotsBecomeDashesButStayDifferentFromThem() {
    assertThat(Names.unit("a.b", "c")).matches("a-b-c-[0-9a-f]{8}");
    assertThat(Names.unit("a-b", "c")).isEqualTo("a-b-c");
    assertThat(Names.modelUrl("demo", "intent.v2"))
        .matches("http://intent-v2-[0-9a-f]{8}\\.demo\\.svc:8080");
  }

  @Test
  void theNameOfAServiceStartsWithALetter() {
    assertThat(Names.unit("3d", "plan")).matches("n3d-plan-[0-9a-f]{8}");
  }

  @Test
  void aTopicIsNeverLongerThanKafkaAllows() {
    var topic = Names.deadLetterTopic("n".repeat(63), "p".repeat(253), "u".repeat(63));

    assertThat(topic).hasSize(249).matches("n{63}\\.p{176}-[0-9a-f]{8}");
  }
}

package io.neuralhive.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralhive.plan.GatewayPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description of an example plan, as committed. On an intended change, copy target/openapi.json
 * over it.
 */
class OpenApiTest {

  @Test
  void describesThePlan() throws Exception {
    var plan = Scene.planAlone(new GatewayPlan.ResultStream("ns.outcomes", Scene.RESULTS, 60));
    var described = OpenApi.describe(plan) + "\n";
    Files.writeString(Path.of("target", "openapi.json"), described);

    try (var golden = OpenApiTest.class.getResourceAsStream("/openapi.json")) {
      assertThat(golden).isNotNull();
      assertThat(described).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void describesNoResultsWhereThereAreNone() {
    var api = JsonMapper.shared().readTree(OpenApi.describe(Scene.planAlone(null)));

    assertThat(api.path("paths").propertyNames()).containsExactly("/wishes");
    assertThat(api.path("paths").toString()).doesNotContain("wait", "Location", "\"200\"");
    assertThat(api.toString()).doesNotContain("completed", "Outcome");
  }
}

package io.neuralhive.local.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BinderTest {

  private static final String SLEEPER =
      """
      containers:
      - name: main
        image: shell
        args: ['sleep 300']
        resources: {requests: {'%s': '%s'}}
      """;

  @RegisterExtension final TestNode node = new TestNode();

  @Test
  void aPodThatDoesNotFitWaitsUntilThereIsRoom() {
    node.pod("first", SLEEPER.formatted("memory", "6Gi"));
    node.awaitReady("first");
    node.pod("second", SLEEPER.formatted("memory", "6Gi"));
    var message = unschedulable(node.await("second", pod -> !unschedulable(pod).isEmpty()));
    assertThat(message)
        .isEqualTo(
            "0/1 nodes are available: Insufficient memory (requested 6442450944,"
                + " free 2147483648 of 8589934592).");
    node.client().pods().inNamespace(node.namespace()).withName("first").delete();
    assertThat(unschedulable(node.awaitReady("second"))).isEmpty();
  }

  @Test
  void aResourceTheNodeLacksIsNamed() {
    node.pod(
        "gpu",
        """
        containers:
        - name: main
          image: shell
          resources: {limits: {nvidia.com/gpu: '1'}}
        """);
    assertThat(unschedulable(node.await("gpu", pod -> !unschedulable(pod).isEmpty())))
        .contains("Insufficient nvidia.com/gpu (requested 1, free 0 of 0)");
  }

  @Test
  void aNodeSelectorThatDoesNotMatchIsNamed() {
    node.pod(
        "elsewhere",
        """
        nodeSelector: {disk: ssd}
        containers: [{name: main, image: shell}]
        """);
    assertThat(unschedulable(node.await("elsewhere", pod -> !unschedulable(pod).isEmpty())))
        .contains("disk=ssd");
  }

  private static String unschedulable(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("PodScheduled") && "Unschedulable".equals(c.getReason()))
        .map(c -> c.getMessage())
        .findFirst()
        .orElse("");
  }
}

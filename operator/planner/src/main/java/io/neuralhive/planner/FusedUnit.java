package io.neuralhive.planner;

import io.neuralhive.api.v1alpha1.common.Resources;
import io.neuralhive.api.v1alpha1.common.Scale;
import io.neuralhive.planner.Graph.Node;
import io.neuralhive.planner.Graph.SinkNode;
import io.neuralhive.planner.Graph.StageNode;
import java.util.List;
import java.util.Optional;

/**
 * Stages that run in one process, or a sink.
 *
 * @param root first stage, or the sink; gives the unit its name
 * @param stages stages, each after the one it reads from; empty for a sink
 * @param library stage library of its functions; empty when it calls none
 * @param feed where its records come from; empty where a mistake hides it
 */
record FusedUnit(Node root, List<StageNode> stages, Optional<String> library, Optional<Feed> feed) {

  /**
   * A topic that a unit reads.
   *
   * @param key field whose value is the record key
   */
  record Feed(String topic, String key, int partitions) {}

  FusedUnit {
    stages = List.copyOf(stages);
  }

  String name() {
    return root.name();
  }

  /** The scale that the unit's own stage or sink declares; null without one. */
  Scale scale() {
    return switch (root) {
      case StageNode node -> node.stage().scale();
      case SinkNode node -> node.sink().scale();
    };
  }

  /** The resources that the unit's own stage or sink declares; null without them. */
  Resources resources() {
    return switch (root) {
      case StageNode node -> node.stage().resources();
      case SinkNode node -> node.sink().resources();
    };
  }
}

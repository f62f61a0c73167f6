package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What Pods request of a node, and what is missing for one more; computes only. */
final class PodRequests {

  private PodRequests() {}

  /** The sum of the containers, or the largest init container where that is more. */
  static Map<String, BigDecimal> of(Pod pod) {
    var total = new TreeMap<String, BigDecimal>();
    for (var container : pod.getSpec().getContainers()) {
      of(container).forEach((name, amount) -> total.merge(name, amount, BigDecimal::add));
    }
    for (var container : pod.getSpec().getInitContainers()) {
      of(container).forEach((name, amount) -> total.merge(name, amount, BigDecimal::max));
    }
    total.put("pods", BigDecimal.ONE);
    return total;
  }

  /** One phrase for each resource that does not suffice; none when the Pod fits. */
  static List<String> missing(Pod pod, Collection<Pod> placed, Map<String, Quantity> allocatable) {
    var used = new TreeMap<String, BigDecimal>();
    placed.forEach(
        other -> of(other).forEach((name, amount) -> used.merge(name, amount, BigDecimal::add)));
    var missing = new ArrayList<String>();
    of(pod)
        .forEach(
            (name, wanted) -> {
              var all =
                  Optional.ofNullable(allocatable.get(name))
                      .map(Quantity::getNumericalAmount)
                      .orElse(BigDecimal.ZERO);
              var free = all.subtract(used.getOrDefault(name, BigDecimal.ZERO));
              if (wanted.signum() > 0 && wanted.compareTo(free) > 0) {
                missing.add(
                    "Insufficient %s (requested %s, free %s of %s)"
                        .formatted(name, text(wanted), text(free), text(all)));
              }
            });
    return missing;
  }

  private static Map<String, BigDecimal> of(Container container) {
    var requests = new TreeMap<String, BigDecimal>();
    if (container.getResources() != null && container.getResources().getRequests() != null) {
      container
          .getResources()
          .getRequests()
          .forEach((name, quantity) -> requests.put(name, quantity.getNumericalAmount()));
    }
    return requests;
  }

  private static String text(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }
}

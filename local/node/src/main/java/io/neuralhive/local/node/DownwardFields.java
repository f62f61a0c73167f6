package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the downward API tells a Pod about itself, for variables and for files. */
final class DownwardFields {

  private static final Pattern KEYED =
      Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)']");

  private final Pod pod;
  private final String podIp;
  private final NodeFacts node;

  DownwardFields(Pod pod, String podIp, NodeFacts node) {
    this.pod = pod;
    this.podIp = podIp;
    this.node = node;
  }

  String field(ObjectFieldSelector selector) throws ContainerProblem {
    var path = selector.getFieldPath();
    var keyed = KEYED.matcher(path);
    if (keyed.matches()) {
      return map(keyed.group(1)).getOrDefault(keyed.group(2), "");
    }
    var metadata = pod.getMetadata();
    return switch (path) {
      case "metadata.name" -> metadata.getName();
      case "metadata.namespace" -> metadata.getNamespace();
      case "metadata.uid" -> metadata.getUid();
      case "metadata.labels" -> lines(map("labels"));
      case "metadata.annotations" -> lines(map("annotations"));
      case "spec.nodeName" -> node.name();
      case "spec.serviceAccountName" ->
          Optional.ofNullable(pod.getSpec().getServiceAccountName()).orElse("default");
      case "status.podIP", "status.podIPs" -> podIp;
      case "status.hostIP", "status.hostIPs" -> node.hostIp();
      default -> throw ContainerProblem.config("unsupported fieldPath \"" + path + "\"");
    };
  }

  String resource(ResourceFieldSelector selector, Container self) throws ContainerProblem {
    var container = containerOf(selector, self);
    var parts = selector.getResource().split("\\.", 2);
    if (parts.length != 2) {
      throw ContainerProblem.config(
          "resourceFieldRef \"" + selector.getResource() + "\" is not of the form limits.cpu");
    }
    var resources = Optional.ofNullable(container.getResources());
    var amounts =
        "limits".equals(parts[0])
            ? resources.map(r -> r.getLimits())
            : resources.map(r -> r.getRequests());
    var amount = amounts.map(a -> a.get(parts[1]));
    if (amount.isEmpty()) {
      amount =
          Optional.of(
              "limits".equals(parts[0])
                  ? node.allocatable().getOrDefault(parts[1], new Quantity("0"))
                  : new Quantity("0"));
    }
    var divisor =
        Optional.ofNullable(selector.getDivisor())
            .map(Quantity::getNumericalAmount)
            .filter(d -> d.signum() > 0)
            .orElse(BigDecimal.ONE);
    return amount
        .get()
        .getNumericalAmount()
        .divide(divisor, 0, RoundingMode.CEILING)
        .toPlainString();
  }

  private Container containerOf(ResourceFieldSelector selector, Container self)
      throws ContainerProblem {
    var name = selector.getContainerName();
    if (name == null || name.isEmpty()) {
      if (self == null) {
        throw ContainerProblem.config(
            "resourceFieldRef \"" + selector.getResource() + "\" of a volume names no container");
      }
      return self;
    }
    return pod.getSpec().getContainers().stream()
        .filter(c -> c.getName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> ContainerProblem.config("resourceFieldRef names unknown container " + name));
  }

  private Map<String, String> map(String which) {
    var map =
        "labels".equals(which) ? pod.getMetadata().getLabels() : pod.getMetadata().getAnnotations();
    return map == null ? Map.of() : map;
  }

  private static String lines(Map<String, String> map) {
    return new TreeMap<>(map)
        .entrySet().stream()
            .map(e -> e.getKey() + "=\"" + escape(e.getValue()) + "\"")
            .collect(Collectors.joining("\n"));
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}

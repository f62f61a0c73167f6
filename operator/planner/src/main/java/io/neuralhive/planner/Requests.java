package io.neuralhive.planner;

import io.fabric8.kubernetes.api.model.Quantity;
import io.neuralhive.api.v1alpha1.common.Resources;
import java.math.BigDecimal;
import java.util.List;

/**
 * What pods ask for together.
 *
 * @param cpuMillis thousandths of a CPU
 * @param memoryBytes bytes of memory
 */
public record Requests(long cpuMillis, long memoryBytes) {

  static Requests of(List<UnitDeployment> units, GatewayDeployment gateway) {
    var total = new Requests(0, 0);
    for (var unit : units) {
      total = total.plus(unit.resources(), unit.replicas());
    }
    return gateway == null ? total : total.plus(gateway.resources(), gateway.replicas());
  }

  private Requests plus(Resources resources, int replicas) {
    return new Requests(
        cpuMillis + number(resources.cpu()).movePointRight(3).longValue() * replicas,
        memoryBytes + number(resources.memory()).longValue() * replicas);
  }

  private static BigDecimal number(Quantity quantity) {
    return Quantity.getAmountInBytes(quantity);
  }
}

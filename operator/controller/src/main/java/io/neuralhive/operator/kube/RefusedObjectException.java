package io.neuralhive.operator.kube;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** An owned object that cannot be brought to its desired state until somebody acts. */
public final class RefusedObjectException extends RuntimeException {
  private final Problem problem;

  private RefusedObjectException(Problem problem, KubernetesClientException cause) {
    super(problem.message(), cause);
    this.problem = problem;
  }

  static RefusedObjectException taken(String object, String whose) {
    return new RefusedObjectException(
        new Problem(
            "NameTaken", "%s %s; rename one of the two, or delete it".formatted(object, whose)),
        null);
  }

  static RefusedObjectException refused(String object, KubernetesClientException cause) {
    var status = cause.getStatus();
    var words =
        status == null || status.getMessage() == null ? cause.getMessage() : status.getMessage();
    return new RefusedObjectException(
        new Problem("ObjectRefused", "the API server refuses %s: %s".formatted(object, words)),
        cause);
  }

  /** For the conditions of the primary. */
  public Problem problem() {
    return problem;
  }

  @Override
  public synchronized KubernetesClientException getCause() {
    return (KubernetesClientException) super.getCause();
  }
}

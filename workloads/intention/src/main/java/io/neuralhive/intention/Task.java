package io.neuralhive.intention;

import java.util.List;

/**
 * One thing to do.
 *
 * @param id unique in its plan, e.g. t1
 * @param dependsOn ids of tasks that must be done before
 */
record Task(String id, Type type, String description, List<String> dependsOn) {

  Task {
    dependsOn = List.copyOf(dependsOn);
  }

  /** What kind of worker does it. */
  enum Type {
    QUERY,
    TRANSFORM,
    VALIDATE,
    BUILD,
    TEST,
    DEPLOY,
    EXECUTE,
    COMPENSATE
  }
}

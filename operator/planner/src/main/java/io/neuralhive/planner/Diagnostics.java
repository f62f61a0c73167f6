package io.neuralhive.planner;

import java.util.List;

/**
 * Everything that stands in the way of a plan.
 *
 * @param all at least one, by place in the pipeline
 * @param firstMake when every diagnostic is {@link Category#Pending}: the topics to make and the
 *     schemas to register; compiling again with their ids in {@link
 *     ResolvedPipeline#registeredSchemas} gives the plan. Empty otherwise.
 */
public record Diagnostics(List<Diagnostic> all, List<InternalTopic> firstMake)
    implements Compilation {

  public Diagnostics {
    all = List.copyOf(all);
    firstMake = List.copyOf(firstMake);
  }

  /** The diagnostics of one category, by place in the pipeline. */
  public List<Diagnostic> of(Category category) {
    return all.stream().filter(diagnostic -> diagnostic.category() == category).toList();
  }
}

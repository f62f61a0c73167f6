package io.neuralhive.stages.steps;

import io.neuralhive.plan.Step;
import io.neuralhive.plan.expression.Expression;
import io.neuralhive.plan.expression.InvalidExpressionException;
import io.neuralhive.stages.FunctionContext;
import io.neuralhive.stages.StageFunctionFactory;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** Makes steps from a plan, with the functions that are found on the class path. */
public final class StepFactory {

  private final TreeMap<String, StageFunctionFactory> functions = new TreeMap<>();

  /**
   * A factory that knows these functions.
   *
   * @throws StepStartException when two of them have the same name
   */
  public StepFactory(Iterable<StageFunctionFactory> functions) {
    for (var function : functions) {
      var other = this.functions.put(function.name(), function);
      if (other != null) {
        throw new StepStartException(
            "two functions on the class path are named %s: %s and %s; keep one of them"
                .formatted(
                    function.name(), other.getClass().getName(), function.getClass().getName()),
            null);
      }
    }
  }

  /** A factory that knows the functions of all stage libraries on the class path. */
  public static StepFactory ofClassPath() {
    return new StepFactory(ServiceLoader.load(StageFunctionFactory.class));
  }

  /**
   * Makes a step; steps share nothing.
   *
   * @throws StepStartException when its function is not known, its expression is wrong, or a
   *     parameter or schema does not suit it
   */
  public BatchStep make(Step step) {
    return switch (step) {
      case Step.Function function -> function(function);
      case Step.Filter filter -> filter(filter);
      case Step.Model model -> model(model);
    };
  }

  private BatchStep function(Step.Function step) {
    var factory = functions.get(step.function());
    if (factory == null) {
      throw new StepStartException(
          "stage %s calls function %s, which no stage library on the class path has; known are %s"
              .formatted(step.stage(), step.function(), functions.keySet()),
          null);
    }
    var context =
        new FunctionContext(
            step.stage(),
            step.parameters(),
            schema(step.stage(), "reads", step.reads()),
            schema(step.stage(), "writes", step.writes()));
    try {
      return new FunctionStep(step, context.writes(), factory.create(context));
    } catch (IllegalArgumentException e) {
      throw new StepStartException(
          "stage %s: function %s refuses its settings: %s"
              .formatted(step.stage(), step.function(), e.getMessage()),
          e);
    }
  }

  private static BatchStep filter(Step.Filter step) {
    try {
      return new FilterStep(
          step, Expression.compile(step.when(), schema(step.stage(), "reads", step.reads())));
    } catch (InvalidExpressionException e) {
      throw new StepStartException(
          "stage %s: its condition does not compile: %s".formatted(step.stage(), e.getMessage()),
          e);
    }
  }

  private static BatchStep model(Step.Model step) {
    var reads = schema(step.stage(), "reads", step.reads());
    var writes = schema(step.stage(), "writes", step.writes());
    try {
      return new ModelStep(
          step,
          new ModelRecords(step, reads, writes),
          new InferenceClient(step.url(), step.model()));
    } catch (IllegalArgumentException e) {
      throw new StepStartException("stage %s: %s".formatted(step.stage(), e.getMessage()), e);
    }
  }

  private static Schema schema(String stage, String role, String json) {
    try {
      return new Schema.Parser().parse(json);
    } catch (SchemaParseException e) {
      throw new StepStartException(
          "stage %s: the schema it %s is not an Avro schema: %s"
              .formatted(stage, role, e.getMessage()),
          e);
    }
  }
}

package io.neuralhive.runner;

import io.neuralhive.plan.InvalidPlanException;
import io.neuralhive.plan.Plans;
import io.neuralhive.plan.UnitPlan;
import io.neuralhive.stages.steps.StepFactory;
import io.neuralhive.stages.steps.StepStartException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one unit until it is told to stop. Exits with 0 after SIGTERM, 1 when it cannot go on, 2
 * when it must not start.
 */
public final class Main {

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(9);

  private Main() {}

  /** See {@link Arguments} for what may be given. */
  public static void main(String... given) {
    try {
      run(Arguments.parse(given));
    } catch (IllegalArgumentException
        | InvalidPlanException
        | StepStartException
        | UncheckedIOException
        | KafkaException e) {
      LOG.error("cannot start: {}", e.getMessage());
      Runtime.getRuntime().halt(2);
    }
  }

  private static void run(Arguments arguments) {
    var plan = Plans.read(arguments.plan(), UnitPlan.class);
    PlanCheck.check(plan);
    var process = new UnitProcess(arguments, plan, StepFactory.ofClassPath(), Main::die);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process), "stop"));
    process.start();
    LOG.info(
        "unit {}.{}.{} reads {}, probes at {}:{}",
        plan.namespace(),
        plan.pipeline(),
        plan.unit(),
        plan.input().topic(),
        arguments.bind(),
        process.port());
  }

  private static void stop(UnitProcess process) {
    boolean clean = process.stop(STOP_LIMIT);
    Runtime.getRuntime().halt(clean ? 0 : 1);
  }

  /** One dead lane ends the process: its partitions go to another one, and its restart is seen. */
  private static void die(Throwable cause) {
    LOG.error("cannot go on: {}", cause.toString(), cause);
    Runtime.getRuntime().halt(1);
  }
}

package io.neuralhive.runner;

import io.neuralhive.stages.Outcome;
import io.neuralhive.stages.steps.BatchStep;
import io.neuralhive.stages.steps.StageUnavailableException;
import io.neuralhive.wire.RecordDecoder;
import io.neuralhive.wire.UndecodableRecordException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/**
 * The steps of a unit over a batch. A record fails as a whole: when one of the records that it
 * became is poison, its other ones are not written either.
 */
final class Chain implements AutoCloseable {

  private final RecordDecoder decoder;
  private final List<BatchStep> steps;
  private final int maxAttempts;

  Chain(RecordDecoder decoder, List<BatchStep> steps, int maxAttempts) {
    this.decoder = decoder;
    this.steps = List.copyOf(steps);
    this.maxAttempts = maxAttempts;
  }

  /**
   * Runs all steps; poison is marked in the batch.
   *
   * @return what each stage emitted, by its name; under null what came in
   * @throws StageUnavailableException when a step cannot be done now
   * @throws io.neuralhive.wire.RegistryUnavailableException when records cannot be read now
   */
  Map<String, List<Emission>> run(Batch batch) {
    var emissions = new HashMap<String, List<Emission>>();
    emissions.put(null, decode(batch));
    for (var step : steps) {
      var alive =
          emissions.get(step.from()).stream().filter(e -> !batch.failed(e.input())).toList();
      emissions.put(step.stage(), alive.isEmpty() ? List.of() : run(step, batch, alive));
    }
    return emissions;
  }

  private List<Emission> decode(Batch batch) {
    var decoded = new ArrayList<Emission>(batch.size());
    for (int input = 0; input < batch.size(); input++) {
      try {
        decoded.add(new Emission(input, decoder.decode(batch.record(input).value())));
      } catch (UndecodableRecordException e) {
        batch.fail(input, Failure.of(Failure.INPUT, e, 1));
      }
    }
    return decoded;
  }

  private List<Emission> run(BatchStep step, Batch batch, List<Emission> from) {
    List<Outcome> outcomes;
    try {
      outcomes = step.apply(from.stream().map(Emission::record).toList());
    } catch (StageUnavailableException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      return runSingly(step, batch, from);
    }
    var emitted = new ArrayList<Emission>(from.size());
    for (int i = 0; i < from.size(); i++) {
      settle(step, batch, from.get(i).input(), outcomes.get(i), emitted);
    }
    return emitted;
  }

  /** Finds the poison in a batch that failed as a whole. */
  private List<Emission> runSingly(BatchStep step, Batch batch, List<Emission> from) {
    var emitted = new ArrayList<Emission>(from.size());
    for (var emission : from) {
      var outcome = attempt(step, batch, emission.input(), emission.record());
      if (outcome != null) {
        settle(step, batch, emission.input(), outcome, emitted);
      }
    }
    return emitted;
  }

  private Outcome attempt(BatchStep step, Batch batch, int input, GenericRecord record) {
    Throwable last = null;
    for (int attempt = 1; attempt <= maxAttempts; attempt++) {
      try {
        return step.apply(List.of(record)).getFirst();
      } catch (StageUnavailableException e) {
        throw e;
      } catch (RuntimeException | StackOverflowError e) {
        last = e;
      }
    }
    batch.fail(input, Failure.of(step.stage(), last, maxAttempts));
    return null;
  }

  private static void settle(
      BatchStep step, Batch batch, int input, Outcome outcome, List<Emission> emitted) {
    switch (outcome) {
      case Outcome.Emit emit ->
          emit.records().forEach(record -> emitted.add(new Emission(input, record)));
      case Outcome.Drop _ -> {}
      case Outcome.Reject reject ->
          batch.fail(input, new Failure(step.stage(), reject.reason(), null, 1));
    }
  }

  @Override
  public void close() {
    steps.forEach(BatchStep::close);
  }
}

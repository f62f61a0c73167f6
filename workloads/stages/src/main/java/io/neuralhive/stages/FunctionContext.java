package io.neuralhive.stages;

import java.util.Map;
import org.apache.avro.Schema;

/**
 * What a function is told about the stage it stands for.
 *
 * @param stage name of the stage
 * @param parameters settings from the pipeline
 * @param reads schema of the records that come in
 * @param writes schema of the records that go out
 */
public record FunctionContext(
    String stage, Map<String, String> parameters, Schema reads, Schema writes) {

  public FunctionContext {
    parameters = Map.copyOf(parameters);
  }
}

package io.neuralhive.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/** One stage of a unit. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Step.Function.class, name = "Function"),
  @JsonSubTypes.Type(value = Step.Model.class, name = "Model"),
  @JsonSubTypes.Type(value = Step.Filter.class, name = "Filter")
})
public sealed interface Step {

  /** Name of the stage. */
  String stage();

  /** Stage of this unit whose output is read; null reads the unit's input. */
  String from();

  /** Avro schema, as JSON, of the records that come in. */
  String reads();

  /** Avro schema, as JSON, of the records that go out. */
  String writes();

  /** Calls the function of that name, found on the class path. */
  record Function(
      String stage,
      String from,
      String function,
      Map<String, String> parameters,
      String reads,
      String writes)
      implements Step {

    public Function {
      parameters = Map.copyOf(parameters);
    }
  }

  /**
   * Asks a model about each record.
   *
   * @param url base URL of an Open Inference Protocol server
   * @param model name of the model on that server
   * @param inputs tensors and the fields they are read from
   * @param outputs tensors and the fields they are written to; other fields are copied by name
   */
  record Model(
      String stage,
      String from,
      String url,
      String model,
      List<TensorField> inputs,
      List<TensorField> outputs,
      String reads,
      String writes)
      implements Step {

    public Model {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /** Lets records pass for which the CEL expression over {@code record} is true. */
  record Filter(String stage, String from, String when, String reads) implements Step {

    @Override
    public String writes() {
      return reads;
    }
  }
}

package io.neuralhive.intention;

import io.neuralhive.stages.FunctionContext;
import io.neuralhive.stages.Outcome;
import io.neuralhive.stages.RecordCopy;
import io.neuralhive.stages.StageFunction;
import io.neuralhive.stages.StageFunctionFactory;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * Makes tasks of an understood intention, judges their risk, and decides who has a say.
 *
 * <p>Parameters: {@code minDomainConfidence}, below which a person is asked what was meant, and
 * {@code approvalRisk}, from which a person must approve; both in [0, 1].
 */
public final class Plan implements StageFunctionFactory {

  private static final Set<String> PARAMETERS = Set.of("minDomainConfidence", "approvalRisk");

  private static final Set<String> WRITTEN =
      Set.of("tasks", "destructive", "risk_score", "risk_band", "route", "reasons");

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public StageFunction create(FunctionContext context) {
    for (var name : context.parameters().keySet()) {
      if (!PARAMETERS.contains(name)) {
        throw new IllegalArgumentException(
            "parameters: unknown parameter '%s'; known are %s"
                .formatted(name, String.join(", ", PARAMETERS.stream().sorted().toList())));
      }
    }
    double minDomainConfidence = share(context, "minDomainConfidence");
    double approvalRisk = share(context, "approvalRisk");
    var copy = new RecordCopy(context.reads(), context.writes(), WRITTEN);
    return batch ->
        batch.stream()
            .map(r -> plan(r, copy, context.writes(), minDomainConfidence, approvalRisk))
            .toList();
  }

  private static Outcome plan(
      GenericRecord understood,
      RecordCopy copy,
      Schema writes,
      double minDomainConfidence,
      double approvalRisk) {
    var text = understood.get("text").toString();
    var risk =
        Risk.of(
            text,
            understood.get("hazard").toString(),
            (Double) understood.get("hazard_confidence"));
    double confidence = (Double) understood.get("domain_confidence");
    var language = understood.get("language").toString();
    var route = Route.of(risk, confidence, language, minDomainConfidence, approvalRisk);
    var plan = copy.of(understood);
    plan.put(
        "tasks", tasks(Tasks.of(text, language, risk), field(writes, "tasks").getElementType()));
    plan.put("destructive", risk.destructive());
    plan.put("risk_score", risk.score());
    plan.put(
        "risk_band", new GenericData.EnumSymbol(field(writes, "risk_band"), risk.band().name()));
    plan.put("route", new GenericData.EnumSymbol(field(writes, "route"), route.name()));
    plan.put("reasons", route.reasons(risk, confidence, language, minDomainConfidence));
    return Outcome.emit(plan);
  }

  private static List<GenericRecord> tasks(List<Task> tasks, Schema schema) {
    return tasks.stream().map(task -> record(task, schema)).toList();
  }

  private static GenericRecord record(Task task, Schema schema) {
    var record = new GenericData.Record(schema);
    record.put("id", task.id());
    record.put(
        "type", new GenericData.EnumSymbol(schema.getField("type").schema(), task.type().name()));
    record.put("description", task.description());
    record.put("depends_on", task.dependsOn());
    return record;
  }

  private static Schema field(Schema record, String name) {
    return record.getField(name).schema();
  }

  private static double share(FunctionContext context, String name) {
    var text = context.parameters().get(name);
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NullPointerException | NumberFormatException e) {
      // falls through to the one sentence that helps
    }
    throw new IllegalArgumentException(
        "parameters.%s must be a number from 0 to 1, and is %s".formatted(name, text));
  }
}

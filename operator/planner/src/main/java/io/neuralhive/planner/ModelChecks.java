package io.neuralhive.planner;

import io.neuralhive.api.v1alpha1.common.Reference;
import io.neuralhive.api.v1alpha1.model.Tensor;
import io.neuralhive.api.v1alpha1.model.Tensor.Datatype;
import io.neuralhive.api.v1alpha1.pipeline.ModelStage;
import io.neuralhive.api.v1alpha1.pipeline.TensorField;
import io.neuralhive.planner.Graph.StageNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/** Checks a stage that asks a model against the model's signature and the record types. */
final class ModelChecks {

  private final StageNode node;
  private final ModelStage model;
  private final String path;
  private final References references;
  private final Problems problems;

  ModelChecks(StageNode node, References references, Problems problems) {
    this.node = node;
    this.model = node.stage().model();
    this.path = node.path() + ".model";
    this.references = references;
    this.problems = problems;
  }

  /** Either type may be null, where an earlier mistake hides it. */
  void run(Schema reads, Schema writes) {
    var deployment = references.model(model.modelRef(), path + ".modelRef");
    deployment.ifPresent(
        found -> {
          tensors(model.inputs(), found.signature().inputs(), "inputs", reads, model.modelRef());
          tensors(
              model.outputs(), found.signature().outputs(), "outputs", writes, model.modelRef());
          found.signature().inputs().forEach(this::given);
        });
    repeatedFields();
    if (reads != null && writes != null) {
      writes.getFields().forEach(field -> filled(field, reads));
    }
  }

  private void tensors(
      List<TensorField> fields,
      List<Tensor> signature,
      String side,
      Schema record,
      Reference reference) {
    for (int i = 0; i < fields.size(); i++) {
      var at = "%s.%s[%d]".formatted(path, side, i);
      var field = fields.get(i);
      var tensor = signature.stream().filter(t -> t.name().equals(field.tensor())).findFirst();
      if (tensor.isEmpty()) {
        problems.spec(
            at + ".tensor",
            "stage '%s' names tensor '%s', which is not among the %s of model %s%s",
            node.name(),
            field.tensor(),
            side,
            reference.name(),
            Problems.known(side, field.tensor(), signature.stream().map(Tensor::name).toList()));
      }
      if (record != null) {
        field(field, tensor, record, at + ".field", side.equals("inputs"));
      }
    }
  }

  private void field(
      TensorField field, Optional<Tensor> tensor, Schema record, String at, boolean input) {
    var found = record.getField(field.field());
    if (found == null) {
      problems.spec(
          at,
          "stage '%s' %s field '%s', which %s does not have%s",
          node.name(),
          input ? "reads" : "writes",
          field.field(),
          input ? "its input" : "'%s'".formatted(model.writes()),
          Problems.known(
              "fields",
              field.field(),
              record.getFields().stream().map(Schema.Field::name).toList()));
      return;
    }
    tensor.ifPresent(
        t -> {
          single(t, at);
          // An answer may go to a field that may be null; a tensor has no place for a null.
          var schema = input ? found.schema() : AvroSchemas.withoutNull(found.schema());
          datatype(t, field.field(), schema, at);
        });
  }

  private void single(Tensor tensor, String at) {
    if (tensor.shape().stream().skip(1).anyMatch(size -> size != 1)) {
      problems.spec(
          at,
          "tensor '%s' of stage '%s' has the shape %s, but a field holds one value per record; use"
              + " a model whose axes after the first are 1",
          tensor.name(),
          node.name(),
          tensor.shape());
    }
  }

  private void datatype(Tensor tensor, String field, Schema schema, String at) {
    var wanted = fitting(tensor.datatype());
    if (!wanted.contains(schema.getType()) || schema.getLogicalType() != null) {
      problems.spec(
          at,
          "field '%s' of stage '%s' is %s, but tensor '%s' is %s; it must be %s, and not null",
          field,
          node.name(),
          AvroSchemas.describe(schema),
          tensor.name(),
          tensor.datatype(),
          String.join(" or ", wanted.stream().map(Schema.Type::getName).toList()));
    }
  }

  private static List<Schema.Type> fitting(Datatype datatype) {
    return switch (datatype) {
      case BYTES -> List.of(Schema.Type.STRING, Schema.Type.ENUM);
      case FP32, FP64 -> List.of(Schema.Type.FLOAT, Schema.Type.DOUBLE);
      case INT32, INT64 -> List.of(Schema.Type.INT, Schema.Type.LONG);
      case BOOL -> List.of(Schema.Type.BOOLEAN);
    };
  }

  private void given(Tensor input) {
    if (model.inputs().stream().noneMatch(field -> field.tensor().equals(input.name()))) {
      problems.spec(
          path + ".inputs",
          "stage '%s' does not give input '%s' of model %s; add it with the field it is read from",
          node.name(),
          input.name(),
          model.modelRef().name());
    }
  }

  private void repeatedFields() {
    Set<String> inputs = new HashSet<>();
    for (int i = 0; i < model.inputs().size(); i++) {
      var tensor = model.inputs().get(i).tensor();
      if (!inputs.add(tensor)) {
        problems.spec(
            "%s.inputs[%d].tensor".formatted(path, i),
            "stage '%s' gives input '%s' twice; remove one",
            node.name(),
            tensor);
      }
    }
    Set<String> outputs = new HashSet<>();
    for (int i = 0; i < model.outputs().size(); i++) {
      var field = model.outputs().get(i).field();
      if (!outputs.add(field)) {
        problems.spec(
            "%s.outputs[%d].field".formatted(path, i),
            "stage '%s' fills field '%s' twice; remove one",
            node.name(),
            field);
      }
    }
  }

  /** A field that is no output is copied by name, else its default is used. */
  private void filled(Schema.Field field, Schema reads) {
    if (model.outputs().stream().anyMatch(output -> output.field().equals(field.name()))) {
      return;
    }
    var copied = reads.getField(field.name());
    if (copied == null && !field.hasDefaultValue()) {
      problems.spec(
          path + ".writes",
          "field '%s' of '%s' stays empty: it is no output of stage '%s', does not come in, and has"
              + " no default",
          field.name(),
          model.writes(),
          node.name());
    } else if (copied != null && !SchemaDifference.readable(field.schema(), copied.schema())) {
      problems.spec(
          path + ".writes",
          "field '%s' of '%s' is %s, but comes in to stage '%s' as %s",
          field.name(),
          model.writes(),
          AvroSchemas.describe(field.schema()),
          node.name(),
          AvroSchemas.describe(copied.schema()));
    }
  }
}

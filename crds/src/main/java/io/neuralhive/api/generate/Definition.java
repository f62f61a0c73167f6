package io.neuralhive.api.generate;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A kind, its finished definition and the definition as YAML.
 *
 * <p>The generator gives types, limits and rules. What it cannot say is added here: list types,
 * number formats, the description of the kind, the order of printer columns.
 */
record Definition(
    Class<? extends CustomResource<?, ?>> kind, CustomResourceDefinition crd, String yaml) {

  static Definition of(Class<? extends CustomResource<?, ?>> kind) {
    var finish = new Finish(kind);
    new CRDGenerator()
        .customResourceClasses(List.of(kind))
        .withParallelGenerationEnabled(false)
        .withPostProcessor(finish)
        .withOutput(finish)
        .generate();
    return new Definition(kind, finish.finished, Yaml.of(finish.finished));
  }

  /** Schema of the whole object. */
  JSONSchemaProps schema() {
    return version(crd).getSchema().getOpenAPIV3Schema();
  }

  List<CustomResourceColumnDefinition> columns() {
    return version(crd).getAdditionalPrinterColumns();
  }

  /** Every field of spec and status, depth first. */
  Stream<Field> fields() {
    return Field.of(kind, schema());
  }

  private static CustomResourceDefinitionVersion version(CustomResourceDefinition crd) {
    return crd.getSpec().getVersions().getFirst();
  }

  /** Adds to a generated definition what the generator cannot say, and keeps it in memory. */
  private static final class Finish
      implements CRDPostProcessor, CRDGenerator.CRDOutput<OutputStream> {
    private final Class<? extends CustomResource<?, ?>> kind;
    private CustomResourceDefinition finished;

    /** Kubernetes' own grammar; what it lets through, a client can read. */
    private static final String QUANTITY =
        "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))"
            + "(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

    Finish(Class<? extends CustomResource<?, ?>> kind) {
      this.kind = kind;
    }

    @Override
    public HasMetadata process(HasMetadata generated, String crdVersion) {
      finished = (CustomResourceDefinition) generated;
      var version = version(finished);
      var schema = version.getSchema().getOpenAPIV3Schema();
      schema.setDescription(kind.getAnnotation(JsonClassDescription.class).value());
      Field.of(kind, schema).forEach(Finish::complete);
      var declared =
          Stream.of(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
              .map(AdditionalPrinterColumn::name)
              .toList();
      version.setAdditionalPrinterColumns(
          version.getAdditionalPrinterColumns().stream()
              .sorted(Comparator.comparing(column -> declared.indexOf(column.getName())))
              .toList());
      return finished;
    }

    /** The generator insists on writing; its YAML is not used, see {@link Yaml}. */
    @Override
    public OutputStream outputFor(String name) {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void close() {}

    private static void complete(Field field) {
      ListTypes.set(field);
      // The generator reads an annotation of a record component twice: off field and accessor.
      field
          .schema()
          .setXKubernetesValidations(distinct(field.schema().getXKubernetesValidations()));
      var element = field.elementSchema();
      if (field.elementType() == Integer.class) {
        element.setFormat("int32");
      } else if (field.elementType() == Long.class) {
        element.setFormat("int64");
      } else if (field.elementType() == Quantity.class) {
        element.setPattern(QUANTITY);
      }
    }

    private static <T> List<T> distinct(List<T> list) {
      return list == null ? null : list.stream().distinct().toList();
    }
  }
}

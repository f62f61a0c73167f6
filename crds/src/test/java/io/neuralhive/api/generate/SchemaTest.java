package io.neuralhive.api.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every definition keeps, read from its YAML as a cluster would. */
class SchemaTest {

  private static final int LARGEST = 200_000;

  private static final List<Named<Definition>> DEFINITIONS =
      Kinds.ALL.stream().map(kind -> Named.of(kind.getSimpleName(), Definition.of(kind))).toList();

  static List<Named<Definition>> definitions() {
    return DEFINITIONS;
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void describesTheKindAndEveryField(Definition definition) throws IOException {
    var schema = schema(definition);
    assertThat(schema.path("description").asText()).isNotBlank();
    fields(schema)
        .forEach(
            (path, field) ->
                assertThat(field.path("description").asText())
                    .as("kubectl explain of %s; add @JsonPropertyDescription", path)
                    .isNotBlank());
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void saysHowEveryListMerges(Definition definition) throws IOException {
    fields(schema(definition))
        .forEach(
            (path, field) -> {
              if (field.path("type").asText().equals("array")) {
                assertThat(field.path("x-kubernetes-list-type").asText())
                    .as("list type of %s", path)
                    .isIn("map", "set", "atomic");
              }
            });
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void matchesPatternsFromEndToEnd(Definition definition) throws IOException {
    fields(schema(definition))
        .forEach(
            (path, field) -> {
              if (field.has("pattern")) {
                assertThat(field.get("pattern").asText())
                    .as("pattern of %s; without ^ and $ a part of the text is enough", path)
                    .startsWith("^")
                    .endsWith("$");
              }
            });
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void boundsEveryNumberByItsFormat(Definition definition) throws IOException {
    fields(schema(definition))
        .forEach(
            (path, field) -> {
              if (field.path("type").asText().equals("integer")) {
                assertThat(field.path("format").asText())
                    .as("format of %s; without it a number comes in that no record can hold", path)
                    .isIn("int32", "int64");
              }
            });
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void asksForASpecAndKeepsStatusApart(Definition definition) throws IOException {
    assertThat(texts(schema(definition).path("required"))).containsExactly("spec");
    assertThat(version(definition).path("subresources").has("status")).isTrue();
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void printsColumnsAsDeclared(Definition definition) throws IOException {
    var printed = new ArrayList<String>();
    version(definition)
        .path("additionalPrinterColumns")
        .forEach(column -> printed.add(column.path("name").asText()));
    assertThat(printed)
        .containsExactlyElementsOf(
            Stream.of(definition.kind().getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList())
        .startsWith("Ready", "Reason")
        .endsWith("Age");
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void fitsIntoAnAnnotation(Definition definition) {
    assertThat(definition.yaml().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LARGEST);
  }

  private static JsonNode version(Definition definition) throws IOException {
    return new YAMLMapper().readTree(definition.yaml()).path("spec").path("versions").path(0);
  }

  private static JsonNode schema(Definition definition) throws IOException {
    return version(definition).path("schema").path("openAPIV3Schema");
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static Map<String, JsonNode> fields(JsonNode schema) {
    var fields = new LinkedHashMap<String, JsonNode>();
    collect(schema, "", fields);
    return fields;
  }

  private static void collect(JsonNode schema, String path, Map<String, JsonNode> fields) {
    for (var property : schema.path("properties").properties()) {
      var name = path + "." + property.getKey();
      fields.put(name, property.getValue());
      collect(property.getValue(), name, fields);
    }
    if (schema.has("items")) {
      collect(schema.get("items"), path + "[]", fields);
    }
  }
}

package io.neuralhive.operator.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralhive.api.v1alpha1.stream.Compatibility;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncompatibilitiesTest {
  private static final String OLD = record("{\"name\": \"id\", \"type\": \"string\"}");

  @Test
  void aNewFieldWithoutDefaultBreaksReadersOfOldRecords() {
    var wanted =
        record("{\"name\": \"id\", \"type\": \"string\"}, {\"name\": \"sum\", \"type\": \"int\"}");
    assertThat(Incompatibilities.between(wanted, List.of(OLD), Compatibility.Backward))
        .singleElement()
        .asString()
        .startsWith("field 'sum' is new and has no default");
    assertThat(Incompatibilities.between(wanted, List.of(OLD), Compatibility.Forward)).isEmpty();
    assertThat(Incompatibilities.between(wanted, List.of(OLD), Compatibility.None)).isEmpty();
  }

  @Test
  void aFieldThatGoesBreaksRunningReaders() {
    var wanted = record("{\"name\": \"other\", \"type\": \"string\", \"default\": \"\"}");
    assertThat(Incompatibilities.between(wanted, List.of(OLD), Compatibility.Full))
        .singleElement()
        .asString()
        .startsWith("field 'id' is gone and had no default");
  }

  @Test
  void aChangedTypeIsNamedByThePathOfFields() {
    var old = record(nested("int"));
    var wanted = record(nested("string"));
    assertThat(Incompatibilities.between(wanted, List.of(old), Compatibility.Backward))
        .singleElement()
        .asString()
        .startsWith("field 'items.count': ");
  }

  private static String nested(String type) {
    return """
    {"name": "items", "type": {"type": "array", "items": {"type": "record", "name": "I",
      "fields": [{"name": "count", "type": "%s"}]}}}\
    """
        .formatted(type);
  }

  private static String record(String fields) {
    return "{\"type\": \"record\", \"name\": \"R\", \"fields\": [" + fields + "]}";
  }
}

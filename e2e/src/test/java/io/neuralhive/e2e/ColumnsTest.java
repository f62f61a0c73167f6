package io.neuralhive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code kubectl get} prints: the API server makes its table of the kinds' columns. */
class ColumnsTest {

  private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

  private final RunningHive hive = RunningHive.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cognitiveplatforms",
        "cognitivepipelines",
        "modeldeployments",
        "eventstreams",
        "databaseschemas"
      })
  void everyColumnOfAnObjectThatIsWellSaysSomething(String kinds) throws Exception {
    var table = table(kinds);
    assertThat(table.path("rows")).isNotEmpty();
    for (var row : table.path("rows")) {
      var cells = cells(table, row);
      assertThat(cells).containsEntry("Ready", "True");
      assertThat(cells).allSatisfy((column, text) -> assertThat(text).as(column).isNotEmpty());
    }
  }

  @Test
  void aPipelineTellsItsUnitsAndItsAddress() throws Exception {
    var table = table("cognitivepipelines");
    var cells = cells(table, table.path("rows").path(0));
    assertThat(cells.get("Units")).matches("([1-9]\\d*)/\\1");
    assertThat(cells.get("Ingress")).startsWith("http://").endsWith("/intentions");
  }

  /** By name; only those that are shown without {@code -o wide}. */
  private static Map<String, String> cells(JsonNode table, JsonNode row) {
    var cells = new LinkedHashMap<String, String>();
    var columns = table.path("columnDefinitions");
    for (int i = 0; i < columns.size(); i++) {
      if (columns.path(i).path("priority").asInt() == 0) {
        cells.put(columns.path(i).path("name").asText(), row.path("cells").path(i).asText(""));
      }
    }
    return cells;
  }

  private JsonNode table(String kinds) throws Exception {
    var client = hive.cluster().getHttpClient();
    var request =
        client
            .newHttpRequestBuilder()
            .uri(
                "%sapis/neuralhive.io/v1alpha1/namespaces/%s/%s"
                    .formatted(hive.cluster().getMasterUrl(), RunningHive.NAMESPACE, kinds))
            .header("Accept", TABLE)
            .build();
    HttpResponse<String> answer = client.sendAsync(request, String.class).get(30, TimeUnit.SECONDS);
    assertThat(answer.code()).isEqualTo(200);
    return RunningHive.JSON.readTree(answer.body());
  }
}

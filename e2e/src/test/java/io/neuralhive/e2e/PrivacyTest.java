package io.neuralhive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Personal data of requests is nowhere in what the platform keeps: logs, topics, tables, caches.
 */
class PrivacyTest {

  private static final List<String> PERSONAL =
      List.of(
          "maria.quiteria@example.com",
          "529.982.247-25",
          "52998224725",
          "(11) 98765-4321",
          "98765-4321",
          "4111 1111 1111 1111",
          "4111111111111111");

  private final RunningHive hive = RunningHive.shared();

  @Test
  void personalDataIsNowhere() throws Exception {
    var text =
        "Send the invoice of maria.quiteria@example.com, CPF 529.982.247-25 or 52998224725, phone"
            + " (11) 98765-4321, card 4111 1111 1111 1111 or 4111111111111111, to the archive";
    var response =
        hive.post("?wait=10s", RunningHive.body(text), Map.of("Content-Type", "application/json"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("[EMAIL]", "[CPF]", "[PHONE]", "[CARD]");
    var id = RunningHive.JSON.readTree(response.body()).path("id").asText();
    Eventually.within(Duration.ofSeconds(20))
        .that(
            "the ledger has it",
            () -> hive.count("SELECT count(*) FROM ledger.plans WHERE id = '" + id + "'") == 1);
    // What is still in PostgreSQL's and Redis' memory goes to disk, where it can be looked for.
    hive.count("SELECT 1 FROM pg_switch_wal()");

    var files = filesOfTheRun();
    assertThat(files).as("the platform keeps files").hasSizeGreaterThan(50);
    assertThat(holding(files, id)).as("files that hold the id: the search works").isNotEmpty();
    for (var personal : PERSONAL) {
      assertThat(holding(files, personal)).as(personal).isEmpty();
    }
    // The sample file's own person.
    assertThat(holding(files, "joao.silva@example.com")).isEmpty();
    assertThat(holding(files, "123.456.789-09")).isEmpty();
  }

  private static List<Path> filesOfTheRun() throws IOException {
    try (var files = Files.walk(RunningHive.DATA)) {
      return files.filter(Files::isRegularFile).filter(Files::isReadable).toList();
    }
  }

  private static List<Path> holding(List<Path> files, String needle) throws IOException {
    var holding = new ArrayList<Path>();
    for (var file : files) {
      if (Files.exists(file) && Bytes.contain(file, needle.getBytes(StandardCharsets.UTF_8))) {
        holding.add(file);
      }
    }
    return holding;
  }
}

package io.neuralhive.gateway;

import static io.neuralhive.gateway.TestGateway.id;
import static io.neuralhive.gateway.TestGateway.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralhive.local.services.TestServices;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** The gateway as a process: what it writes, and how it ends. */
@Timeout(60)
class ProcessTest {

  private static final Pattern PORT = Pattern.compile("takes /wishes on \\S+ port (\\d+)");
  private static final List<String> PERSONAL =
      List.of("ana.lima@example.com", "529.982.247-25", "+55 11 98765-4321", "4111 1111 1111 1111");

  @TempDir private Path folder;
  private Scene scene;
  private Process process;
  private Thread reader;
  private final List<String> log = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open() throws Exception {
    scene = new Scene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void personalDataIsNowhere() throws Exception {
    var gateway = launch(scene.write(scene.plan()));
    for (var data : PERSONAL) {
      var key = data.replace(" ", "");
      var wish = gateway.post("", text("call " + data + " now"), "Idempotency-Key", key);
      assertThat(wish.statusCode()).isEqualTo(202);
      gateway.post("", text(data), "Idempotency-Key", key);
      gateway.post("", "{\"text\":\"" + data);
      gateway.post("", "{\"" + data + "\":1}");
      gateway.post("", "{\"tone\":\"" + data + "\",\"text\":\"a\"}");
      gateway.get("/wishes/" + key);
      gateway.post("?wait=" + key.replace("+", ""), text("a"));
      try (var socket = new Socket("127.0.0.1", gateway.port())) {
        var junk = "GET /" + data + "\\ HTTP/1.1\r\n" + data + "\r\n\r\n";
        socket.getOutputStream().write(junk.getBytes(StandardCharsets.UTF_8));
        socket.getInputStream().readAllBytes();
      }
    }

    var everything = new StringBuilder(gateway.get("/metrics").body());
    scene.requests().forEach(everything::append);
    appendRedis(everything);
    stop();
    log.forEach(everything::append);
    assertThat(everything).contains("[EMAIL]", "[CPF]", "[PHONE]", "[CARD]", "accepted:");
    for (var data : PERSONAL) {
      assertThat(everything).doesNotContain(data, data.replace(" ", ""));
    }
  }

  @Test
  void finishesWhatRunsWhenToldToStop() throws Exception {
    var gateway = launch(scene.write(scene.plan()));
    var known = gateway.post("", text("a gate"), "Idempotency-Key", "gate");
    var waits =
        gateway.sendLater(gateway.wish("?wait=30s", text("a gate"), "Idempotency-Key", "gate"));
    Eventually.that("it waits", () -> gateway.metric("neuralhive_gateway_requests_in_flight") == 1);

    long start = System.nanoTime();
    stop();

    assertThat(waits.join().statusCode()).isEqualTo(202);
    assertThat(id(waits.join())).isEqualTo(id(known));
    assertThat((System.nanoTime() - start) / 1e9).as("seconds to stop").isLessThan(15);
    assertThat(log).noneMatch(line -> line.contains("ERROR") || line.startsWith("\tat "));
  }

  @Test
  void endsWithOneSentenceAndStatus1WhenThePlanIsWrong() throws Exception {
    var plan = scene.write(scene.plan());
    Files.writeString(plan, Files.readString(plan).replace("\"path\"", "\"pfad\""));
    start(plan);

    assertThat(process.waitFor()).isEqualTo(1);
    reader.join();
    assertThat(log).singleElement().asString().contains("not started: " + plan, "at path");
  }

  private void appendRedis(StringBuilder everything) {
    var redis = TestServices.shared().redis();
    try (var client = RedisClient.create(redis.host(), redis.port(), "default", redis.password())) {
      for (var key : client.keys("ns." + scene.name + ":*")) {
        everything.append(key).append(client.get(key));
      }
    }
  }

  private TestGateway launch(Path plan) throws Exception {
    start(plan);
    Eventually.that("it listens", () -> log.stream().anyMatch(PORT.asPredicate()));
    var matcher = PORT.matcher(log.stream().filter(PORT.asPredicate()).findFirst().orElseThrow());
    matcher.find();
    return new TestGateway(null, Integer.parseInt(matcher.group(1))).whenReady();
  }

  private void start(Path plan) throws Exception {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx160m",
                "-cp",
                System.getProperty("java.class.path"),
                GatewayMain.class.getName(),
                "--plan=" + plan,
                "--bind=127.0.0.1",
                "--port=0")
            .redirectErrorStream(true)
            .start();
    reader =
        Thread.ofVirtual()
            .start(
                () ->
                    new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                        .lines()
                        .forEach(log::add));
  }

  private void stop() throws InterruptedException {
    // Not Process.destroy(): that would close the output that is still read.
    process.toHandle().destroy();
    assertThat(process.waitFor()).as("128 + SIGTERM").isEqualTo(143);
    reader.join();
  }
}

package io.neuralhive.gateway;

import static io.neuralhive.gateway.TestGateway.id;
import static io.neuralhive.gateway.TestGateway.json;
import static io.neuralhive.gateway.TestGateway.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralhive.local.services.TestServices;
import io.neuralhive.plan.GatewayPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** What stays true when the services of a gateway fail. */
@Timeout(60)
class FaultsTest {

  @TempDir private Path folder;
  private Scene scene;

  @BeforeEach
  void open() throws Exception {
    scene = new Scene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void theFlowGoesOnWhileRedisIsAway() throws Exception {
    var redis = TestServices.shared().redis();
    try (var link = new Link(redis.port());
        var gateway = start(redis(link.port(), redis.password())).whenReady()) {
      var before = gateway.post("", text("before"), "Idempotency-Key", "before");
      link.cut();

      var during = gateway.post("", text("during"), "Idempotency-Key", "during");
      assertThat(during.statusCode()).isEqualTo(202);
      assertThat(gateway.metric("neuralhive_gateway_cache_up")).isZero();
      assertThat(gateway.post("", text("before"), "Idempotency-Key", "before").statusCode())
          .isEqualTo(202);
      scene.answer(id(during), "done");
      var waited = gateway.post("?wait=10s", text("during"), "Idempotency-Key", "during");
      assertThat(waited.statusCode()).isEqualTo(200);

      link.heal();
      Eventually.that(
          "Redis is used again",
          () ->
              gateway.get("/wishes/" + id(before)).statusCode() == 200
                  && gateway.post("", text("after")).statusCode() == 202
                  && gateway.metric("neuralhive_gateway_cache_up") == 1);
      assertThat(gateway.post("", text("during"), "Idempotency-Key", "during").statusCode())
          .isEqualTo(202);
      assertThat(gateway.post("", text("else"), "Idempotency-Key", "during").statusCode())
          .isEqualTo(422);
    }
    assertThat(scene.requests().stream().map(r -> r.get("text").toString()))
        .filteredOn(wish -> !wish.equals("after"))
        .containsExactlyInAnyOrder("before", "during");
  }

  @Test
  void aRedisThatHangsCostsLittleTime() throws Exception {
    var redis = TestServices.shared().redis();
    try (var link = new Link(redis.port());
        var gateway = start(redis(link.port(), redis.password())).whenReady()) {
      link.hang();
      long start = System.nanoTime();
      for (int i = 0; i < 5; i++) {
        assertThat(gateway.post("", text("wish " + i)).statusCode()).isEqualTo(202);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
    }
  }

  @Test
  void aWrongPasswordIsNoReasonToStop() throws Exception {
    try (var gateway = start(redis(TestServices.shared().redis().port(), "wrong")).whenReady()) {
      var wish = gateway.post("", text("a key"), "Idempotency-Key", "key");
      assertThat(wish.statusCode()).isEqualTo(202);
      assertThat(gateway.post("", text("a key"), "Idempotency-Key", "key").statusCode())
          .isEqualTo(202);
      assertThat(scene.requests()).hasSize(1);
      assertThat(gateway.metric("neuralhive_gateway_cache_up")).isZero();
    }
  }

  @Test
  void withoutKafkaAClientIsToldToComeBackAndMayDoSo() throws Exception {
    var plan = scene.plan();
    try (var gateway = TestGateway.start(scene.write(scene.plan("127.0.0.1:1", plan.redis())))) {
      long start = System.nanoTime();
      var refused = gateway.post("?wait=10s", text("a train"), "Idempotency-Key", "train");

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(GatewayTest.detail(refused)).contains("same Idempotency-Key");
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
      assertThat(gateway.get("/readyz").statusCode()).isEqualTo(503);
      assertThat(gateway.get("/livez").statusCode()).isEqualTo(200);
    }
    // Another gateway need not wait for the claim of the first to end.
    try (var gateway = scene.gateway()) {
      long start = System.nanoTime();
      assertThat(gateway.post("", text("a train"), "Idempotency-Key", "train").statusCode())
          .isEqualTo(202);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void theClaimOfAKilledGatewayEnds() throws Exception {
    var redis = TestServices.shared().redis();
    var plan = scene.plan();
    try (var states = RedisRequestStates.connect(plan, Clock.systemUTC());
        var topic = new IngressTopic(plan);
        var client = RedisClient.create(redis.host(), redis.port(), "default", redis.password())) {
      var submissions = new Submissions(states, topic);
      var keys = "ns." + scene.name + ":request:";
      var values = new HashMap<String, Object>(Map.of("text", "a plane"));
      values.put("tone", null);
      submissions.submit("sent", 0, values, null);
      var fingerprint = client.get(keys + "sent").substring("accepted:".length());
      assertThat(states.claim("abandoned", fingerprint)).isEqualTo(RequestStates.Claim.GRANTED);
      assertThat(client.ttl(keys + "abandoned")).isBetween(5L, 15L);

      // As if its time were nearly over.
      client.pexpire(keys + "abandoned", 300);
      submissions.submit("abandoned", 0, values, null);

      assertThat(client.get(keys + "abandoned")).isEqualTo("accepted:" + fingerprint);
      assertThat(scene.requests()).extracting(r -> r.get("id")).contains("sent", "abandoned");
    }
  }

  @Test
  void poisonAndAnAbsentRegistryDoNotStopResults() throws Exception {
    try (var gateway = scene.gateway()) {
      var wish = gateway.post("", text("a lamp"), "Idempotency-Key", "lamp");
      scene.registry.away(true);
      scene.write("nonsense", "no wire format".getBytes(StandardCharsets.UTF_8));
      scene.write(null, new byte[] {0, 0, 0, 0, 2, 9});
      scene.write("cut", new byte[] {0, 0, 0, 0, 2, 9});
      scene.write("unknown", new byte[] {0, 0, 0, 0, 77, 9});
      scene.write("tombstone", null);
      scene.answer(id(wish), "lit");
      Eventually.that("it is not current", () -> gateway.get("/readyz").statusCode() == 503);

      scene.registry.away(false);

      assertThat(gateway.post("?wait=20s", text("a lamp"), "Idempotency-Key", "lamp").statusCode())
          .isEqualTo(200);
      Eventually.that("it is ready again", () -> gateway.get("/readyz").statusCode() == 200);
      // Those before the failure were read again.
      assertThat(gateway.metric("neuralhive_gateway_results_total", "outcome=\"undecodable\""))
          .isGreaterThanOrEqualTo(5);
    }
  }

  @Test
  void resultsThatCameWhileNoGatewayRanAreKnownWhenItIsReady() throws Exception {
    String location;
    try (var gateway = scene.gateway()) {
      var wish = gateway.post("", text("a tower"));
      location = wish.headers().firstValue("Location").orElseThrow();
    }
    scene.answer(location.substring(location.lastIndexOf('/') + 1), "rise");
    try (var gateway = scene.gateway()) {
      assertThat(json(gateway.get(location)).at("/result/steps/0/name").stringValue())
          .isEqualTo("rise");
    }
  }

  @Test
  void withoutResultsThereIsNothingToWaitFor() throws Exception {
    var plan = scene.plan();
    var without =
        new GatewayPlan(
            plan.namespace(),
            plan.pipeline(),
            plan.path(),
            plan.maxBodyBytes(),
            plan.kafka(),
            plan.registry(),
            plan.fields(),
            plan.output(),
            null,
            null);
    try (var gateway = TestGateway.start(scene.write(without)).whenReady()) {
      var wish = gateway.post("", text("a coin"));
      assertThat(wish.statusCode()).isEqualTo(202);
      assertThat(wish.headers().firstValue("Location")).isEmpty();
      assertThat(gateway.post("?wait=1s", text("a coin")).statusCode()).isEqualTo(404);
      assertThat(gateway.get("/wishes/" + id(wish)).statusCode()).isEqualTo(404);
      assertThat(scene.requests()).hasSize(1);
    }
  }

  private TestGateway start(GatewayPlan.Redis redis) throws Exception {
    return TestGateway.start(
        scene.write(scene.plan(TestServices.shared().kafka().bootstrapServers(), redis)));
  }

  private GatewayPlan.Redis redis(int port, String password) throws Exception {
    return new GatewayPlan.Redis("127.0.0.1", port, scene.secret(password).toString());
  }
}

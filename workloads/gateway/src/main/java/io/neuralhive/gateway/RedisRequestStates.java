package io.neuralhive.gateway;

import io.neuralhive.plan.GatewayPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Remembers requests in Redis, shared by all gateway pods. While Redis is away, requests are sent
 * and results come from this pod's memory: the cache must not stop the flow.
 */
final class RedisRequestStates implements RequestStates {

  private static final Logger LOG = LoggerFactory.getLogger(RedisRequestStates.class);
  private static final String ACCEPTED = "accepted:";
  private static final String CLAIMED = "claimed:";

  /** Longer than a send can take, so that a claim outlives its sender only when that was killed. */
  private static final long CLAIM_SECONDS = 30;

  private static final int TIMEOUT_MILLIS = 1000;
  private static final long DEFAULT_RETENTION_SECONDS = 86_400;

  private final JedisPooled redis;
  private final String prefix;
  private final long retentionSeconds;
  private final LocalRequestStates local = new LocalRequestStates();

  private RedisRequestStates(JedisPooled redis, String prefix, long retentionSeconds) {
    this.redis = redis;
    this.prefix = prefix;
    this.retentionSeconds = retentionSeconds;
  }

  static RedisRequestStates connect(GatewayPlan plan) {
    var passwordFile = Path.of(plan.redis().passwordFile());
    var config =
        DefaultJedisClientConfig.builder()
            // Read at each connect: the secret may have been rotated.
            .credentialsProvider(() -> new DefaultRedisCredentials(null, password(passwordFile)))
            .connectionTimeoutMillis(TIMEOUT_MILLIS)
            .socketTimeoutMillis(TIMEOUT_MILLIS)
            .build();
    var redis = new JedisPooled(new HostAndPort(plan.redis().host(), plan.redis().port()), config);
    long retention =
        plan.result() == null ? DEFAULT_RETENTION_SECONDS : plan.result().retentionSeconds();
    return new RedisRequestStates(
        redis, plan.namespace() + "." + plan.pipeline() + ":", retention);
  }

  @Override
  public Claim claim(String id, String fingerprint) {
    return orLocal(
        () -> {
          var parameters = new SetParams().nx().ex(CLAIM_SECONDS);
          if (redis.set(request(id), CLAIMED + fingerprint, parameters) != null) {
            return Claim.GRANTED;
          }
          var state = redis.get(request(id));
          if (state == null || state.equals(CLAIMED + fingerprint)) {
            return Claim.IN_PROGRESS;
          }
          return state.equals(ACCEPTED + fingerprint) ? Claim.ACCEPTED : Claim.CONFLICT;
        },
        () -> local.claim(id, fingerprint));
  }

  @Override
  public void accepted(String id, String fingerprint) {
    local.accepted(id, fingerprint);
    orLocal(
        () -> redis.setex(request(id), retentionSeconds, ACCEPTED + fingerprint), () -> null);
  }

  @Override
  public void release(String id) {
    local.release(id);
    orLocal(() -> redis.del(request(id)), () -> null);
  }

  @Override
  public boolean isAccepted(String id) {
    return orLocal(
        () -> {
          var state = redis.get(request(id));
          return state != null && state.startsWith(ACCEPTED);
        },
        () -> local.isAccepted(id));
  }

  @Override
  public void keepResult(String id, String result) {
    local.keepResult(id, result);
    orLocal(() -> redis.setex(result(prefix, id), retentionSeconds, result), () -> null);
  }

  @Override
  public Optional<String> result(String id) {
    var here = local.result(id);
    return here.isPresent()
        ? here
        : orLocal(() -> Optional.ofNullable(redis.get(result(prefix, id))), Optional::empty);
  }

  private <T> T orLocal(Supplier<T> inRedis, Supplier<T> inMemory) {
    try {
      return inRedis.get();
    } catch (JedisException e) {
      LOG.warn("Redis does not answer, going on without it: {}", e.getMessage());
      return inMemory.get();
    }
  }

  private String request(String id) {
    return prefix + "request:" + id;
  }

  private static String result(String prefix, String id) {
    return prefix + "result:" + id;
  }

  private static String password(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read; is the secret mounted?".formatted(file), e);
    }
  }
}

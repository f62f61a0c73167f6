package io.neuralhive.gateway;

import io.neuralhive.plan.GatewayPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Remembers requests in Redis, shared by all gateway pods. While Redis is away, requests are sent
 * and results come from this pod's memory: the cache must not stop the flow. Then two pods may send
 * the same request, under the same id.
 */
final class RedisRequestStates implements RequestStates {

  private static final Logger LOG = LoggerFactory.getLogger(RedisRequestStates.class);
  private static final String ACCEPTED = "accepted:";
  private static final String CLAIMED = "claimed:";

  /** A claim outlives its send only when its gateway was killed; who waits for it then gets it. */
  private static final long CLAIM_SECONDS = IngressTopic.LONGEST_SEND.plusSeconds(1).toSeconds();

  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final int CONNECTIONS = 32;
  private static final long DEFAULT_RETENTION_SECONDS = 86_400;

  private final RedisClient redis;
  private final String prefix;
  private final long retentionSeconds;
  private final Clock clock;
  private final LocalRequestStates local = new LocalRequestStates();

  private final AtomicBoolean answers = new AtomicBoolean(true);

  /** One for each connection: who waits for the pool would take a crowd for a Redis that hangs. */
  private final Semaphore turns = new Semaphore(CONNECTIONS, true);

  /** Until then Redis is not asked, or each request would wait for it while it is away. */
  private volatile long awayUntilMillis;

  private RedisRequestStates(RedisClient redis, String prefix, long retentionSeconds, Clock clock) {
    this.redis = redis;
    this.prefix = prefix;
    this.retentionSeconds = retentionSeconds;
    this.clock = clock;
  }

  /** The plan's Redis; nothing is asked yet. */
  static RedisRequestStates connect(GatewayPlan plan, Clock clock) {
    var passwordFile = Path.of(plan.redis().passwordFile());
    var pool = new ConnectionPoolConfig();
    pool.setMaxTotal(CONNECTIONS);
    pool.setMaxIdle(CONNECTIONS);
    var redis =
        RedisClient.builder()
            .hostAndPort(new HostAndPort(plan.redis().host(), plan.redis().port()))
            .poolConfig(pool)
            .clientConfig(
                DefaultJedisClientConfig.builder()
                    // Read at each connect: the secret may have been rotated.
                    .credentialsProvider(
                        () -> new DefaultRedisCredentials(null, password(passwordFile)))
                    .connectionTimeoutMillis((int) TIMEOUT.toMillis())
                    .socketTimeoutMillis((int) TIMEOUT.toMillis())
                    .build())
            .build();
    long retention =
        plan.result() == null ? DEFAULT_RETENTION_SECONDS : plan.result().retentionSeconds();
    return new RedisRequestStates(
        redis, plan.namespace() + "." + plan.pipeline() + ":", retention, clock);
  }

  /** Whether Redis answered when it was last asked. */
  boolean answers() {
    return answers.get();
  }

  @Override
  public Claim claim(String id, String fingerprint) {
    // What this pod accepted while Redis was away is not known there.
    return local.isAccepted(id)
        ? local.claim(id, fingerprint)
        : orLocal(() -> claimInRedis(id, fingerprint), () -> local.claim(id, fingerprint));
  }

  @Override
  public void accepted(String id, String fingerprint) {
    local.accepted(id, fingerprint);
    orLocal(() -> redis.setex(request(id), retentionSeconds, ACCEPTED + fingerprint), () -> null);
  }

  @Override
  public void release(String id) {
    local.release(id);
    orLocal(() -> redis.del(request(id)), () -> null);
  }

  @Override
  public boolean isAccepted(String id) {
    return local.isAccepted(id)
        || orLocal(
            () -> {
              var state = redis.get(request(id));
              return state != null && state.startsWith(ACCEPTED);
            },
            () -> false);
  }

  @Override
  public void keepResult(String id, String result) {
    local.keepResult(id, result);
    orLocal(() -> redis.setex(resultKey(id), retentionSeconds, result), () -> null);
  }

  @Override
  public Optional<String> result(String id) {
    var here = local.result(id);
    return here.isPresent()
        ? here
        : orLocal(() -> Optional.ofNullable(redis.get(resultKey(id))), Optional::empty);
  }

  @Override
  public void close() {
    redis.close();
  }

  private Claim claimInRedis(String id, String fingerprint) {
    var parameters = new SetParams().nx().ex(CLAIM_SECONDS);
    if (redis.set(request(id), CLAIMED + fingerprint, parameters) != null) {
      return Claim.GRANTED;
    }
    var state = redis.get(request(id));
    if (state == null || state.equals(CLAIMED + fingerprint)) {
      return Claim.IN_PROGRESS;
    }
    return state.equals(ACCEPTED + fingerprint) ? Claim.ACCEPTED : Claim.CONFLICT;
  }

  private <T> T orLocal(Supplier<T> inRedis, Supplier<T> inMemory) {
    turns.acquireUninterruptibly();
    try {
      if (clock.millis() < awayUntilMillis) {
        return inMemory.get();
      }
      var value = inRedis.get();
      if (answers.compareAndSet(false, true)) {
        LOG.info("Redis answers again");
      }
      return value;
    } catch (JedisException e) {
      awayUntilMillis = clock.millis() + TIMEOUT.toMillis();
      // What is idle in the pool is broken most likely, and would fail again one by one.
      redis.getPool().clear();
      if (answers.compareAndSet(true, false)) {
        LOG.warn("Redis does not answer, memory stands in for it: {}", rootMessage(e));
      }
      return inMemory.get();
    } finally {
      turns.release();
    }
  }

  private String request(String id) {
    return prefix + "request:" + id;
  }

  private String resultKey(String id) {
    return prefix + "result:" + id;
  }

  private static String password(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new JedisException("%s cannot be read; is the Secret mounted?".formatted(file), e);
    }
  }

  /** The innermost sentence of Redis or of the system, which says why. */
  private static String rootMessage(Throwable e) {
    var root = e;
    while (root.getCause() != null && root.getCause().getMessage() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}

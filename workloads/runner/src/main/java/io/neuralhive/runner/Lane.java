package io.neuralhive.runner;

import io.neuralhive.stages.steps.StageUnavailableException;
import io.neuralhive.wire.RegistryUnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer, one chain and one target, driven by one thread: poll, run, write, commit. Whatever
 * fails for a time takes back everything since the last commit and reads it again.
 */
final class Lane implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final Duration POLL = Duration.ofMillis(100);

  /** Fetched records may keep a lane busy for long; the group wants to hear from it in between. */
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);

  /** After a failure each batch is committed alone, so that a slow one cannot drag others along. */
  private static final int CAREFUL_COMMITS = 16;

  private final String topic;
  private final Duration commitInterval;
  private final Consumer<byte[], byte[]> consumer;
  private final Chain chain;
  private final Target target;
  private final Progress progress;
  private final Metrics metrics;

  private final Inbox inbox = new Inbox();
  private final BatchSize batchSize = new BatchSize();
  private final BackOff backOff = new BackOff();

  /** Next offset of each partition with records that were accepted and not committed. */
  private final Map<TopicPartition, Long> processed = new HashMap<>();

  /** Partitions that stand still until it is known where to go on reading them. */
  private final Set<TopicPartition> unplaced = new HashSet<>();

  private long openedAt;
  private long polledAt;
  private int carefulCommits;
  private volatile boolean stopping;

  Lane(
      String topic,
      Duration commitInterval,
      Consumer<byte[], byte[]> consumer,
      Chain chain,
      Target target,
      Progress progress,
      Metrics metrics) {
    this.topic = topic;
    this.commitInterval = commitInterval;
    this.consumer = consumer;
    this.chain = chain;
    this.target = target;
    this.progress = progress;
    this.metrics = metrics;
  }

  /** Makes the lane finish its batch, commit and leave the group. */
  void stop() {
    stopping = true;
  }

  /**
   * Runs until it is stopped.
   *
   * @throws RuntimeException what no retry can mend
   */
  @Override
  public void run() {
    try (chain;
        target) {
      consumer.subscribe(List.of(topic), new Rebalance());
      while (!stopping) {
        guarded(this::round);
      }
      guarded(this::commit);
    } finally {
      // Leaving the group would commit what is left, and the target has taken its records back.
      processed.clear();
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(3)));
    }
  }

  private void round() {
    place();
    if (inbox.isEmpty()) {
      poll(untilCommit());
      if (processed.isEmpty() && lag() == 0) {
        progress.nothingToDo();
      }
    } else if (System.nanoTime() - polledAt > SIGN_OF_LIFE.toNanos()) {
      pollPaused(Duration.ZERO);
    }
    if (!inbox.isEmpty()) {
      process();
    }
    if (commitIsDue()) {
      commit();
    }
  }

  private void process() {
    var batch = new Batch(inbox.take(batchSize.get()));
    long start = System.nanoTime();
    var emissions = chain.run(batch);
    var time = Duration.ofNanos(System.nanoTime() - start);
    batchSize.took(batch.size(), time);
    metrics.batch(time);
    target.accept(batch, emissions);
    metrics.in(batch.size());
    if (processed.isEmpty()) {
      openedAt = System.nanoTime();
    }
    batch.records().forEach(r -> processed.put(Inbox.partition(r), r.offset() + 1));
  }

  private boolean commitIsDue() {
    return !processed.isEmpty()
        && (carefulCommits > 0
            || target.full()
            || System.nanoTime() - openedAt >= commitInterval.toNanos());
  }

  private void commit() {
    if (processed.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    var next = new HashMap<TopicPartition, Long>();
    processed.forEach((partition, offset) -> next.put(partition, nextOffset(partition, offset)));
    target.commit(next);
    processed.clear();
    metrics.commit(Duration.ofNanos(System.nanoTime() - start));
    backOff.reset();
    carefulCommits = Math.max(0, carefulCommits - 1);
    progress.committed();
    progress.lag(lag());
  }

  /**
   * Behind the last record there may be transaction markers, which are read when they are passed.
   */
  private long nextOffset(TopicPartition partition, long offset) {
    return inbox.holds(partition) ? offset : Math.max(offset, consumer.position(partition));
  }

  /** Does a part of the work; what cannot be done now is taken back and waited for. */
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (StageUnavailableException
        | RegistryUnavailableException
        | TargetUnavailableException e) {
      waitFor(e.getMessage());
    } catch (FencedException e) {
      rewind();
      LOG.warn("{}; the lane joins its group anew", e.getMessage());
      consumer.unsubscribe();
      consumer.subscribe(List.of(topic), new Rebalance());
    } catch (KafkaException e) {
      if (Fatal.is(e)) {
        throw e;
      }
      waitFor("Kafka: " + e.getMessage());
    }
  }

  private void waitFor(String what) {
    var time = backOff.next();
    LOG.warn("waiting {} ms: {}", time.toMillis(), what);
    progress.waiting(what);
    rewind();
    long until = System.nanoTime() + time.toNanos();
    while (!stopping && System.nanoTime() < until) {
      pollPaused(POLL);
    }
  }

  /** Takes back what is not committed; it is read again. */
  private void rewind() {
    metrics.abort();
    target.abort();
    inbox.clear();
    processed.clear();
    carefulCommits = CAREFUL_COMMITS;
    unplaced.addAll(consumer.assignment());
    consumer.pause(unplaced);
  }

  private void place() {
    target.open();
    if (!unplaced.isEmpty()) {
      var positions = target.positions(Set.copyOf(unplaced));
      positions.forEach(consumer::seek);
      consumer.resume(positions.keySet());
      unplaced.removeAll(positions.keySet());
    }
  }

  private void poll(Duration timeout) {
    inbox.add(consumer.poll(timeout));
    polledAt = System.nanoTime();
    progress.lag(lag());
  }

  private void pollPaused(Duration timeout) {
    consumer.pause(consumer.assignment());
    poll(timeout);
    var placed = new HashSet<>(consumer.assignment());
    placed.removeAll(unplaced);
    consumer.resume(placed);
  }

  private Duration untilCommit() {
    if (processed.isEmpty()) {
      return POLL;
    }
    long left = openedAt + commitInterval.toNanos() - System.nanoTime();
    return Duration.ofNanos(Math.clamp(left, 0, POLL.toNanos()));
  }

  private long lag() {
    long behind = inbox.size();
    for (var partition : consumer.assignment()) {
      behind += unplaced.contains(partition) ? 0 : consumer.currentLag(partition).orElse(0);
    }
    return behind;
  }

  private final class Rebalance implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      try {
        commit();
      } catch (TargetUnavailableException | FencedException e) {
        LOG.warn("not committed before partitions went away: {}", e.getMessage());
        rewind();
      } catch (KafkaException e) {
        LOG.warn("not committed before partitions went away: {}", e.toString());
        rewind();
      }
      forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      LOG.warn("partitions were lost: {}", partitions);
      progress.joined(false);
      rewind();
      forget(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      LOG.info("assigned {}", partitions);
      progress.joined(true);
      unplaced.addAll(partitions);
      consumer.pause(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
      inbox.drop(partitions);
      unplaced.removeAll(partitions);
    }
  }
}

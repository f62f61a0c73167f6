package io.neuralhive.runner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lanes of a unit: started together, stopped together, and none may die alone. */
final class Engine {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final List<Lane> lanes;
  private final List<Progress> progress;
  private final Consumer<Throwable> onDeath;
  private final List<Thread> threads = new ArrayList<>();

  /**
   * An engine of these lanes.
   *
   * @param progress of the lanes, in their order
   * @param onDeath told when a lane ends by a failure
   */
  Engine(List<Lane> lanes, List<Progress> progress, Consumer<Throwable> onDeath) {
    this.lanes = List.copyOf(lanes);
    this.progress = List.copyOf(progress);
    this.onDeath = onDeath;
  }

  void start() {
    for (int number = 0; number < lanes.size(); number++) {
      var lane = lanes.get(number);
      var state = progress.get(number);
      threads.add(Thread.ofPlatform().name("lane-" + number).start(() -> run(lane, state)));
    }
  }

  private void run(Lane lane, Progress state) {
    try {
      lane.run();
    } catch (Throwable e) { // a lane's thread must not end unnoticed, whatever ends it
      state.died(e.toString());
      onDeath.accept(e);
    }
  }

  /** Whether all lanes finished their batches, committed and left their group in that time. */
  boolean stop(Duration limit) {
    lanes.forEach(Lane::stop);
    long until = System.nanoTime() + limit.toNanos();
    boolean all = true;
    for (var thread : threads) {
      try {
        all &= thread.join(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    LOG.info(all ? "stopped" : "not all lanes stopped in time");
    return all;
  }

  Optional<String> notAlive() {
    return progress.stream().flatMap(lane -> lane.notAlive().stream()).findFirst();
  }

  Optional<String> notReady() {
    return progress.stream().flatMap(lane -> lane.notReady().stream()).findFirst();
  }
}

package io.neuralhive.gateway;

import java.time.Duration;
import java.util.Optional;

/** Results of requests, by id. */
interface Results extends AutoCloseable {

  /** The result as JSON text, waiting for it at most that long. */
  Optional<String> await(String id, Duration atMost) throws InterruptedException;

  /** The result as JSON text, if it is known now. */
  Optional<String> find(String id);

  /** Whether all results until now are known. */
  boolean current();

  default void start() {}

  @Override
  default void close() {}

  /** For a pipeline whose requests have no results. */
  static Results none() {
    return new Results() {
      @Override
      public Optional<String> await(String id, Duration atMost) {
        return Optional.empty();
      }

      @Override
      public Optional<String> find(String id) {
        return Optional.empty();
      }

      @Override
      public boolean current() {
        return true;
      }
    };
  }
}

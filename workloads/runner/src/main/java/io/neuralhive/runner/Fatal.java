package io.neuralhive.runner;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Tells failures that no retry mends. */
final class Fatal {

  private Fatal() {}

  static boolean is(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthorizationException
          || cause instanceof AuthenticationException
          || cause instanceof UnsupportedVersionException
          || cause instanceof InvalidTopicException
          || cause instanceof InvalidGroupIdException
          || cause instanceof ConfigException) {
        return true;
      }
    }
    return false;
  }
}

package io.neuralhive.local.process;

import java.io.IOException;

/** A condition did not come true in time, or the process it waited for ended first. */
public final class NotReadyException extends IOException {

  private static final long serialVersionUID = 1L;

  NotReadyException(String message, Throwable lastFailure) {
    super(message, lastFailure);
  }
}

package io.neuralhive.local.services;

import io.neuralhive.local.process.ChildProcess;

/**
 * One running service.
 *
 * @param address where it listens, "host:port" or a URL
 * @param startedMillis from the start of its process to its first good answer
 */
public record Component(String name, String address, ChildProcess process, long startedMillis) {

  public long pid() {
    return process.pid();
  }

  /** False from the moment its process ends. */
  public boolean ready() {
    return process.alive();
  }

  /** Memory in RAM, with the processes it made itself. */
  public long rssBytes() {
    return process.rssBytes();
  }
}

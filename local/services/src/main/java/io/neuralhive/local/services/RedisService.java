package io.neuralhive.local.services;

/** A Redis server that wants its password first. */
public record RedisService(Component component, String host, int port, String password) {

  /** Without the password. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}

package io.neuralhive.local.services;

import java.net.URI;

/**
 * The schema registry.
 *
 * @param url the program's root
 */
public record RegistryService(Component component, URI url) {

  /** Base of the Confluent-compatible API, without a slash at the end. */
  public URI ccompatUrl() {
    return url.resolve("/apis/ccompat/v7");
  }
}

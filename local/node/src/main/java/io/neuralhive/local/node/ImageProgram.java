package io.neuralhive.local.node;

import java.util.List;
import java.util.Map;

/**
 * The local program that stands for a container image.
 *
 * <p>{@code ${HOSTS_FILE}} (a hosts file with the Services as seen from the Pod's namespace) and
 * {@code ${POD_IP}} (the Pod's loopback address) are replaced in the command and in the values of
 * the environment.
 *
 * @param command the entrypoint: an absolute program and its first arguments; a container's {@code
 *     command} replaces it, a container's {@code args} follow it
 * @param environment variables the image brings along; the container's own win
 */
public record ImageProgram(List<String> command, Map<String, String> environment) {

  /** Copies its arguments; an absent environment is an empty one. */
  public ImageProgram {
    command = List.copyOf(command);
    environment = environment == null ? Map.of() : Map.copyOf(environment);
  }
}

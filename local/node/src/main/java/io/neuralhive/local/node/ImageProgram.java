package io.neuralhive.local.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The local program that stands for a container image.
 *
 * <p>Replaced in the command and in the values of the environment: {@code ${HOSTS_FILE}} (a hosts
 * file with the Services as seen from the Pod's namespace), {@code ${POD_IP}} (the Pod's loopback
 * address) and {@code ${TMPDIR}} (where temporary files go, as the variable of that name: {@code
 * /tmp} if the Pod mounts a volume there, else a folder that is emptied before each start and
 * removed with the Pod).
 *
 * @param command the entrypoint: an absolute program and its first arguments; a container's {@code
 *     command} replaces it, a container's {@code args} follow it
 * @param environment variables the image brings along; the container's own win
 * @param files absolute paths of the files and folders that the program consists of. A volume that
 *     is mounted above one of them does not hide it from the program, which may only read it then
 */
public record ImageProgram(
    List<String> command, Map<String, String> environment, List<String> files) {

  /** Copies its arguments; absent environment and files are empty ones. */
  public ImageProgram {
    command = List.copyOf(command);
    environment = environment == null ? Map.of() : Map.copyOf(environment);
    files = files == null ? List.of() : List.copyOf(files);
    for (var file : files) {
      if (!Path.of(file).isAbsolute()) {
        throw new IllegalArgumentException("\"files\" has " + file + "; write an absolute path");
      }
    }
  }
}

package io.neuralhive.local.node;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Where the files of a volume come from; asked again whenever its sources may have changed. */
interface VolumeContent {

  /**
   * The files by relative path.
   *
   * @throws ContainerProblem naming what is missing
   */
  Map<String, VolumeFile> files() throws ContainerProblem;

  /** When the files must be asked for again although no source changed. */
  default Optional<Instant> refreshAt() {
    return Optional.empty();
  }
}

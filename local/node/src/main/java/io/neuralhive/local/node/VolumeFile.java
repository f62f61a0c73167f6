package io.neuralhive.local.node;

import java.util.Arrays;

/** One file of a volume: its bytes and its permission bits. */
record VolumeFile(byte[] content, int mode) {

  @Override
  public boolean equals(Object other) {
    return other instanceof VolumeFile that
        && mode == that.mode
        && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(content) + mode;
  }

  /** Without the content, which may be a secret. */
  @Override
  public String toString() {
    return "VolumeFile[" + content.length + " bytes, mode " + Integer.toOctalString(mode) + "]";
  }
}

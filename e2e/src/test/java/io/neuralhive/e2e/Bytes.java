package io.neuralhive.e2e;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Looks for bytes in files of any size. */
final class Bytes {

  private static final int BLOCK = 1 << 20;

  private Bytes() {}

  static boolean contain(Path file, byte[] needle) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      var block = new byte[BLOCK];
      int kept = 0;
      for (int read = in.read(block, kept, BLOCK - kept);
          read > 0;
          read = in.read(block, kept, BLOCK - kept)) {
        int length = kept + read;
        if (indexOf(block, length, needle) >= 0) {
          return true;
        }
        kept = Math.min(needle.length - 1, length);
        System.arraycopy(block, length - kept, block, 0, kept);
      }
      return false;
    } catch (NoSuchFileException e) {
      return false; // it went away while others were read
    }
  }

  private static int indexOf(byte[] block, int length, byte[] needle) {
    for (int i = 0; i <= length - needle.length; i++) {
      int j = 0;
      while (j < needle.length && block[i + j] == needle[j]) {
        j++;
      }
      if (j == needle.length) {
        return i;
      }
    }
    return -1;
  }
}

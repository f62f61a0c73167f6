package io.neuralhive.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Files that only their owner can read, for keys and passwords. */
public final class PrivateFile {

  private static final int SECRET_BYTES = 24;

  private PrivateFile() {}

  /** Replaces the file in one step; it is never readable by others, not even while written. */
  public static Path write(Path file, String content) throws IOException {
    var parent = file.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    var temporary = parent.resolve(file.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    Files.createFile(
        temporary,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(temporary, content);
    return Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The secret in the file, which is made (192 random bits, URL-safe letters) when missing. */
  public static String secret(Path file) throws IOException {
    if (!Files.exists(file)) {
      var random = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(random);
      write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }
    return Files.readString(file);
  }
}

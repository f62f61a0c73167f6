package io.neuralhive.inference;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Model archives on this machine, each in a directory named by its SHA-256. A directory with such a
 * name is complete and was verified: it appears by a rename after the digest was compared and the
 * archive unpacked. The cache belongs to this process; its content is not verified again.
 */
final class ArtifactStore {

  private static final Logger LOG = LoggerFactory.getLogger(ArtifactStore.class);

  private final Path directory;
  private final Optional<Path> packages;
  private final Supplier<HttpClient> http;

  /**
   * @param directory where verified archives are kept
   * @param packages where archives with a {@code package:} address are found
   */
  ArtifactStore(Path directory, Optional<Path> packages, Supplier<HttpClient> http) {
    this.directory = directory;
    this.packages = packages;
    this.http = http;
  }

  /** A client that leaves https for nothing else, also not when it is redirected. */
  static HttpClient httpsClient() {
    return HttpClient.newBuilder()
        .connectTimeout(Duration.ofSeconds(10))
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build();
  }

  /**
   * The directory that holds the unpacked, verified archive of the model.
   *
   * @throws StartFailure if it cannot be fetched, has another digest or is not a plain zip archive
   */
  Path fetch(ModelSpec spec) {
    try {
      Files.createDirectories(directory);
      // The lock keeps a second process on the same cache from removing what this one writes.
      try (var channel =
              FileChannel.open(
                  directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        return fetchLocked(spec);
      }
    } catch (IOException e) {
      throw new StartFailure(
          spec.path() + ".artifact cannot be kept in cacheDirectory " + directory + ": " + e, e);
    }
  }

  private Path fetchLocked(ModelSpec spec) throws IOException {
    var target = directory.resolve("sha256-" + spec.sha256());
    if (Files.isDirectory(target)) {
      LOG.info("model {} is in the cache, sha256 {}", spec.name(), spec.sha256());
      return target;
    }
    var archive = directory.resolve("sha256-" + spec.sha256() + ".fetching");
    var unpacking = directory.resolve("sha256-" + spec.sha256() + ".unpacking");
    FileSystemUtils.deleteRecursively(unpacking);
    try {
      var digest = download(spec, archive);
      if (!digest.equals(spec.sha256())) {
        throw new StartFailure(
            ("%s.artifact from %s has sha256 %s, but %s is declared; nothing of it was opened,"
                    + " declare the digest you trust")
                .formatted(spec.path(), spec.uri(), digest, spec.sha256()));
      }
      unpack(spec, archive, unpacking);
      Files.move(unpacking, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(archive);
      FileSystemUtils.deleteRecursively(unpacking);
    }
    LOG.info("model {} fetched from {}, sha256 {}", spec.name(), spec.uri(), spec.sha256());
    return target;
  }

  private String download(ModelSpec spec, Path archive) {
    try (var in = new DigestInputStream(open(spec), MessageDigest.getInstance("SHA-256"))) {
      Files.copy(in, archive, StandardCopyOption.REPLACE_EXISTING);
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (IOException e) {
      throw new StartFailure(
          "%s.artifact cannot be read from %s: %s".formatted(spec.path(), spec.uri(), e), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private InputStream open(ModelSpec spec) throws IOException {
    return switch (spec.uri().getScheme()) {
      case "file" -> Files.newInputStream(Path.of(spec.uri()));
      case "package" -> Files.newInputStream(packaged(spec));
      default -> openHttps(spec.uri());
    };
  }

  private Path packaged(ModelSpec spec) {
    var place = spec.uri().getSchemeSpecificPart().replace('/', '-');
    return packages
        .orElseThrow(
            () ->
                new StartFailure(
                    ("%s.artifact.uri is %s, but the server has no packages;"
                            + " start it with --packages=<directory>")
                        .formatted(spec.path(), spec.uri())))
        .resolve(place + "-" + spec.sha256() + ".zip");
  }

  private InputStream openHttps(URI uri) throws IOException {
    try {
      var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).build();
      var response = http.get().send(request, BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        response.body().close();
        throw new IOException("the server answered HTTP " + response.statusCode());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while fetching", e);
    }
  }

  private static void unpack(ModelSpec spec, Path archive, Path into) throws IOException {
    Files.createDirectories(into);
    try (var zip = new ZipFile(archive.toFile())) {
      for (var entries = zip.entries(); entries.hasMoreElements(); ) {
        var entry = entries.nextElement();
        var file = into.resolve(entry.getName()).normalize();
        if (!file.startsWith(into) || file.equals(into)) {
          throw new StartFailure(
              "%s.artifact has the entry %s, which leads out of the archive; pack it again"
                  .formatted(spec.path(), entry.getName()));
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          try (var in = zip.getInputStream(entry)) {
            Files.copy(in, file);
          }
        }
      }
    } catch (ZipException e) {
      throw new StartFailure(spec.path() + ".artifact is not a zip archive: " + e.getMessage(), e);
    }
  }
}

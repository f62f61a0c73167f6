package io.neuralhive.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactStoreTest {

  @TempDir private Path directory;
  private Path archive;
  private Path cache;
  private ArtifactStore store;

  @BeforeEach
  void packAnArchive() throws Exception {
    archive = directory.resolve("model.zip");
    cache = directory.resolve("cache");
    try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      Scene.add(zip, "model.onnx", new byte[] {1, 2, 3});
      Scene.add(zip, "more/labels.json", "{}".getBytes());
    }
    store = new ArtifactStore(cache, Optional.empty(), ArtifactStore::httpsClient);
  }

  @Test
  void unpacksIntoADirectoryNamedByTheDigest() throws Exception {
    var digest = Scene.sha256(archive);

    var unpacked = store.fetch(spec(archive.toUri(), digest));

    assertThat(unpacked).isEqualTo(cache.resolve("sha256-" + digest));
    assertThat(unpacked.resolve("model.onnx")).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(unpacked.resolve("more/labels.json")).hasContent("{}");
  }

  @Test
  void fetchesAnArtifactOnce() throws Exception {
    var spec = spec(archive.toUri(), Scene.sha256(archive));
    var first = store.fetch(spec);
    Files.delete(archive);

    assertThat(store.fetch(spec)).isEqualTo(first);
  }

  @Test
  void findsAPackageByNameVersionAndDigest() throws Exception {
    var digest = Scene.sha256(archive);
    Files.copy(archive, directory.resolve("intent-domain-1.0.0-" + digest + ".zip"));
    var spec = spec(URI.create("package:intent-domain/1.0.0"), digest);

    assertThatThrownBy(() -> store.fetch(spec))
        .isInstanceOf(StartFailure.class)
        .hasMessageContainingAll("models[0].artifact.uri is package:intent-domain", "--packages");
    var packages = Optional.of(directory);
    assertThat(
            new ArtifactStore(cache, packages, ArtifactStore::httpsClient)
                .fetch(spec)
                .resolve("model.onnx"))
        .exists();
  }

  @Test
  void opensNothingOfAnArchiveWithAnotherDigest() throws Exception {
    var declared = "0".repeat(64);

    assertThatThrownBy(() -> store.fetch(spec(archive.toUri(), declared)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContainingAll("models[0].artifact", declared, Scene.sha256(archive));
    assertThat(cached()).containsExactly(".lock");
  }

  @Test
  void refusesAnEntryThatLeadsOutOfTheArchive() throws Exception {
    try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      Scene.add(zip, "../outside", new byte[] {1});
    }

    assertThatThrownBy(() -> store.fetch(spec(archive.toUri(), Scene.sha256(archive))))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("models[0].artifact has the entry ../outside");
    assertThat(cached()).containsExactly(".lock");
  }

  @Test
  void refusesWhatIsNotAZipArchiveOrNotThere() throws Exception {
    Files.writeString(archive, "not an archive");
    assertThatThrownBy(() -> store.fetch(spec(archive.toUri(), Scene.sha256(archive))))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("models[0].artifact is not a zip archive");

    Files.delete(archive);
    assertThatThrownBy(() -> store.fetch(spec(archive.toUri(), "0".repeat(64))))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("models[0].artifact cannot be read from file:");
  }

  @Test
  void fetchesOverHttps() throws Exception {
    var keys = serverKeys();
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(keys)));
    server.createContext(
        "/model.zip",
        exchange -> {
          exchange.sendResponseHeaders(200, Files.size(archive));
          Files.copy(archive, exchange.getResponseBody());
          exchange.close();
        });
    server.start();
    try (var client = HttpClient.newBuilder().sslContext(tls(keys)).build()) {
      var base = "https://localhost:" + server.getAddress().getPort();
      var trusting = new ArtifactStore(cache, Optional.empty(), () -> client);
      var digest = Scene.sha256(archive);

      assertThatThrownBy(() -> trusting.fetch(spec(URI.create(base + "/absent.zip"), digest)))
          .isInstanceOf(StartFailure.class)
          .hasMessageContainingAll(base + "/absent.zip", "HTTP 404");
      assertThatThrownBy(() -> store.fetch(spec(URI.create(base + "/model.zip"), digest)))
          .as("the certificate is not one the platform trusts")
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("SSLHandshakeException");
      assertThat(
              trusting.fetch(spec(URI.create(base + "/model.zip"), digest)).resolve("model.onnx"))
          .hasBinaryContent(new byte[] {1, 2, 3});
    } finally {
      server.stop(0);
    }
  }

  private List<String> cached() throws IOException {
    try (var files = Files.list(cache)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static ModelSpec spec(URI uri, String sha256) {
    return new ModelSpec(
        "models[0]",
        "m",
        "1",
        ModelSpec.Task.TensorInference,
        uri,
        sha256,
        List.of(),
        List.of(),
        List.of());
  }

  private Path serverKeys() throws Exception {
    var file = directory.resolve("keys.p12");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                file.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .start();
    var output = new String(keytool.getInputStream().readAllBytes());
    assertThat(keytool.waitFor()).as(output).isZero();
    return file;
  }

  private static SSLContext tls(Path file) throws Exception {
    var password = "changeit".toCharArray();
    var store = KeyStore.getInstance(file.toFile(), password);
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    // Key stores trust certificates, not keys, so the server's own is added as one.
    store.setCertificateEntry("trusted", store.getCertificate("server"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}

package io.neuralhive.local.node;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A node in a JVM of its own, so that a test can kill it. Reads its certificate and key. */
final class NodeMain {

  private NodeMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var pem = new String(System.in.readAllBytes(), StandardCharsets.US_ASCII);
    var api = Config.fromKubeconfig(Path.of(arguments[1]).toFile());
    var key = pem.indexOf("-----BEGIN PRIVATE KEY-----");
    var certificate = pem.substring(0, key);
    var tls = new KubeletTls(certificate, pem.substring(key), certificate);
    var options =
        LocalNodeOptions.of(api, Path.of(arguments[0]), TestNode.IMAGES, tls).withName("killed");
    try (var node = LocalNode.start(options)) {
      System.out.println("up");
      Thread.sleep(Long.MAX_VALUE);
      System.out.println(node.name());
    }
  }
}

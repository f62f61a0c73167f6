package io.neuralhive.local.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** GET that must answer 200 to 399. Like the kubelet's, it does not verify certificates. */
record HttpProbe(URI uri, Map<String, String> headers) implements ProbeAction {

  private static final HttpClient CLIENT = client();

  @Override
  public void check(Duration timeout) throws ProbeFailed, InterruptedException {
    var request = HttpRequest.newBuilder(uri).timeout(timeout).GET();
    headers.forEach(request::setHeader);
    try {
      var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() < 200 || answer.statusCode() >= 400) {
        throw new ProbeFailed("HTTP probe failed with statuscode: " + answer.statusCode());
      }
    } catch (IOException e) {
      throw new ProbeFailed("GET " + uri + ": " + e);
    }
  }

  private static HttpClient client() {
    try {
      var tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {new TrustAnyone()}, null);
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .sslContext(tls)
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no TLS", e);
    }
  }

  /** A probe asks whether somebody answers, not who it is. */
  private static final class TrustAnyone extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

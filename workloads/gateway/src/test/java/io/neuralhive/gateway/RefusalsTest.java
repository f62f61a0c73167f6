package io.neuralhive.gateway;

import static io.neuralhive.gateway.TestGateway.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a request is answered with a sentence, at once, and goes nowhere. */
@Timeout(60)
class RefusalsTest {

  @TempDir private static Path folder;
  private static Scene scene;
  private static TestGateway gateway;

  record Wrong(
      String name,
      int status,
      String says,
      String method,
      String path,
      byte[] body,
      String... headers) {

    static Wrong post(int status, String says, String body, String... headers) {
      return new Wrong(says, status, says, "POST", "", bytes(body), headers);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    scene = new Scene(folder);
    gateway = scene.gateway();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    scene.close();
  }

  static Stream<Wrong> wrong() {
    var good = text("a good one");
    var badUtf8 = new byte[] {'{', '"', 't', 'e', 'x', 't', '"', ':', '"', (byte) 0xC3, '"', '}'};
    return Stream.of(
        Wrong.post(400, "'text' is empty", text("  ")),
        Wrong.post(400, "10001 characters", text("é".repeat(10_001))),
        new Wrong("UTF-8", 400, "not valid UTF-8", "POST", "", badUtf8),
        Wrong.post(400, "not valid JSON, see line 1, column", "text=hello"),
        Wrong.post(400, "must be a JSON object with amount, count, text, tone", "[]"),
        Wrong.post(400, "unknown field 'txt'; known are amount", "{\"text\":\"a\",\"txt\":1}"),
        Wrong.post(400, "unknown field '[EMAIL]'", "{\"ana@example.com\":1}"),
        Wrong.post(413, "more than 65536 bytes", text("x".repeat(2_000_000))),
        Wrong.post(415, "Content-Type: application/json", good, "Content-Type", "text/plain"),
        Wrong.post(415, "UTF-8", good, "Content-Type", "application/json;charset=latin1"),
        Wrong.post(415, "Content-Type: application/json", good, "Content-Type", "///"),
        Wrong.post(415, "without Content-Encoding", good, "Content-Encoding", "gzip"),
        Wrong.post(406, "which Accept must allow", good, "Accept", "text/html"),
        Wrong.post(400, "Accept header is not", good, "Accept", "/;"),
        Wrong.post(400, "Idempotency-Key must be", good, "Idempotency-Key", "two words"),
        Wrong.post(400, "given twice", good, "Idempotency-Key", "a", "Idempotency-Key", "b"),
        new Wrong("long wait", 400, "at most 60s", "POST", "?wait=61s", bytes(good)),
        new Wrong("no wait", 400, "at most 60s", "POST", "?wait=", bytes(good)),
        new Wrong("two waits", 400, "wait is given twice", "POST", "?wait=1s&wait=2s", bytes(good)),
        new Wrong("GET of all", 405, "use POST here, not GET", "GET", "", bytes("")),
        new Wrong("DELETE", 405, "use GET here, not DELETE", "DELETE", "/x", bytes("")),
        new Wrong("HEAD-like", 405, "use POST here, not PROPFIND", "PROPFIND", "", bytes("")),
        new Wrong("unknown id", 404, "nothing is known under this id", "GET", "/x", bytes("")),
        new Wrong("unknown path", 404, "requests go to /wishes", "GET", "/x/y", bytes("")),
        new Wrong("slash", 404, "requests go to /wishes", "POST", "/", bytes(good)));
  }

  @ParameterizedTest
  @MethodSource
  void wrong(Wrong request) {
    long before = scene.count();
    var builder = gateway.request("/wishes" + request.path());
    if (Stream.of(request.headers()).noneMatch("Content-Type"::equals)) {
      builder.header("Content-Type", "application/json");
    }
    if (request.headers().length > 0) {
      builder.headers(request.headers());
    }
    builder.method(request.method(), BodyPublishers.ofByteArray(request.body()));

    var answer = gateway.send(builder);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(request.status());
    assertThat(GatewayTest.detail(answer)).contains(request.says());
    assertThat(answer.headers().firstValue("Allow").isPresent()).isEqualTo(request.status() == 405);
    // A good one right behind it goes through, and is the only one.
    assertThat(gateway.post("", text("after " + request)).statusCode()).isEqualTo(202);
    assertThat(scene.count()).isEqualTo(before + 1);
  }

  @Test
  void endlessChunksAreAnsweredBeforeTheyEnd() throws Exception {
    try (var socket = raw("POST /wishes", "Transfer-Encoding: chunked")) {
      var chunk = bytes("1000\r\n" + "x".repeat(0x1000) + "\r\n");
      for (int sent = 0; sent <= 65_536; sent += 0x1000) {
        socket.getOutputStream().write(chunk);
      }
      socket.getOutputStream().flush();

      assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("more than 65536 bytes");
    }
  }

  @Test
  void aLargeBodyIsRefusedBeforeItIsSent() throws Exception {
    try (var socket = raw("POST /wishes", "Content-Length: 99999999\r\nExpect: 100-continue")) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("more than 65536 bytes");
    }
  }

  @Test
  void aBodyThatStallsIsGivenUp() throws Exception {
    try (var socket = raw("POST /wishes", "Content-Length: 100")) {
      socket.getOutputStream().write(bytes("{\"text\":"));

      assertThat(answer(socket)).startsWith("HTTP/1.1 408");
      Eventually.that(
          "it is counted",
          () -> gateway.metric("neuralhive_gateway_requests_seconds_count", "status=\"408\"") == 1);
    }
  }

  @Test
  void clientsThatGoAwayLeaveNothingBehind() throws Exception {
    long before = scene.count();
    double early = gateway.metric("neuralhive_gateway_requests_seconds_count", "status=\"400\"");
    try (var socket = raw("POST /wishes", "Content-Length: 100")) {
      socket.getOutputStream().write(bytes("{\"text\":"));
    }
    Eventually.that(
        "its body ended early",
        () ->
            gateway.metric("neuralhive_gateway_requests_seconds_count", "status=\"400\"")
                == early + 1);
    assertThat(scene.count()).isEqualTo(before);
    var body = text("and off");
    try (var socket = raw("POST /wishes?wait=300ms", "Content-Length: " + body.length())) {
      socket.getOutputStream().write(bytes(body));
    }
    Eventually.that("it was taken", () -> scene.count() == before + 1);
    Eventually.that(
        "nobody is waited for any more",
        () -> gateway.metric("neuralhive_gateway_requests_in_flight") == 0);
  }

  @Test
  void whatIsNotHttpIsRefusedToo() throws Exception {
    try (var socket = raw("GET /wishes/%zz", "X: y")) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 400").doesNotContain("<html", "Exception");
    }
    try (var socket = raw("GET /wishes/a\\b%2Fc", "X: y")) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 400").doesNotContain("<html", "Exception");
    }
    try (var socket = raw("POST /wishes?wait=%zz", "Content-Length: 2\r\n\r\n{}")) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 400").contains("problem+json");
    }
  }

  private static Socket raw(String start, String headers) throws IOException {
    var socket = new Socket("127.0.0.1", gateway.port());
    socket.setSoTimeout(15_000);
    var head =
        start
            + " HTTP/1.1\r\nHost: wishes\r\nContent-Type: application/json\r\nConnection: close\r\n"
            + headers
            + "\r\n\r\n";
    socket.getOutputStream().write(bytes(head));
    return socket;
  }

  /** The header and, of a problem, the body up to its end. */
  private static String answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    var text = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      text.append((char) c);
      boolean noBody = text.indexOf("Content-Length: 0") >= 0 && text.indexOf("\r\n\r\n") >= 0;
      if (c == '}' || noBody) {
        break;
      }
    }
    return text.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

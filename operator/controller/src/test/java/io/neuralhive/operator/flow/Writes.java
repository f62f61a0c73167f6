package io.neuralhive.operator.flow;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every request of the operator's client that could change something, leases aside. */
final class Writes implements Interceptor {
  private final List<String> seen = new CopyOnWriteArrayList<>();

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (!request.method().equals("GET") && !request.uri().getPath().contains("/leases")) {
      seen.add(request.method() + " " + request.uri().getPath());
    }
  }

  /** Writes so far, in order. */
  List<String> all() {
    return List.copyOf(seen);
  }
}

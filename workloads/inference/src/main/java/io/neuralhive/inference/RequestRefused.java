package io.neuralhive.inference;

/** A request that is answered with an error of the protocol: a status and one sentence. */
final class RequestRefused extends Exception {

  private final int status;

  RequestRefused(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  static RequestRefused invalid(String message) {
    return new RequestRefused(400, message);
  }

  int status() {
    return status;
  }
}

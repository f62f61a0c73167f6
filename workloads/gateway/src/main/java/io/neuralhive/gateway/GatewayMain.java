package io.neuralhive.gateway;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a gateway until SIGTERM: {@code --plan=FILE --bind=ADDRESS --port=PORT}. Ends with status 1
 * and one line when it must not start.
 */
public final class GatewayMain {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayMain.class);

  private GatewayMain() {}

  /** See {@link Arguments} for what may be given. */
  public static void main(String[] args) {
    try {
      Gateway.start(Arguments.parse(args));
    } catch (StartFailure e) {
      LOG.error("not started: {}", e.getMessage());
      System.exit(1);
    }
  }
}

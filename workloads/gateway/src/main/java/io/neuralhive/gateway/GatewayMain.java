package io.neuralhive.gateway;

import io.neuralhive.plan.GatewayPlan;
import io.neuralhive.plan.InvalidPlanException;
import io.neuralhive.plan.Plans;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts a gateway: {@code --plan=FILE --bind=ADDRESS --port=PORT}. */
public final class GatewayMain {

  private GatewayMain() {}

  public static void main(String[] args) {
    try {
      start(args);
    } catch (IllegalArgumentException | InvalidPlanException e) {
      System.err.println("gateway: " + e.getMessage());
      System.exit(2);
    }
  }

  /**
   * Starts the gateway and returns when it takes requests.
   *
   * @throws InvalidPlanException when the plan file must not be started with
   */
  static ConfigurableApplicationContext start(String... args) {
    var arguments = Arguments.parse(args);
    var plan = Plans.read(Path.of(arguments.require("plan")), GatewayPlan.class);
    var application = new SpringApplication(GatewayApplication.class);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setDefaultProperties(
        Map.of(
            "gateway.path", plan.path(),
            "server.address", arguments.require("bind"),
            "server.port", arguments.require("port")));
    ApplicationContextInitializer<ConfigurableApplicationContext> givePlan =
        context -> context.getBeanFactory().registerSingleton("gatewayPlan", plan);
    application.addInitializers(givePlan);
    return application.run();
  }
}

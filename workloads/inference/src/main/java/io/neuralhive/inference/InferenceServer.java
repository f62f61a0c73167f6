package io.neuralhive.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.support.HandlerFunctionAdapter;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;

/**
 * The process: reads arguments and configuration, answers probes at once, and answers inference
 * when every model is loaded and proven. Anything that can never work ends it with status 1 and one
 * line that says what to change.
 */
public final class InferenceServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InferenceServer.class);

  private final ServletWebServerApplicationContext context;
  private final CompletableFuture<Void> loading;

  private InferenceServer(
      ServletWebServerApplicationContext context, CompletableFuture<Void> loading) {
    this.context = context;
    this.loading = loading;
  }

  /** Runs the server until the process is told to end. */
  public static void main(String[] args) {
    try {
      start(Arguments.parse(args)).awaitLoaded();
    } catch (StartFailure e) {
      LOG.error("not started: {}", e.getMessage());
      System.exit(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts to listen; the models are loaded meanwhile. */
  static InferenceServer start(Arguments arguments) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    var configuration = Configuration.read(arguments.config());
    keepTokenizerLibraryOffline(configuration);
    var version = version();
    var metrics = new ServerMetrics(version);
    var registry = new ModelRegistry(configuration, arguments, metrics);
    var loading = new CompletableFuture<Void>();
    // The models load while the web server starts: natives and Spring do not wait for each other.
    Thread.ofPlatform().daemon().name("load").start(() -> load(registry, loading));
    var routes = new ProtocolRoutes(registry, metrics, version).routes();
    try {
      var context = (ServletWebServerApplicationContext) web(arguments, registry, routes).run();
      LOG.info("listening on {} port {}", arguments.bind(), context.getWebServer().getPort());
      return new InferenceServer(context, loading);
    } catch (WebServerException | ApplicationContextException e) {
      registry.close();
      throw new StartFailure(
          "--bind=%s --port=%d cannot be listened on: %s"
              .formatted(arguments.bind(), arguments.port(), rootMessage(e)),
          e);
    }
  }

  int port() {
    return context.getWebServer().getPort();
  }

  /**
   * Returns when every model was tried; one with a failed golden sample keeps the server not ready.
   *
   * @throws StartFailure if a model can never serve
   */
  void awaitLoaded() throws InterruptedException {
    try {
      loading.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StartFailure failure) {
        throw failure;
      }
      throw new StartFailure("a model could not be loaded: " + e.getCause(), e.getCause());
    }
  }

  /** Refuses new requests, answers those that run, and frees the models. */
  @Override
  public void close() {
    context.close();
  }

  private static void load(ModelRegistry registry, CompletableFuture<Void> loading) {
    try {
      registry.load();
      loading.complete(null);
    } catch (Throwable e) {
      // Errors too: a native library that does not load must end the process, not this thread.
      loading.completeExceptionally(e);
    }
  }

  private static SpringApplication web(
      Arguments arguments, ModelRegistry registry, RouterFunction<ServerResponse> routes) {
    var environment = new StandardEnvironment();
    // Neither environment variables nor system properties configure this server.
    environment
        .getPropertySources()
        .remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    environment
        .getPropertySources()
        .remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "arguments",
                Map.of(
                    "server.address",
                    arguments.bind(),
                    "server.port",
                    arguments.port(),
                    "server.shutdown",
                    "graceful",
                    "spring.lifecycle.timeout-per-shutdown-phase",
                    Duration.ofSeconds(20),
                    "spring.config.location",
                    "optional:classpath:/",
                    "spring.threads.virtual.enabled",
                    true)));
    var application = new SpringApplication(Web.class);
    application.setEnvironment(environment);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setLazyInitialization(true);
    application.addInitializers(
        context -> {
          var beans = (GenericApplicationContext) context;
          beans.registerBean(RouterFunction.class, () -> routes);
          // Closed with the context, after the web server has answered its last request.
          beans.registerBean(ModelRegistry.class, () -> registry, bean -> bean.setLazyInit(false));
        });
    return application;
  }

  /** The library would otherwise look for accelerators, call home and write to the home folder. */
  private static void keepTokenizerLibraryOffline(Configuration configuration) {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("RUST_FLAVOR", "cpu");
    System.setProperty(
        "DJL_CACHE_DIR",
        configuration.cacheDirectory().resolve("native").toAbsolutePath().toString());
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
  }

  private static String version() {
    try (var in = InferenceServer.class.getResourceAsStream("build.properties")) {
      var build = new Properties();
      build.load(in);
      return build.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String rootMessage(Throwable e) {
    var root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }

  /** The few parts of Spring's web stack that a router needs; listed, because scanning is slow. */
  @SpringBootConfiguration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class
  })
  static class Web {

    @Bean
    RouterFunctionMapping routerFunctionMapping() {
      var mapping = new RouterFunctionMapping();
      mapping.setMessageConverters(List.of(new ByteArrayHttpMessageConverter()));
      return mapping;
    }

    @Bean
    HandlerFunctionAdapter handlerFunctionAdapter() {
      return new HandlerFunctionAdapter();
    }
  }
}

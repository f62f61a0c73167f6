package io.neuralhive.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.catalina.core.StandardHost;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.support.HandlerFunctionAdapter;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;

/** Tomcat with the few parts of Spring's web stack that a router needs. */
final class WebServer {

  private WebServer() {}

  /**
   * Starts to listen.
   *
   * @param stopping called when the process is told to stop, before running requests are awaited
   * @param stopped called when the last request is answered
   */
  static ServletWebServerApplicationContext start(
      Arguments arguments,
      RouterFunction<ServerResponse> routes,
      Runnable stopping,
      AutoCloseable stopped) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    // Spring would replace the logging of logback.xml by its own.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    var application = new SpringApplication(Web.class);
    application.setEnvironment(environment(arguments));
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setLazyInitialization(true);
    application.addListeners(new OnClose(stopping));
    application.addInitializers(
        context -> {
          var beans = (GenericApplicationContext) context;
          beans.registerBean(RouterFunction.class, () -> routes);
          // Closed with the context, after the web server has answered its last request.
          beans.registerBean(AutoCloseable.class, () -> stopped, bean -> bean.setLazyInit(false));
        });
    return (ServletWebServerApplicationContext) application.run();
  }

  private static StandardEnvironment environment(Arguments arguments) {
    var environment = new StandardEnvironment();
    var sources = environment.getPropertySources();
    // Neither environment variables nor system properties configure this server.
    sources.remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    sources.remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
    sources.addFirst(
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
                true,
                // A body that stalls is given up.
                "server.tomcat.connection-timeout",
                Duration.ofSeconds(5),
                "server.tomcat.keep-alive-timeout",
                Duration.ofSeconds(60),
                // Each costs about 32 KiB, and the heap is small.
                "server.tomcat.max-connections",
                1500,
                // A refused body is read on so far, or its sender would see a reset, no answer.
                "server.tomcat.max-swallow-size",
                "8MB")));
    return environment;
  }

  private record OnClose(Runnable action) implements ApplicationListener<ContextClosedEvent> {
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
      action.run();
    }
  }

  /** Listed, because scanning is slow. */
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

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat() {
      return factory -> {
        factory.addContextCustomizers(
            context ->
                ((StandardHost) context.getParent())
                    .setErrorReportValveClass(TomcatProblems.class.getName()));
        // Who asks first whether to send a large body is told no, not yes and then no.
        factory.addConnectorCustomizers(
            connector -> connector.setProperty("continueResponseTiming", "onRead"));
      };
    }
  }
}

package io.neuralhive.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.neuralhive.plan.GatewayPlan;
import io.neuralhive.wire.RecordDecoder;
import io.neuralhive.wire.SchemaRegistry;
import java.time.Clock;
import org.apache.avro.Schema;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** Wires the gateway from its plan. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan
class GatewayApplication {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  PrometheusMeterRegistry metrics() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  @Bean
  RequestReader requestReader(GatewayPlan plan) {
    return new RequestReader(plan);
  }

  @Bean
  RequestStates requestStates(GatewayPlan plan) {
    return plan.redis() == null
        ? new LocalRequestStates()
        : RedisRequestStates.connect(plan);
  }

  @Bean(destroyMethod = "close")
  IngressTopic ingressTopic(GatewayPlan plan) {
    return new IngressTopic(plan);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  Results results(GatewayPlan plan, SchemaRegistry registry, RequestStates states) {
    if (plan.result() == null) {
      return Results.none();
    }
    var schema = new Schema.Parser().parse(plan.result().schema());
    return new ResultTopic(plan, new RecordDecoder(schema, registry), states);
  }

  @Bean
  SchemaRegistry schemaRegistry(GatewayPlan plan, Clock clock) {
    return new SchemaRegistry(plan.registry().url(), clock);
  }
}

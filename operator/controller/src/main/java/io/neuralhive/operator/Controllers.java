package io.neuralhive.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.neuralhive.operator.kafka.KafkaClusters;
import io.neuralhive.operator.kafka.TopicsOfPlatform;
import io.neuralhive.operator.kube.Events;
import io.neuralhive.operator.model.ModelReconciler;
import io.neuralhive.operator.pipeline.PipelineReconciler;
import io.neuralhive.operator.platform.PlatformReconciler;
import io.neuralhive.operator.runtime.OperatorConfig;
import io.neuralhive.operator.runtime.OperatorProcess;
import io.neuralhive.operator.schema.SchemaReconciler;
import io.neuralhive.operator.stream.StreamReconciler;
import io.neuralhive.planner.WorkloadImages;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;

/** Wires a reconciler for every kind. */
final class Controllers {
  private Controllers() {}

  static OperatorProcess register(
      OperatorProcess process, KubernetesClient client, OperatorConfig config, Clock clock) {
    var kafka = new KafkaClusters();
    var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    var topics = new TopicsOfPlatform(client, kafka);
    var events = new Events(client, clock);
    var images =
        new WorkloadImages(
            config.images().runner(), config.images().gateway(), config.images().inference());
    return process
        .closing(http)
        .closing(kafka)
        .register(new PlatformReconciler(client, kafka, http, events, config.probe(), clock))
        .register(new StreamReconciler(topics, http, events, config.poll(), clock))
        .register(new SchemaReconciler(events, config.probe(), clock))
        .register(new ModelReconciler(images.inference(), events, config.poll(), clock))
        .register(new PipelineReconciler(images, topics, http, events, config.poll(), clock));
  }
}

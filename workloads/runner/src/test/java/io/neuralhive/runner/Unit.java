package io.neuralhive.runner;

import io.neuralhive.plan.DeadLetterTopic;
import io.neuralhive.plan.Input;
import io.neuralhive.plan.Kafka;
import io.neuralhive.plan.Output;
import io.neuralhive.plan.Plans;
import io.neuralhive.plan.PostgresqlTarget;
import io.neuralhive.plan.Registry;
import io.neuralhive.plan.Step;
import io.neuralhive.plan.UnitPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A unit under test: its topics, its plan and its processes. */
final class Unit implements AutoCloseable {

  final String in;
  final String out;
  final String dead;
  final FakeHttp http;
  final Topics topics;
  private final String name;
  private final Path folder;
  private final List<RunnerProcess> processes = new ArrayList<>();
  private List<Step> steps;
  private PostgresqlTarget sink;
  private String registryUrl;

  Unit(String name, Topics topics, Path folder) throws Exception {
    this.name = name;
    this.topics = topics;
    this.folder = folder;
    this.in = name + ".in";
    this.out = name + ".out";
    this.dead = name + ".dead";
    this.http = new FakeHttp(Topics.NOTE);
    this.registryUrl = http.url();
    this.steps = List.of(moody());
    topics.create(in, out, dead);
  }

  static Step moody() {
    var note = Topics.NOTE.toString();
    return new Step.Function("work", null, "moody", Map.of(), note, note);
  }

  Unit steps(Step... steps) {
    this.steps = List.of(steps);
    return this;
  }

  Unit sink(PostgresqlTarget sink) {
    this.sink = sink;
    this.steps = List.of();
    return this;
  }

  Unit registry(String url) {
    this.registryUrl = url;
    return this;
  }

  String group() {
    return name + "-group";
  }

  UnitPlan plan(int commitMillis) {
    var note = Topics.NOTE.toString();
    return new UnitPlan(
        "test",
        name,
        "unit",
        new Kafka(topics.bootstrapServers()),
        new Registry(registryUrl),
        new Input(in, group(), note),
        steps,
        sink != null
            ? List.of()
            : List.of(new Output(steps.getLast().stage(), out, "id", Topics.SCHEMA_ID, note)),
        sink,
        new DeadLetterTopic(dead, 2),
        commitMillis);
  }

  RunnerProcess start(int commitMillis, String... arguments) throws IOException {
    return startWith(Plans.write(plan(commitMillis)), arguments);
  }

  RunnerProcess startWith(String plan, String... arguments) throws IOException {
    var file = Files.createTempFile(folder, name, ".json");
    Files.writeString(file, plan);
    var process = new RunnerProcess(file, arguments);
    processes.add(process);
    return process;
  }

  @Override
  public void close() {
    processes.forEach(RunnerProcess::close);
    http.close();
  }
}

package io.neuralhive.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings everything up and sends the example's sentences through it. */
@Command(
    name = "up",
    description = "Start the platform on this machine and run the example through it.")
final class UpCommand implements Callable<Integer> {

  private static final int INTERRUPTED = 130;

  @Mixin private DataOption data;

  @Option(names = "--once", description = "End after the answers: 0 if they are good, 1 if not.")
  private boolean once;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = {
        "Use this API server instead of starting one. The operator and the example are applied"
            + " there, and their pods run here. A cluster with nodes of its own is refused."
      })
  private Path kubeconfig;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var folders = data.folders();
    // Before the first logger is made: see logback.xml.
    System.setProperty("hive.log", folders.logs().resolve("hive.log").toString());
    var screen = new Screen(spec.commandLine().getOut());
    try (var shutdown = Shutdown.interrupting()) {
      try (var lock = RunLock.take(folders);
          var platform = new LocalPlatform(folders, kubeconfig, screen)) {
        return run(folders, platform, screen);
      } catch (Exception e) {
        // Whatever an interrupt became on its way up here.
        if (shutdown.asked()) {
          return INTERRUPTED;
        }
        throw e;
      }
    }
  }

  private int run(Folders folders, LocalPlatform platform, Screen screen)
      throws IOException, InterruptedException {
    platform.start();
    int code = answer(folders, platform, screen);
    if (!once) {
      screen.print("\nCtrl-C or ./hive down stops everything; the data stays.");
      platform.watch();
    }
    return code;
  }

  private int answer(Folders folders, LocalPlatform platform, Screen screen)
      throws InterruptedException {
    var samples = Sample.read(folders.example().resolve("intents-smoke.tsv"));
    var state = platform.state();
    var url = state.gateway() + platform.example().getSpec().ingress().http().path();
    var answers = new SampleRun(URI.create(url)).send(samples);
    screen.print("\n" + SampleRun.table(answers));
    screen.print(SampleRun.summary(answers));
    screen.print(
        "answered after %.1f s; all processes together take %d MB%n"
            .formatted(
                screen.elapsed().toMillis() / 1000.0, platform.state().totalRssBytes() >> 20));
    screen.print(addresses(state, url, platform.example().getMetadata().getName()));
    return SampleRun.good(answers) ? 0 : 1;
  }

  private static String addresses(State state, String url, String pipeline) {
    return """
        gateway     %s
        API server  export KUBECONFIG=%s

        Try:
          kubectl get hive,pipe,md,stream,dbs -A
          curl -s '%s?wait=10s' -H 'Content-Type: application/json' -d '{"text": "Restart the billing service tonight"}'
          kubectl -n %s describe pipe %s"""
        .formatted(state.gateway(), state.kubeconfig(), url, LocalObjects.NAMESPACE, pipeline);
  }
}

package io.neuralhive.local.node;

import static io.neuralhive.local.node.TestNode.container;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.neuralhive.local.process.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PodLifecycleTest {

  @RegisterExtension final TestNode node = new TestNode();

  @Test
  void initContainersRunInOrderBeforeTheOthers() {
    node.pod(
        "ordered",
        """
        restartPolicy: Never
        initContainers:
        - {name: one, image: shell, args: ['echo one >> /shared/order'],
           volumeMounts: [{name: shared, mountPath: /shared}]}
        - {name: two, image: shell, args: ['echo two >> /shared/order'],
           volumeMounts: [{name: shared, mountPath: /shared}]}
        containers:
        - {name: main, image: 'shell:1', args: ['cat /shared/order'],
           volumeMounts: [{name: shared, mountPath: /shared}]}
        volumes: [{name: shared, emptyDir: {}}]
        """);
    var pod = node.awaitPhase("ordered", "Succeeded");
    assertThat(node.logs("ordered")).isEqualTo("one\ntwo\n");
    assertThat(container(pod).getState().getTerminated().getReason()).isEqualTo("Completed");
    assertThat(pod.getStatus().getInitContainerStatuses())
        .allSatisfy(init -> assertThat(init.getState().getTerminated().getExitCode()).isZero());
    assertThat(pod.getStatus().getPodIP()).startsWith("127.64.");
    assertThat(pod.getStatus().getHostIP()).isEqualTo("127.0.0.1");
  }

  @Test
  void aFailingInitContainerFailsAPodThatIsNeverRestarted() {
    node.pod(
        "init-fails",
        """
        restartPolicy: Never
        initContainers: [{name: one, image: shell, args: ['exit 7']}]
        containers: [{name: main, image: shell, args: ['true']}]
        """);
    var pod = node.awaitPhase("init-fails", "Failed");
    assertThat(
            pod.getStatus()
                .getInitContainerStatuses()
                .getFirst()
                .getState()
                .getTerminated()
                .getExitCode())
        .isEqualTo(7);
    assertThat(container(pod).getState().getWaiting().getReason()).isEqualTo("PodInitializing");
  }

  @Test
  void aCrashingContainerIsRestartedWithBackOffAndTellsHowItEnded() {
    node.pod(
        "crashing",
        """
        containers:
        - {name: main, image: shell, args: ['echo the reason; exit 3'],
           terminationMessagePolicy: FallbackToLogsOnError}
        """);
    var pod = node.await("crashing", p -> restarts(p) >= 2 && waits(p, "CrashLoopBackOff"));
    assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
    var last = container(pod).getLastState().getTerminated();
    assertThat(last.getExitCode()).isEqualTo(3);
    assertThat(last.getReason()).isEqualTo("Error");
    assertThat(last.getMessage()).isEqualTo("the reason");
  }

  @Test
  void onFailureRestartsUntilSuccess() {
    node.pod(
        "second-try",
        """
        restartPolicy: OnFailure
        containers:
        - name: main
          image: shell
          args: ['[ -e /state/tried ] || { touch /state/tried; exit 1; }']
          volumeMounts: [{name: state, mountPath: /state}]
        volumes: [{name: state, emptyDir: {}}]
        """);
    assertThat(container(node.awaitPhase("second-try", "Succeeded")).getRestartCount())
        .isEqualTo(1);
  }

  @Test
  void aJobCompletes() {
    node.create(
        Job.class,
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: job}
        spec:
          template:
            spec:
              restartPolicy: Never
              containers: [{name: main, image: shell, args: ['echo done']}]
        """);
    var job =
        node.client()
            .batch()
            .v1()
            .jobs()
            .inNamespace(node.namespace())
            .withName("job")
            .waitUntilCondition(
                j ->
                    j.getStatus() != null
                        && Integer.valueOf(1).equals(j.getStatus().getSucceeded()),
                20,
                TimeUnit.SECONDS);
    assertThat(job.getStatus().getFailed()).isIn(null, 0);
  }

  @Test
  void anUnknownImageIsExplained() {
    node.pod("unknown", "containers: [{name: main, image: 'shel:1'}]");
    var pod = node.awaitWaiting("unknown", "ImagePullBackOff");
    assertThat(container(pod).getState().getWaiting().getMessage())
        .contains(
            "\"shel:1\" has no local program", "did you mean \"shell\"?", "shell, unpacked, web");
    assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
  }

  @Test
  void aMissingProgramIsAStartError() {
    node.pod(
        "missing-program",
        """
        restartPolicy: Never
        containers: [{name: main, image: shell, command: ['/no/such/program']}]
        """);
    var ended = container(node.awaitPhase("missing-program", "Failed")).getState().getTerminated();
    assertThat(ended.getReason()).isEqualTo("StartError");
    assertThat(ended.getMessage()).contains("/no/such/program");
  }

  @Test
  void aSidecarInitContainerIsRefusedWithAReason() {
    node.pod(
        "sidecar",
        """
        initContainers: [{name: proxy, image: shell, restartPolicy: Always, args: ['sleep 9']}]
        containers: [{name: main, image: shell, args: ['true']}]
        """);
    var pod =
        node.await(
            "sidecar",
            p ->
                p.getStatus().getInitContainerStatuses().stream()
                    .map(c -> c.getState().getWaiting())
                    .anyMatch(
                        w -> w != null && "CreateContainerConfigError".equals(w.getReason())));
    assertThat(
            pod.getStatus()
                .getInitContainerStatuses()
                .getFirst()
                .getState()
                .getWaiting()
                .getMessage())
        .contains("proxy", "sidecars");
  }

  @Test
  void deletionRunsPreStopThenWaitsForTheProgramToEnd(@TempDir Path directory) {
    var record = directory.resolve("record");
    node.pod(
        "graceful",
        """
        terminationGracePeriodSeconds: 10
        containers:
        - name: main
          image: shell
          args: ['trap "echo term >> %1$s; exit 0" TERM; touch %1$s; while :; do sleep 0.1; done']
          readinessProbe: {exec: {command: [test, -e, %1$s]}, periodSeconds: 1}
          lifecycle: {preStop: {exec: {command: [/bin/sh, -c, 'echo stop >> %1$s']}}}
        """
            .formatted(record));
    node.awaitReady("graceful");
    node.client().pods().inNamespace(node.namespace()).withName("graceful").delete();
    node.awaitGone("graceful");
    assertThat(record).hasContent("stop\nterm");
  }

  @Test
  void aProgramThatIgnoresTheSignalIsKilledAfterTheGraceWithAllItForked(@TempDir Path directory)
      throws IOException {
    var pidFile = directory.resolve("pid");
    node.pod(
        "stubborn",
        """
        terminationGracePeriodSeconds: 1
        containers:
        - name: main
          image: shell
          args: ['trap "" TERM; sleep 300 & echo $! > %s; while :; do sleep 1; done']
        """
            .formatted(pidFile));
    var forked = awaitPid(pidFile);
    assertThat(ProcessHandle.of(forked)).isPresent();
    node.client().pods().inNamespace(node.namespace()).withName("stubborn").delete();
    node.awaitGone("stubborn");
    Await.that("the forked process ended")
        .within(Duration.ofSeconds(5))
        .until(() -> ProcessHandle.of(forked).map(process -> !process.isAlive()).orElse(true));
  }

  @Test
  void commandReplacesTheEntrypointAndVariablesAreExpanded() {
    node.pod(
        "expanded",
        """
        restartPolicy: Never
        containers:
        - name: main
          image: web
          command: [/bin/echo, 'from $(WHO)']
          args: ['$(MISSING)', '$(POD)', $$(WHO)]
          env:
          - {name: WHO, value: me}
          - {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
        """);
    node.awaitPhase("expanded", "Succeeded");
    assertThat(node.logs("expanded")).isEqualTo("from me $(MISSING) expanded $(WHO)\n");
  }

  @Test
  void theEnvironmentIsBuiltFromNothing() {
    node.pod(
        "bare",
        """
        restartPolicy: Never
        containers: [{name: main, image: shell, args: [env]}]
        """);
    node.awaitPhase("bare", "Succeeded");
    var names =
        node.logs("bare").lines().map(line -> line.substring(0, line.indexOf('='))).toList();
    assertThat(names)
        .contains("PATH", "HOME", "TMPDIR", "LANG", "POD_ADDRESS", "KUBERNETES_SERVICE_HOST")
        .doesNotContain("JAVA_HOME", "MAVEN_CMD_LINE_ARGS", "USER");
  }

  @Test
  void aContainerNeedsANameOfItsOwnOnlyBesideOthers() {
    node.pod("alone", "containers: [{name: main, image: shell, args: ['sleep 60']}]");
    node.pod(
        "both",
        """
        containers:
        - {name: left, image: shell, args: ['sleep 60']}
        - {name: right, image: shell, args: ['sleep 60']}
        """);
    node.awaitReady("alone");
    node.awaitReady("both");
    var both = node.namespace() + "/both/";
    assertThat(node.processes("alone"))
        .extracting(ContainerProcess::name)
        .containsExactly(node.namespace() + "/alone");
    assertThat(node.processes("both"))
        .extracting(ContainerProcess::name)
        .containsExactlyInAnyOrder(both + "left", both + "right");
    node.client().pods().inNamespace(node.namespace()).withName("alone").delete();
    node.awaitGone("alone");
    assertThat(node.processes("alone")).isEmpty();
  }

  @Test
  void whatAKilledRunLeftIsGoneBeforeTheNext() throws IOException {
    node.pod(
        "killed",
        """
        restartPolicy: OnFailure
        containers:
        - name: main
          image: shell
          args:
          - |
            case "$(cat /state/run)" in
              "") echo again > /state/run; touch $TMPDIR/left $HOME/left; kill -9 $$ ;;
              *) ls -A $TMPDIR $HOME | grep -c left; echo $TMPDIR ;;
            esac
          volumeMounts: [{name: state, mountPath: /state}]
        volumes: [{name: state, emptyDir: {}}]
        """);
    var pod = node.awaitPhase("killed", "Succeeded");
    assertThat(container(pod).getRestartCount()).isEqualTo(1);
    var said = node.logs("killed").lines().toList();
    assertThat(said.getFirst()).isEqualTo("0");
    var tmp = Path.of(said.getLast());
    assertThat(tmp).isEmptyDirectory();
    node.client().pods().inNamespace(node.namespace()).withName("killed").delete();
    node.awaitGone("killed");
    Await.that("the folder is removed").until(() -> !Files.exists(tmp));
  }

  private static int restarts(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream().mapToInt(c -> c.getRestartCount()).sum();
  }

  private static boolean waits(Pod pod, String reason) {
    return Optional.ofNullable(container(pod).getState().getWaiting())
        .map(waiting -> reason.equals(waiting.getReason()))
        .orElse(false);
  }

  private static long awaitPid(Path file) throws IOException {
    Await.that("the program wrote " + file).until(() -> Files.exists(file) && Files.size(file) > 1);
    return Long.parseLong(Files.readString(file).strip());
  }
}

package io.neuralhive.local.node;

import static io.neuralhive.local.node.TestNode.container;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.neuralhive.local.process.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VolumeMountsTest {

  @RegisterExtension final TestNode node = new TestNode();

  @Test
  void volumesAppearAtTheirPathsAndNowhereElse() {
    config("plan", "plan.json", "{}");
    node.create(
        Secret.class,
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: keys}
        stringData: {password: s3cret, other: x}
        """);
    node.pod(
        "mounted",
        """
        restartPolicy: Never
        containers:
        - name: main
          image: shell
          workingDir: /hive-root-level
          args:
          - |
            cat /etc/neural-hive/plan.json; echo
            cat /etc/secret-keys/db/pass; echo
            stat -L -c %a /etc/secret-keys/db/pass
            ls /etc/secret-keys
            cat /etc/hive-single.json; echo
            cat /hive-root-level/labels; echo
            pwd
            touch /etc/neural-hive/x 2>/dev/null || echo read-only
            head -c 4 /etc/passwd; echo
            touch /hive-scratch/ok && echo writable
          volumeMounts:
          - {name: plan, mountPath: /etc/neural-hive}
          - {name: keys, mountPath: /etc/secret-keys}
          - {name: plan, mountPath: /etc/hive-single.json, subPath: plan.json}
          - {name: self, mountPath: /hive-root-level}
          - {name: scratch, mountPath: /hive-scratch}
        volumes:
        - {name: plan, configMap: {name: plan}}
        - name: keys
          secret: {secretName: keys, items: [{key: password, path: db/pass, mode: 256}]}
        - name: self
          downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}
        - {name: scratch, emptyDir: {}}
        """);
    node.awaitPhase("mounted", "Succeeded");
    assertThat(node.logs("mounted").lines())
        .containsExactly(
            "{}",
            "s3cret",
            "400",
            "db",
            "{}",
            "app=\"mounted\"",
            "/hive-root-level",
            "read-only",
            "root",
            "writable");
    assertThat(Path.of("/etc/neural-hive")).doesNotExist();
    assertThat(Path.of("/etc/hive-single.json")).doesNotExist();
    assertThat(Path.of("/hive-root-level")).doesNotExist();
  }

  @Test
  void theServiceAccountTokenWorksForAnUnmodifiedClient() {
    node.pod(
        "client",
        """
        restartPolicy: Never
        containers:
        - name: main
          image: shell
          args:
          - |
            cd /var/run/secrets/kubernetes.io/serviceaccount
            cat namespace; echo
            curl -s --cacert ca.crt -H "Authorization: Bearer $(cat token)" \\
              https://$KUBERNETES_SERVICE_HOST:$KUBERNETES_SERVICE_PORT/api/v1/pods
        """);
    node.awaitPhase("client", "Succeeded");
    assertThat(node.logs("client"))
        .startsWith(node.namespace() + "\n")
        .contains("system:serviceaccount:" + node.namespace() + ":default");
  }

  @Test
  void aChangedConfigMapReachesTheRunningProgram() throws Exception {
    config("live", "text", "before");
    node.pod(
        "watching",
        """
        containers:
        - name: main
          image: shell
          args:
          - |
            until [ "$(cat /etc/hive-live/text)" = after ]; do sleep 0.1; done
            echo seen; sleep 60
          volumeMounts: [{name: live, mountPath: /etc/hive-live}]
        volumes: [{name: live, configMap: {name: live}}]
        """);
    node.awaitReady("watching");
    node.client()
        .configMaps()
        .inNamespace(node.namespace())
        .withName("live")
        .edit(map -> map.edit().withData(Map.of("text", "after")).build());
    Await.that("the program saw the change").until(() -> node.logs("watching").contains("seen"));
  }

  @Test
  void aMissingConfigMapIsNamedAndThePodStartsOnceItIsThere() {
    node.pod(
        "patient",
        """
        restartPolicy: Never
        containers:
        - name: main
          image: shell
          args: ['cat /etc/hive-late/text']
          env: [{name: K, valueFrom: {configMapKeyRef: {name: late, key: more}}}]
          volumeMounts: [{name: late, mountPath: /etc/hive-late}]
        volumes: [{name: late, configMap: {name: late}}]
        """);
    var waiting = node.await("patient", p -> message(p).contains("late")).getStatus();
    assertThat(
            message(node.client().pods().inNamespace(node.namespace()).withName("patient").get()))
        .isEqualTo("volume \"late\": configmap \"late\" not found");
    assertThat(waiting.getPhase()).isEqualTo("Pending");
    config("late", "text", "here");
    var pod = node.awaitWaiting("patient", "CreateContainerConfigError");
    assertThat(message(pod))
        .isEqualTo("couldn't find key more in ConfigMap " + node.namespace() + "/late");
    node.client()
        .configMaps()
        .inNamespace(node.namespace())
        .withName("late")
        .edit(map -> map.edit().addToData("more", "x").build());
    node.awaitPhase("patient", "Succeeded");
    assertThat(node.logs("patient")).isEqualTo("here");
  }

  @Test
  void anOptionalVolumeMayBeAbsent() {
    node.pod(
        "optional",
        """
        restartPolicy: Never
        containers:
        - {name: main, image: shell, args: ['ls /etc/hive-none | wc -l'],
           volumeMounts: [{name: none, mountPath: /etc/hive-none}]}
        volumes: [{name: none, configMap: {name: none, optional: true}}]
        """);
    node.awaitPhase("optional", "Succeeded");
    assertThat(node.logs("optional").strip()).isEqualTo("0");
  }

  @Test
  void aHostPathIsRefusedUnlessAllowed() {
    node.pod(
        "host",
        """
        containers: [{name: main, image: shell, volumeMounts: [{name: h, mountPath: /hive-host}]}]
        volumes: [{name: h, hostPath: {path: /tmp}}]
        """);
    var pod = node.await("host", p -> message(p).contains("hostPath"));
    assertThat(message(pod)).contains("does not allow");
  }

  /** The tests' node keeps its files below /tmp, as does a platform started from a clone there. */
  @Test
  void aVolumeAtTmpHidesAllButTheProgramAndWhatItWasGiven() throws IOException {
    var program = Files.createDirectories(TestNode.UNPACKED).resolve("program");
    Files.writeString(program, "#!/bin/sh\nexec /bin/sh -c \"$1\"\n");
    FileTree.mode(program, 0755);
    config("private", "text", "given");
    node.pod(
        "private",
        """
        restartPolicy: Never
        containers:
        - name: main
          image: unpacked
          args:
          - |
            cat /etc/hive-private/text; echo
            echo "$TMP $TMPDIR"
            ls -A /tmp | sed 's/[0-9]*$//'; ls -A %1$s/../..
            touch /tmp/hive-mine && echo writable
            touch ./mine && [ "$PWD" = "$HOME" ] && echo at home
            touch %1$s/x 2>/dev/null || echo read-only
            grep -q kubernetes.default.svc "$HOSTS" && echo hosts
          volumeMounts:
          - {name: config, mountPath: /etc/hive-private}
          - {name: tmp, mountPath: /tmp}
          - {name: covers, mountPath: '%2$s'}
        volumes:
        - {name: config, configMap: {name: private}}
        - {name: tmp, emptyDir: {}}
        - {name: covers, emptyDir: {}}
        """
            .formatted(TestNode.UNPACKED, TestNode.UNPACKED.getParent().getParent()));
    node.awaitPhase("private", "Succeeded");
    assertThat(node.logs("private").lines())
        .containsExactly(
            "given",
            "/tmp /tmp",
            "hive-node-",
            "images",
            "writable",
            "at home",
            "read-only",
            "hosts");
    assertThat(Path.of("/tmp/hive-mine")).doesNotExist();
  }

  @Test
  void theMachinesFilesAreStillThereBesideAMount() throws Exception {
    config("beside", "a", "b");
    node.pod(
        "beside",
        """
        restartPolicy: Never
        containers:
        - {name: main, image: shell, args: ['ls -A /etc; ls -A / | sed s,^,/,'],
           volumeMounts: [{name: b, mountPath: /etc/hive-beside},
                          {name: b, mountPath: /hive-beside}]}
        volumes: [{name: b, configMap: {name: beside}}]
        """);
    node.awaitPhase("beside", "Succeeded");
    var seen = node.logs("beside").lines().toList();
    try (var etc = Files.list(Path.of("/etc"));
        var root = Files.list(Path.of("/"))) {
      assertThat(seen)
          .containsAll(etc.map(path -> path.getFileName().toString()).toList())
          .containsAll(root.map(Path::toString).toList())
          .contains("hive-beside", "/hive-beside");
    }
  }

  private static String message(io.fabric8.kubernetes.api.model.Pod pod) {
    if (pod.getStatus().getContainerStatuses().isEmpty()
        || container(pod).getState().getWaiting() == null
        || container(pod).getState().getWaiting().getMessage() == null) {
      return "";
    }
    return container(pod).getState().getWaiting().getMessage();
  }

  private void config(String name, String key, String value) {
    node.create(
        ConfigMap.class,
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: %s}
        data: {%s: '%s'}
        """
            .formatted(name, key, value));
  }
}

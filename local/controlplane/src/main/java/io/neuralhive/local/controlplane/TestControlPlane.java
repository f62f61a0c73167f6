package io.neuralhive.local.controlplane;

import io.neuralhive.local.process.ProcessSupervisor;
import io.neuralhive.local.process.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** For tests: one control plane for the whole JVM, with data that goes when the JVM ends. */
public final class TestControlPlane {

  private TestControlPlane() {}

  /** Started by the first call. Tests that share it keep apart by using namespaces of their own. */
  public static ControlPlane shared() {
    return Holder.SHARED;
  }

  private static final class Holder {
    static final ControlPlane SHARED = start();

    private static ControlPlane start() {
      try {
        var folder = Files.createTempDirectory("hive-controlplane-");
        var supervisor = ProcessSupervisor.open(folder.resolve("run"));
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(
                    () -> {
                      supervisor.close();
                      try {
                        DataFolder.delete(folder);
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    }));
        return ControlPlane.start(
            new ControlPlaneOptions(
                folder.resolve("data"),
                ControlPlaneBinaries.locate(System.getenv(), Progress.silent()),
                supervisor,
                Durability.EPHEMERAL,
                Progress.silent()));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot start the control plane for tests", e);
      }
    }
  }
}

package io.neuralhive.cli;

import picocli.CommandLine.Command;

/** Stands here for the help; the launcher runs the tests without this program. */
@Command(name = "test", description = "Build everything and run all tests.")
final class TestCommand implements Runnable {

  @Override
  public void run() {
    throw new CannotDoException("run the tests with ./hive test, which needs the sources");
  }
}

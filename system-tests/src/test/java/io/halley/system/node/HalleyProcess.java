/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A node as a child process. Whatever happens to the test, the process and all that it started are
 * gone when {@link #close} returns or the test's JVM ends.
 */
public final class HalleyProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(6);
  private static final Duration STOP = Duration.ofSeconds(60);

  private final NodeSetup setup;
  private final Process process;
  private final ProcessOutput output;
  private final List<ProcessHandle> descendants = new ArrayList<>();
  private final Thread killer = new Thread(this::killAll);

  private HalleyProcess(NodeSetup setup) {
    this.setup = setup;
    ProcessBuilder builder =
        new ProcessBuilder(setup.commandLine())
            .directory(ProjectRoot.folder().toFile())
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", setup.jdk().toString());
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path file = setup.data().resolveSibling(setup.data().getFileName() + "-" + process.pid());
    output = new ProcessOutput(process, file.resolveSibling(file.getFileName() + ".log"));
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /**
   * Starts a node and waits until it is ready.
   *
   * @throws AssertionError if it is not in time, with the end of what it said
   */
  public static HalleyProcess start(NodeSetup setup) {
    HalleyProcess node = launch(setup);
    try {
      node.awaitReady();
      return node;
    } catch (AssertionError e) {
      node.close();
      throw e;
    }
  }

  /** Starts a node and does not wait for it. */
  public static HalleyProcess launch(NodeSetup setup) {
    return new HalleyProcess(setup);
  }

  /** What was started. */
  public NodeSetup setup() {
    return setup;
  }

  /** The loopback address of a listener. */
  public InetSocketAddress address(Listener listener) {
    int port = Objects.requireNonNull(setup.ports().get(listener));
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** All lines that the process has written so far. */
  public List<String> output() {
    return output.lines();
  }

  /** The processes that it has started, and those that they have, as of now. */
  public List<ProcessHandle> started() {
    try (Stream<ProcessHandle> started = process.descendants()) {
      return started.toList();
    }
  }

  /**
   * Waits for the process to end by itself.
   *
   * @return its exit code
   * @throws AssertionError if it does not end in time
   */
  public int awaitExit(Duration within) {
    try {
      if (process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        output.awaitEnd();
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    throw failure("it did not end within " + within);
  }

  /**
   * Stops the node as Ctrl-C does.
   *
   * @return its exit code
   */
  public int stop() {
    remember();
    // the process's own destroy closes its output, and the last words are in that
    process.toHandle().destroy();
    return awaitExit(STOP);
  }

  /** Kills the node at once: it cannot finish anything. */
  public void kill() {
    remember();
    killAll();
    awaitExit(STOP);
  }

  /** Stops the node's threads where they are: its sockets stay, and nothing answers. */
  public void pause() {
    signal("STOP");
  }

  /** Lets a paused node go on. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      Process kill =
          new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).inheritIO().start();
      if (!kill.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS) || kill.exitValue() != 0) {
        throw failure("it did not take the signal " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        stop();
      }
    } finally {
      remember();
      killAll();
      Runtime.getRuntime().removeShutdownHook(killer);
    }
  }

  private void awaitReady() {
    try {
      output.ready().get(START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw failure("it ended before it was ready");
    } catch (TimeoutException e) {
      throw failure("it was not ready within " + START);
    }
  }

  private void remember() {
    descendants.addAll(started());
  }

  private void killAll() {
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  private AssertionError failure(String what) {
    return new AssertionError(
        String.join(" ", setup.commandLine()) + ": " + what + ":\n" + output.tail() + logTails());
  }

  private String logTails() {
    StringBuilder tails = new StringBuilder();
    for (Path log : Folders.files(setup.data(), ".log")) {
      List<String> lines = Folders.lines(log);
      tails.append("\n--- ").append(log).append('\n');
      lines.stream()
          .skip(Math.max(0, lines.size() - 40))
          .forEach(l -> tails.append(l).append('\n'));
    }
    return tails.toString();
  }

  private AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted", e);
  }
}

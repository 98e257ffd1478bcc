/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher.process;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Processes that are started in stages and stopped in the reverse order. Nothing is started again:
 * one that ends by itself is reported. {@link #start} is for one thread; {@link #close} for any.
 */
public final class Fleet implements AutoCloseable {
  private final List<Stage> stages;
  private final Consumer<String> progress;
  private final Deque<List<ChildProcess>> started = new ArrayDeque<>();
  private boolean closing;

  /**
   * @param progress is told a line when a process is ready, and when one has ended by itself
   */
  public Fleet(List<Stage> stages, Consumer<String> progress) {
    this.stages = List.copyOf(stages);
    this.progress = progress;
  }

  /**
   * Returns when all are ready.
   *
   * @throws FleetException for the first that is not; the others go on until {@link #close}
   */
  public void start() throws FleetException, IOException, InterruptedException {
    for (Stage stage : stages) {
      List<ChildProcess> children = open();
      Deque<ChildProcess> starting = new ArrayDeque<>();
      for (Program program : stage.programs()) {
        if (starting.size() == stage.atOnce()) {
          awaitReady(starting.removeFirst());
        }
        starting.addLast(start(program, children));
      }
      for (ChildProcess child : starting) {
        awaitReady(child);
      }
    }
  }

  private synchronized List<ChildProcess> open() {
    List<ChildProcess> children = new ArrayList<>();
    started.push(children);
    return children;
  }

  private synchronized ChildProcess start(Program program, List<ChildProcess> children)
      throws FleetException, IOException {
    if (closing) {
      throw new FleetException(program.name() + " was not started, for all are being stopped.");
    }
    ChildProcess child = ChildProcess.start(program);
    children.add(child);
    return child;
  }

  private void awaitReady(ChildProcess child) throws FleetException, InterruptedException {
    Program program = child.program();
    try {
      String says = child.ready().get(program.readyWithin().toMillis(), TimeUnit.MILLISECONDS);
      progress.accept(program.name() + " is ready: " + says);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof FleetException reason
          ? reason
          : new FleetException(program.name() + " could not be heard: " + e.getCause() + ".");
    } catch (TimeoutException e) {
      throw new FleetException(
          program.name()
              + " was not ready within "
              + program.readyWithin().toSeconds()
              + " seconds; see "
              + program.output()
              + ".");
    }
    var unused = child.ended().thenAccept(code -> ended(program, code));
  }

  private synchronized void ended(Program program, int code) {
    if (!closing) {
      progress.accept(program.name() + " has ended by itself, with exit code " + code + ".");
    }
  }

  /**
   * Stops all, stage by stage, and returns when none is left. One that does not end in its time is
   * killed.
   */
  @Override
  public void close() {
    for (Iterator<List<ChildProcess>> last = closing(); last.hasNext(); ) {
      List<ChildProcess> children = last.next();
      try {
        stop(children);
      } catch (InterruptedException e) {
        // who waits no longer still leaves nothing behind
        children.forEach(ChildProcess::kill);
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized Iterator<List<ChildProcess>> closing() {
    closing = true;
    return new ArrayDeque<>(started).iterator();
  }

  private static void stop(List<ChildProcess> children) throws InterruptedException {
    long told = System.nanoTime();
    children.forEach(ChildProcess::stop);
    for (ChildProcess child : children) {
      long left = child.program().endWithin().toNanos() - (System.nanoTime() - told);
      child.endWithin(left);
    }
  }
}

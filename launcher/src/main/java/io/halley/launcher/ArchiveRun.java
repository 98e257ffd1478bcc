/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A node that starts, plays every part of its work once, and ends: with {@code
 * -XX:ArchiveClassesAtExit} the JVM then keeps the classes that a start needs, in a form that the
 * next start maps into memory. It is a cluster of its own on free ports of loopback, with the
 * defaults of all settings.
 */
final class ArchiveRun {
  /** The word that its command line begins with; the data directory follows. */
  static final String COMMAND = "archive";

  private static final long END_WITHIN_SECONDS = 180;

  private ArchiveRun() {}

  /**
   * The node's command line.
   *
   * @param arguments {@link #COMMAND}, a directory for data that nobody needs, and a file of
   *     settings that holds none
   * @throws UsageException if they are others
   */
  static CommandLine line(List<String> arguments) throws IOException {
    if (arguments.size() != 3) {
      throw new UsageException(COMMAND + " takes a directory and a file of settings.");
    }
    List<String> run = new ArrayList<>(List.of("run", "--store", "h2"));
    run.addAll(List.of("--data", arguments.get(1), "--config", arguments.get(2)));
    run.addAll(List.of("--http-address", Port.LOOPBACK, "--admin-address", Port.LOOPBACK));
    run.addAll(List.of("-Dhalley.comet.tcp-address=" + Port.LOOPBACK));
    run.addAll(List.of("-Dhalley.comet.ws-address=" + Port.LOOPBACK));
    List<Option> ports = Arrays.stream(Option.values()).filter(Option::isPort).toList();
    List<Integer> free = freePorts(ports.size());
    for (int i = 0; i < ports.size(); i++) {
      run.addAll(List.of(ports.get(i).text(), String.valueOf(free.get(i))));
    }
    return CommandLine.parse(run);
  }

  /** Ends this process, whatever hangs, in some minutes; an archive is not worth waiting for. */
  static void endInTime() {
    Thread thread = new Thread(ArchiveRun::endLate, "halley-archive-end");
    thread.setDaemon(true);
    thread.start();
  }

  private static void endLate() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_WITHIN_SECONDS);
    while (deadline - System.nanoTime() > 0) {
      LockSupport.parkNanos(deadline - System.nanoTime());
    }
    Runtime.getRuntime().halt(1);
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> open = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        open.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return open.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : open) {
        socket.close();
      }
    }
  }
}

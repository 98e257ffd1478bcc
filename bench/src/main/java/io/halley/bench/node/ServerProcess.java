/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A process of this machine, as {@code /proc} tells of it. Only Linux has that; elsewhere, and of
 * another user's process, nothing is told.
 */
public final class ServerProcess {
  private static final Path PROC = Path.of("/proc");
  private static final long NANOS_A_TICK = 10_000_000;
  private static final String LISTENS = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  /** Of the fields of {@code stat} that follow the program's name. */
  private static final int USER_TICKS = 11;

  private final long pid;
  private final Optional<Jvm> jvm;

  private ServerProcess(long pid, Optional<Jvm> jvm) {
    this.pid = pid;
    this.jvm = jvm;
  }

  /** The process that listens on a port of this machine. */
  public static Optional<ServerProcess> listeningAt(InetSocketAddress address) {
    if (address.getAddress() == null || !address.getAddress().isLoopbackAddress()) {
      return Optional.empty();
    }
    try {
      Set<String> sockets = listening(address.getPort());
      try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
        for (Path process : processes) {
          if (holds(process, sockets)) {
            long pid = Long.parseLong(process.getFileName().toString());
            return Optional.of(new ServerProcess(pid, Jvm.of(pid)));
          }
        }
      }
    } catch (IOException e) {
      // no Linux
    }
    return Optional.empty();
  }

  private static Set<String> listening(int port) throws IOException {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      Path file = PROC.resolve("net").resolve(table);
      if (!Files.exists(file)) {
        continue;
      }
      for (String line : Files.readAllLines(file)) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length > INODE
            && fields[STATE].equals(LISTENS)
            && fields[LOCAL_ADDRESS].endsWith(suffix)) {
          sockets.add("socket:[" + fields[INODE] + "]");
        }
      }
    }
    return sockets;
  }

  private static boolean holds(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (sockets.contains(Files.readSymbolicLink(file).toString())) {
          return true;
        }
      }
    } catch (IOException e) {
      // another user's, or it has ended
    }
    return false;
  }

  /** The number of the process. */
  public long pid() {
    return pid;
  }

  /** Its JVM, if it is one. */
  public Optional<Jvm> jvm() {
    return jvm;
  }

  /**
   * What it takes now; a JVM's garbage is collected before.
   *
   * @throws IOException if the process has ended
   */
  public Memory memory() throws IOException, InterruptedException {
    OptionalLong heap = OptionalLong.empty();
    if (jvm.isPresent()) {
      heap = jvm.get().heapAfterCollection();
    }
    return new Memory(resident(), heap);
  }

  private long resident() throws IOException {
    return Files.readAllLines(process().resolve("status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
        .findFirst()
        .orElseThrow(() -> new IOException("process " + pid + " has ended"));
  }

  /**
   * The time of processors that it has used since it started.
   *
   * @throws IOException if the process has ended
   */
  public Duration processorTime() throws IOException {
    String stat = Files.readString(process().resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
    return Duration.ofNanos(ticks * NANOS_A_TICK);
  }

  private Path process() {
    return PROC.resolve(String.valueOf(pid));
  }
}

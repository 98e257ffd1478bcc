/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JVM of this machine, asked with {@code jcmd}. */
public final class Jvm {
  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
  private static final Pattern HEAP_USED = Pattern.compile("heap .*?used (\\d+)K");
  private static final String ARGUMENTS = "jvm_args: ";
  private static final long PATIENCE_SECONDS = 60;

  private final long pid;

  private Jvm(long pid) {
    this.pid = pid;
  }

  /** The JVM of a process, if it is one and this user may ask it. */
  static Optional<Jvm> of(long pid) {
    Jvm jvm = new Jvm(pid);
    try {
      jvm.version();
      return Optional.of(jvm);
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /**
   * What it calls itself, for people.
   *
   * @throws IOException if the process is no JVM, or has ended
   */
  public String version() throws IOException, InterruptedException {
    // the line after the number of the process, and the JDK's own
    return String.join(", ", ask("VM.version").stream().skip(1).toList());
  }

  /**
   * The options that begin with -X, those of argument files as well, and without the directories of
   * files; none that may be secret.
   *
   * @throws IOException if the process has ended
   */
  public List<String> options() throws IOException, InterruptedException {
    return ask("VM.command_line").stream()
        .filter(line -> line.startsWith(ARGUMENTS))
        .flatMap(line -> Arrays.stream(line.substring(ARGUMENTS.length()).split(" ", -1)))
        .filter(option -> option.startsWith("-X"))
        .map(option -> option.replaceFirst("=/.*/", "="))
        .toList();
  }

  /**
   * The time for which its compilers have been at work since it started.
   *
   * @throws IOException if the process has ended, or does not say
   */
  public Duration compilationTime() throws IOException, InterruptedException {
    return compilationTime(ask("PerfCounter.print"));
  }

  /** Reads the answer to {@code PerfCounter.print}. */
  static Duration compilationTime(List<String> counters) throws IOException {
    double ticks = counter(counters, "java.ci.totalTime");
    return Duration.ofNanos((long) (ticks / counter(counters, "sun.os.hrt.frequency") * 1e9));
  }

  private static double counter(List<String> counters, String name) throws IOException {
    return counters.stream()
        .filter(line -> line.startsWith(name + "="))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IOException("the JVM does not count " + name));
  }

  /** The bytes that live in its heap. */
  OptionalLong heapAfterCollection() throws IOException, InterruptedException {
    // what the first one finds unreachable is gone after the second
    ask("GC.run");
    ask("GC.run");
    return heapUsed(String.join("\n", ask("GC.heap_info")));
  }

  /** Reads the answer to {@code GC.heap_info}. */
  static OptionalLong heapUsed(String info) {
    Matcher used = HEAP_USED.matcher(info);
    return used.find()
        ? OptionalLong.of(Long.parseLong(used.group(1)) * 1_024)
        : OptionalLong.empty();
  }

  /**
   * Has it log its collections to a file from now on.
   *
   * @throws IOException if it does not
   */
  public GcLog logCollections(Path file) throws IOException, InterruptedException {
    ask("VM.log", "output=" + file, "what=gc");
    return new GcLog(file);
  }

  /** Ends the log. */
  public void logNoMore(GcLog log) throws IOException, InterruptedException {
    ask("VM.log", "output=" + log.file(), "what=all=off");
  }

  private List<String> ask(String... command) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(JCMD.toString(), String.valueOf(pid)));
    line.addAll(List.of(command));
    Path answer = Files.createTempFile("halley-bench-", ".txt");
    try {
      Process jcmd =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(answer.toFile())
              .start();
      if (!jcmd.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        jcmd.destroyForcibly();
        throw new IOException("process " + pid + " does not answer jcmd " + command[0]);
      }
      List<String> lines = Files.readAllLines(answer);
      if (jcmd.exitValue() != 0) {
        throw new IOException("jcmd " + command[0] + ": " + String.join(" ", lines));
      }
      return lines;
    } finally {
      Files.delete(answer);
    }
  }
}

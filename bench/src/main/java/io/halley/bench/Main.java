/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench;

import io.halley.bench.failure.BenchException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The program behind {@code ./halley bench}. Exit codes: 1 what was asked for cannot be measured, 2
 * the command line cannot be understood.
 */
public final class Main {
  private Main() {}

  /** Measures; see {@code ./halley bench --help}. */
  public static void main(String[] arguments) {
    PrintStream err = System.err;
    Path root = Path.of(System.getProperty("halley.home", ".")).toAbsolutePath().normalize();
    try {
      BenchOptions options = BenchOptions.parse(Arrays.asList(arguments), root);
      Progress progress = new Progress(System.out);
      String command = "./halley bench " + String.join(" ", arguments);
      if (options.micro()) {
        MicroBench.run(options, root, command.strip(), progress);
      } else {
        new Bench(options, root, command.strip(), progress).run();
      }
      System.exit(0);
    } catch (UsageException e) {
      err.println(e.sentence());
      System.exit(2);
    } catch (BenchException e) {
      err.println(e.sentence());
    } catch (IOException e) {
      err.println("The bench ended: " + e.getMessage() + ".");
    } catch (InterruptedException e) {
      err.println("The bench was interrupted.");
    }
    System.exit(1);
  }
}

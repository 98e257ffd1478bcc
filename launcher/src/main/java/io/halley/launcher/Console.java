/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;

/**
 * The screen of who started the node. It keeps the streams that the process began with, so that the
 * server's own talk can be sent elsewhere.
 *
 * @param out for answers
 * @param err for what went wrong
 */
record Console(PrintStream out, PrintStream err) {

  /** The process's own screen. */
  static Console ofThisProcess() {
    return new Console(System.out, System.err);
  }

  void say(List<String> lines) {
    lines.forEach(out::println);
    out.flush();
  }

  void complain(String sentences) {
    err.println(sentences);
    err.flush();
  }

  /** The encoding in which programs that this one starts write. */
  static Charset charset() {
    return Charset.defaultCharset();
  }

  /** Sends what others print from now on to a stream of the launcher's choice. */
  static void divert(PrintStream elsewhere) {
    System.setOut(elsewhere);
    System.setErr(elsewhere);
  }
}

/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.report;

import java.util.Locale;

/**
 * What idle connections cost, for the arithmetic of more of them than there were.
 *
 * @param edge how they are connected
 * @param connections how many there were
 * @param without bytes of the process without any
 * @param each bytes of the process for each
 * @param kernelEach bytes of the kernel for each, as far as that can be told, or 0
 * @param processorShare of one processor, for a heartbeat of each every 30 seconds
 */
public record Footprint(
    String edge,
    int connections,
    double without,
    double each,
    double kernelEach,
    double processorShare) {

  private static final int MANY = 1_000_000;
  private static final double GIB = 1L << 30;

  /** The arithmetic for a million of them on a machine of 32 GB, as a sentence. */
  String aMillion() {
    double process = (without + MANY * each) / GIB;
    double kernel = MANY * kernelEach / GIB;
    double processors = processorShare * MANY / connections;
    return String.format(
        Locale.ROOT,
        "%s: %.0f MB + 1,000,000 × %.1f KB = %.1f GB of the process, and 1,000,000 × %.1f KB ="
            + " %.1f GB of the kernel for the sockets: %.1f of 32 GB. Heartbeats every 30 seconds"
            + " are 33,333 a second, %.2f processors.",
        edge,
        without / (1 << 20),
        each / 1_024,
        process,
        kernelEach / 1_024,
        kernel,
        process + kernel,
        processors);
  }
}

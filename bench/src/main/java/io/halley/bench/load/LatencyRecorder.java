/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Collects how long things took, to three digits, up to a minute. Any thread may record; one reads.
 *
 * <p>Who waits for an answer before asking again asks less often while the server is slow, and so
 * takes too few samples of its slowness (coordinated omission). Where the load keeps to a schedule,
 * a sample begins at the time that was intended, and nothing is left out. Where it does not, {@link
 * #corrected} adds the samples that would have been taken meanwhile.
 */
public final class LatencyRecorder {
  private static final long LONGEST = TimeUnit.MINUTES.toMicros(1);
  private static final int DIGITS = 3;

  private final Recorder recorder = new Recorder(LONGEST, DIGITS);

  /** Adds what began at a moment of {@link System#nanoTime} and ends now. */
  public void since(long startNanos) {
    record(System.nanoTime() - startNanos);
  }

  void record(long nanos) {
    recorder.recordValue(Math.min(LONGEST, Math.max(0, nanos / 1_000)));
  }

  /** Forgets all samples. */
  public void reset() {
    recorder.reset();
  }

  /** Takes all samples out. */
  public Latency take() {
    return Latency.of(recorder.getIntervalHistogram());
  }

  /**
   * Takes all samples out and adds, for each that is longer than the interval in which its client
   * asks when nothing is slow, those that this client left out.
   */
  public Latency corrected(long intervalMicros) {
    Histogram samples = recorder.getIntervalHistogram();
    return Latency.of(samples.copyCorrectedForCoordinatedOmission(Math.max(1, intervalMicros)));
  }
}

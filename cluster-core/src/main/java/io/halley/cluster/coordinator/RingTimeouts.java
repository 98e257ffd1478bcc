/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

import io.halley.cluster.settings.ClusterSettings;
import java.time.Duration;

/**
 * The times of the ring's rule, in nanoseconds.
 *
 * @param leaveAfter how long a node may be unavailable before it leaves the ring
 * @param returnAfter how long it must have been well again before it comes back
 * @param grace how long after its election a coordinator takes a node's answer for a registration
 * @param gap time between two looks after which nothing is known of the time between
 */
record RingTimeouts(long leaveAfter, long returnAfter, long grace, long gap) {
  static RingTimeouts of(ClusterSettings settings, Duration beat) {
    return new RingTimeouts(
        settings.leaveAfter().toNanos(),
        settings.returnAfter().toNanos(),
        settings.session().plus(settings.leaveAfter()).toNanos(),
        beat.multipliedBy(3).toNanos());
  }
}

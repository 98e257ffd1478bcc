/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.health;

import io.halley.cluster.settings.Role;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One role of a process, from its start to its stop, as its module tells it. The module that began
 * it closes it. Safe for any thread.
 */
public final class NodePart implements AutoCloseable {
  /** Longer than a pause of the machine that somebody may live with. */
  static final Duration DEAD_AFTER = Duration.ofMinutes(1);

  /** Where a part is on its way. */
  enum Phase {
    STARTING,
    SERVING,
    STOPPING
  }

  private final NodeHealth node;
  private final Role role;
  private final Question question;
  private final LongSupplier nanos;
  private volatile Phase phase = Phase.STARTING;
  private volatile boolean hasPulse;
  private volatile long lastPulse;

  NodePart(
      NodeHealth node,
      Role role,
      Supplier<? extends CompletionStage<Verdict>> ask,
      LongSupplier nanos) {
    this.node = node;
    this.role = role;
    this.question = new Question(NodeHealth.name(role), ask, nanos);
    this.nanos = nanos;
  }

  /** All of the part is up: its ports are open, and others know of it. */
  public void serving() {
    phase = Phase.SERVING;
  }

  /** The part is about to stop, and all of it still serves. */
  public void stopping() {
    phase = Phase.STOPPING;
  }

  /**
   * The thread that this part cannot do without got here. Once told, it must be told again within a
   * minute, for ever, or the process counts as dead.
   */
  public void pulse() {
    lastPulse = nanos.getAsLong();
    hasPulse = true;
  }

  /** The part has ended. */
  @Override
  public void close() {
    stopping();
    node.ended(role, this);
  }

  Phase phase() {
    return phase;
  }

  Question question() {
    return question;
  }

  boolean isAlive() {
    return !hasPulse || nanos.getAsLong() - lastPulse < DEAD_AFTER.toNanos();
  }
}

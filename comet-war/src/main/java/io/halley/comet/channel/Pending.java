/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.PushDetail;
import io.halley.comet.connection.Delivery;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A push that waits in a channel for its turn. Not safe for threads: the bucket's lock guards it.
 */
final class Pending {
  /** The highest mid that was given when it was sent to its log: its own will be above. */
  final long above;

  private final Payload payload;

  /** Whether its log keeps the message. */
  final boolean isKept;

  /** Its detail, where the sender asked for details; mostly it did not. */
  private final @Nullable CompletableFuture<PushDetail> detail;

  /** Its place among all that ever waited in its channel. */
  long place;

  /** While it lacks something that the log has: the last place whose answer may bring that. */
  long waitsFor = -1;

  private boolean isPostponed;
  private boolean isNumbered;
  private @Nullable Appended answer;
  private @Nullable Delivery delivery;

  /** A push that is sent to its log, which numbers it. */
  Pending(PushBatch batch, long above) {
    this.above = above;
    this.payload = batch.payload();
    this.isKept = batch.isStored();
    this.detail = batch.isDetailed() ? new CompletableFuture<>() : null;
  }

  /**
   * This node numbers it, for its log does not.
   *
   * @param previous what goes before it
   */
  void numbered(Delivery message, long previous) {
    isNumbered = true;
    answered(Appended.after(previous, message.mid()), message);
  }

  /**
   * Its log has failed to number it: this node does it when nothing is sent to the log any more.
   */
  void postpone() {
    isPostponed = true;
  }

  boolean isPostponed() {
    return isPostponed && answer == null;
  }

  /** Whether this node numbered it. */
  boolean isNumbered() {
    return isNumbered;
  }

  /** The message itself. */
  Payload payload() {
    return payload;
  }

  /** Its log has answered. */
  void answered(Appended log, Delivery message) {
    answer = log;
    delivery = message;
  }

  /** Whether its log has not answered yet. */
  boolean isSent() {
    return answer == null && !isPostponed;
  }

  /** Whether its log, or this node, has numbered it. */
  boolean isAnswered() {
    return answer != null;
  }

  /** Whether the log had the same push already. Only of an answered one. */
  boolean isRepeated() {
    return answer().repeated();
  }

  /** The mid that it has. Only of an answered one. */
  long mid() {
    return answer().mid();
  }

  /** The mid up to which a connection must have everything before it. Only of an answered one. */
  long previous() {
    return isRepeated() ? mid() : answer().previous();
  }

  /** The message under its mid. Only of an answered one. */
  Delivery delivery() {
    if (delivery == null) {
      throw new IllegalStateException("its log has not answered");
    }
    return delivery;
  }

  /** Its turn is over: so many connections have it now. Of an answered one, on any thread. */
  void handedTo(int connections) {
    if (detail != null) {
      detail.complete(new PushDetail(mid(), isKept, connections, isRepeated()));
    }
  }

  /** Ends, normally, when its turn is over. Only where its sender asked for details. */
  CompletableFuture<PushDetail> detail() {
    return Objects.requireNonNull(detail);
  }

  private Appended answer() {
    if (answer == null) {
      throw new IllegalStateException("its log has not answered");
    }
    return answer;
  }
}

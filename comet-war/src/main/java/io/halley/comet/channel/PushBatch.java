/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Message;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.rpc.SaveResult;
import io.halley.comet.connection.Delivery;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One message on its way to many keys. All of them share an id, and so one encoding, as far as each
 * key's ids still rise. For the pushing thread, but {@link #save}, which is safe for any.
 */
final class PushBatch {
  /** Ids that a message gets at the most, should the store know higher ones each time. */
  private static final int TRIES = 3;

  private final Push push;
  private final MidClock clock;
  private final MessageService messages;
  private final long expiresAt;
  private final int triesLeft;
  private Delivery delivery;

  private PushBatch(
      Push push, MidClock clock, MessageService messages, long expiresAt, int triesLeft) {
    this.push = push;
    this.clock = clock;
    this.messages = messages;
    this.expiresAt = expiresAt;
    this.triesLeft = triesLeft;
    this.delivery = next();
  }

  /**
   * A push that begins now.
   *
   * @param now the Unix second from which the message's life counts
   */
  static PushBatch of(Push push, MidClock clock, MessageService messages, long now) {
    long expiresAt = push.isStored() ? now + push.expireSeconds() : MessageService.NOT_KEPT;
    return new PushBatch(push, clock, messages, expiresAt, TRIES);
  }

  /** Whether the message is saved before it is delivered. */
  boolean isStored() {
    return push.isStored();
  }

  /** Whether the message service is asked before the message is delivered. */
  boolean isRecorded() {
    return push.isRecorded();
  }

  /** Whether it is stored, and may be asked for again, though it fails. */
  boolean isNamed() {
    return push.isStored() && PushIds.isNamed(push.id());
  }

  /** Whether its sender wants to know what becomes of it for each key. */
  boolean isDetailed() {
    return push.detailed();
  }

  /** The message with an id above the given one. */
  Delivery above(long mid) {
    if (delivery.mid() <= mid) {
      delivery = next();
    }
    return delivery;
  }

  /**
   * The same message with an id above the given one, for keys where the store knew higher ids than
   * it had; empty if that was tried often enough.
   */
  Optional<PushBatch> again(long mid) {
    if (triesLeft == 0) {
      return Optional.empty();
    }
    clock.raiseTo(mid);
    return Optional.of(new PushBatch(push, clock, messages, expiresAt, triesLeft - 1));
  }

  /** Saves the message, or its name only; whatever goes wrong, goes wrong in the stage. */
  CompletionStage<SaveResult> save(List<Recipient> recipients) {
    try {
      return messages.save(push.message(), expiresAt, push.id(), recipients);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private Delivery next() {
    return new Delivery(new Message(clock.next(), push.message()));
  }
}

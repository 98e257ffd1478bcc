/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.service;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.Conflict;
import io.halley.cluster.rpc.PushDetail;
import io.halley.cluster.rpc.SaveResult;
import io.halley.message.saving.SaveBatcher;
import io.halley.message.store.Retention;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Saves messages for keys whose comet node could not be asked, and gives them their ids: of the
 * present moment, or above what the store says that a key has. Safe for any thread.
 */
final class KeptMessages {
  /**
   * How often a key is tried. The second attempt is above all that the first one met, so that each
   * further one takes a rival that saves for the same key in between.
   */
  private static final int ATTEMPTS = 8;

  private static final long LOOKED_THROUGH_SECONDS = Retention.REPEATED_WITHIN.toSeconds();

  private final MidClock mids;
  private final SaveBatcher saves;

  KeptMessages(MidClock mids, SaveBatcher saves) {
    this.mids = mids;
    this.saves = saves;
  }

  /** As {@link io.halley.cluster.rpc.MessageService#keep} tells. */
  CompletionStage<Map<Key, PushDetail>> keep(
      Payload message, long expiresAt, long pushId, Collection<Key> keys) {
    return attempt(new Kept(message, expiresAt, pushId), keys, ATTEMPTS);
  }

  private record Kept(Payload message, long expiresAt, long pushId) {}

  private CompletionStage<Map<Key, PushDetail>> attempt(
      Kept kept, Collection<Key> keys, int attempts) {
    return save(kept, keys)
        .thenCompose(
            attempt -> {
              List<Key> stale = raise(attempt.result());
              Map<Key, PushDetail> done = attempt.done(keys);
              if (stale.isEmpty() || attempts == 1) {
                return CompletableFuture.completedStage(done);
              }
              return attempt(kept, stale, attempts - 1)
                  .thenApply(
                      more -> {
                        done.putAll(more);
                        return done;
                      });
            });
  }

  /** How one attempt went, under one mid. */
  private record Attempt(long mid, SaveResult result) {
    /** Of these keys those that have the message now. */
    Map<Key, PushDetail> done(Collection<Key> keys) {
      Map<Key, PushDetail> done = new HashMap<>();
      keys.forEach(key -> done.put(key, new PushDetail(mid, true, 0, false)));
      done.keySet().removeAll(result.failed());
      for (Conflict met : result.conflicts()) {
        switch (met.kind()) {
          case STALE -> done.remove(met.key());
          case REPEATED -> done.put(met.key(), new PushDetail(met.mid(), true, 0, true));
          case UNSEEN -> {}
        }
      }
      return done;
    }
  }

  /** One at a time gets an id and its place in the lanes, so that ids rise there. */
  private synchronized CompletionStage<Attempt> save(Kept kept, Collection<Key> keys) {
    long mid = mids.next();
    // not from the id itself: a clock that was raised may be far ahead of those who saved
    long known = Mid.plusSeconds(Math.min(mid, mids.now()), -LOOKED_THROUGH_SECONDS);
    List<Recipient> recipients = keys.stream().map(key -> new Recipient(key, mid, known)).toList();
    return saves
        .save(kept.message(), kept.expiresAt(), kept.pushId(), recipients)
        .thenApply(result -> new Attempt(mid, result));
  }

  /** From now on ids are above all that the save met; returns the keys that it was too low for. */
  private List<Key> raise(SaveResult result) {
    List<Conflict> stale =
        result.conflicts().stream().filter(met -> met.kind() == Conflict.Kind.STALE).toList();
    stale.forEach(met -> mids.raiseTo(met.mid()));
    return stale.stream().map(Conflict::key).toList();
  }
}

/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.cluster.rpc.Conflict;
import io.halley.message.store.SaveOutcome;
import io.halley.message.store.StoredMessage;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the messages of a batch meet in the database, found before they are inserted.
 *
 * @param outcomes of each message
 * @param saved those that are to be inserted
 */
record SqlConflicts(List<SaveOutcome> outcomes, List<StoredMessage> saved) {
  /** The push id of a row that is of no message: the highest mid that was removed. */
  private static final long REMOVED = -1;

  /**
   * Asks the database once, and not at all where no message has rivals.
   *
   * @param named of the same batch; those of what is to be saved are remembered
   */
  static SqlConflicts of(EntityManager rows, List<StoredMessage> batch, SqlNamedPushes named) {
    Map<String, KeyMids> contested = new HashMap<>();
    long lowest = Long.MAX_VALUE;
    for (StoredMessage message : batch) {
      if (message.hasRivals()) {
        contested.putIfAbsent(message.key().value(), new KeyMids());
        // a row with the message's own mid counts whatever is known
        lowest = Math.min(lowest, Math.min(message.known(), message.mid() - 1));
      }
    }
    if (contested.isEmpty()) {
      return new SqlConflicts(Collections.nCopies(batch.size(), SaveOutcome.Plain.SAVED), batch);
    }
    read(rows, contested, lowest);
    return decide(batch, contested, named);
  }

  private static void read(EntityManager rows, Map<String, KeyMids> contested, long above) {
    List<Object[]> found =
        rows.createQuery(
                "select m.skey, m.mid, m.pushId from PrivateMessage m"
                    + " where m.skey in :keys and m.mid > :above"
                    + " union all select l.skey, l.mid, "
                    + REMOVED
                    + " from LostMid l where l.skey in :keys and l.mid > :above",
                Object[].class)
            .setParameter("keys", contested.keySet())
            .setParameter("above", above)
            .getResultList();
    for (Object[] row : found) {
      KeyMids mids = contested.get(row[0]);
      if (mids != null) {
        long mid = ((Number) row[1]).longValue();
        @Nullable Number pushId = (Number) row[2];
        if (pushId != null && pushId.longValue() == REMOVED) {
          mids.addRemoved(mid);
        } else {
          mids.add(mid, pushId == null ? 0 : pushId.longValue());
        }
      }
    }
  }

  private static SqlConflicts decide(
      List<StoredMessage> batch, Map<String, KeyMids> contested, SqlNamedPushes named) {
    List<SaveOutcome> outcomes = new ArrayList<>(batch.size());
    List<StoredMessage> saved = new ArrayList<>(batch.size());
    for (StoredMessage message : batch) {
      @Nullable KeyMids mids = contested.get(message.key().value());
      Optional<Conflict> conflict = named.conflict(message);
      if (conflict.isEmpty() && mids != null && message.hasRivals() && message.isKept()) {
        conflict = mids.conflict(message);
      }
      outcomes.add(conflict.<SaveOutcome>map(SaveOutcome.Met::new).orElse(SaveOutcome.Plain.SAVED));
      if (conflict.isEmpty() || conflict.get().kind() == Conflict.Kind.UNSEEN) {
        // the batch's later messages meet it
        named.remember(message);
        if (message.isKept()) {
          saved.add(message);
          if (mids != null) {
            mids.add(message.mid(), message.pushId());
          }
        }
      }
    }
    return new SqlConflicts(outcomes, saved);
  }
}

/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of {@code named_push}: a push that counts once for a key, as long as it is remembered. */
@Entity
@Table(name = "named_push")
@IdClass(NamedPush.Identity.class)
public class NamedPush {
  @Id
  @Column(name = "skey", length = 64)
  private @Nullable String skey;

  @Id
  @Column(name = "push_id")
  private long pushId;

  @Column(name = "mid", nullable = false)
  private long mid;

  @Column(name = "ttl", nullable = false)
  private long ttl;

  /** For JPA. */
  protected NamedPush() {}

  NamedPush(Identity identity) {
    this.skey = identity.skey;
    this.pushId = identity.pushId;
  }

  Identity identity() {
    return new Identity(Objects.requireNonNull(skey), pushId);
  }

  /** The mid that the push had. */
  long mid() {
    return mid;
  }

  boolean isRememberedAt(long unixSecond) {
    return ttl > unixSecond;
  }

  /** Remembers the push as one that had this mid. */
  void remember(long had, long untilUnixSecond) {
    mid = had;
    ttl = untilUnixSecond;
  }

  /** What tells one row from another. Comparable for the same reason as a key is. */
  public static class Identity implements Serializable, Comparable<Identity> {
    private static final Comparator<Identity> ORDER =
        Comparator.comparing((Identity identity) -> Objects.requireNonNullElse(identity.skey, ""))
            .thenComparingLong(identity -> identity.pushId);

    private static final long serialVersionUID = 1L;

    private @Nullable String skey;
    private long pushId;

    /** For JPA. */
    public Identity() {}

    Identity(String skey, long pushId) {
      this.skey = skey;
      this.pushId = pushId;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Identity that
          && pushId == that.pushId
          && Objects.equals(skey, that.skey);
    }

    @Override
    public int hashCode() {
      return Objects.hash(skey, pushId);
    }

    @Override
    public int compareTo(Identity other) {
      return ORDER.compare(this, other);
    }
  }
}

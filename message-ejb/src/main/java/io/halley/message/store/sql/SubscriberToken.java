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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of {@code subscriber_token}: a token's hash, and when it expires if nobody uses it. */
@Entity
@Table(name = "subscriber_token")
@IdClass(SubscriberToken.Identity.class)
public class SubscriberToken {
  @Id
  @Column(name = "skey", length = 64)
  private @Nullable String skey;

  @Id
  @Column(name = "hash", length = 64)
  private @Nullable String hash;

  @Column(name = "ttl", nullable = false)
  private long ttl;

  /** For JPA. */
  protected SubscriberToken() {}

  SubscriberToken(String skey, String hash, long ttl) {
    this.skey = skey;
    this.hash = hash;
    this.ttl = ttl;
  }

  /** What tells one row from another. */
  public static class Identity implements Serializable {
    private static final long serialVersionUID = 1L;

    private @Nullable String skey;
    private @Nullable String hash;

    /** For JPA. */
    public Identity() {}

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Identity that
          && Objects.equals(skey, that.skey)
          && Objects.equals(hash, that.hash);
    }

    @Override
    public int hashCode() {
      return Objects.hash(skey, hash);
    }
  }
}

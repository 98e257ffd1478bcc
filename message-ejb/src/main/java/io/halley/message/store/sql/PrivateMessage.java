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

/**
 * A row of {@code private_msg}, which {@link SqlInserts} makes. The key and the message's id are
 * its identity here, not the database's own {@code id}.
 */
@Entity
@Table(name = "private_msg")
@IdClass(PrivateMessage.Identity.class)
public class PrivateMessage {
  @Id
  @Column(name = "skey", length = 64)
  private @Nullable String skey;

  @Id
  @Column(name = "mid")
  private long mid;

  @Column(name = "id", insertable = false, updatable = false)
  private long rowId;

  @Column(name = "ttl", nullable = false)
  private long ttl;

  @Column(name = "msg", nullable = false)
  private byte @Nullable [] msg;

  /** The push that the message comes from; null where nobody repeats it. */
  @Column(name = "push_id")
  private @Nullable Long pushId;

  /** For JPA. */
  protected PrivateMessage() {}

  /** What tells one row from another. */
  public static class Identity implements Serializable {
    private static final long serialVersionUID = 1L;

    private @Nullable String skey;
    private long mid;

    /** For JPA. */
    public Identity() {}

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Identity that && mid == that.mid && Objects.equals(skey, that.skey);
    }

    @Override
    public int hashCode() {
      return Objects.hash(skey, mid);
    }
  }
}

/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code lost_mid}: the highest mid of a key that was removed from {@code private_msg}.
 * {@link SqlLostMids} writes it.
 */
@Entity
@Table(name = "lost_mid")
public class LostMid {
  @Id
  @Column(name = "skey", length = 64)
  private @Nullable String skey;

  @Column(name = "mid", nullable = false)
  private long mid;

  /** For JPA. */
  protected LostMid() {}
}

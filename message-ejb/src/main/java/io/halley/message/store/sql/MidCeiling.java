/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The one row of {@code mid_ceiling}, which the table's script makes. */
@Entity
@Table(name = "mid_ceiling")
public class MidCeiling {
  /** The row's identity. */
  static final int ONLY = 1;

  @Id
  @Column(name = "id")
  private int id = ONLY;

  @Column(name = "ceiling", nullable = false)
  private long ceiling;

  /** For JPA. */
  protected MidCeiling() {}

  /** Returns the ceiling before. */
  long raise(long raised) {
    long previous = ceiling;
    ceiling = Math.max(previous, raised);
    return previous;
  }
}

/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

/** A JDBC URL as an operator may see it. */
public final class SqlAddress {
  private SqlAddress() {}

  /** The URL without its parameters and without a user's name, which may stand by a password. */
  public static String of(String url) {
    return url.replaceFirst("[;?].*", "").replaceFirst("//[^/@]*@", "//");
  }
}

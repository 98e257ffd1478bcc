/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

/** Which clients an answer is for; the paths of one dialect name a parameter alike. */
public enum ApiVersion {
  /** The first API: long parameter names, and {@code "msg":"ok"} in every answer, errors too. */
  OLD("callback"),
  /** Paths that begin with a version. */
  VERSIONED("cb");

  private final String callback;

  ApiVersion(String callback) {
    this.callback = callback;
  }

  /** The name of the parameter that asks for JSONP. */
  String callback() {
    return callback;
  }
}

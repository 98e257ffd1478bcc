/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import java.util.Optional;

/**
 * What the guard asks about a request: where it arrived and where from, by the connection itself
 * and never by what the client wrote about it.
 */
interface Visit {
  /** The path of the request line, not decoded. */
  String path();

  /** The HTTP method. */
  String method();

  /** The port that took the connection. */
  int localPort();

  /** Whether the address that took the connection is one that only this machine reaches. */
  boolean localIsLoopback();

  /** Whether the peer is this machine. */
  boolean peerIsLoopback();

  /** Whether a header says that a proxy passed the request on. */
  boolean isForwarded();

  /** Whether a web page sent it: a browser names the page's origin, a back end none. */
  boolean isFromPage();

  /** The header Authorization. */
  Optional<String> authorization();
}

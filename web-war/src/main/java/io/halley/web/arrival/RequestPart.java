/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.arrival;

/** What of a request a client may be too slow to send. */
public enum RequestPart {
  /** From the first byte after the request before to the empty line. */
  HEAD,
  /** From the empty line to the last byte. */
  BODY
}

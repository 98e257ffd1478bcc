/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

/** What is known of an instance's RPC service. */
enum Health {
  /** It was not asked yet, or has not answered its first question. */
  UNKNOWN,
  /** Its last answer was that it is serving. */
  SERVING,
  /** Its last answer was another one, or none. */
  FAILING
}

/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static io.halley.testkit.message.MessageServiceContract.get;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.MessageService;
import io.halley.testkit.time.MutableClock;
import java.util.List;
import java.util.Set;

/** What a part of the contract has to work with, anew for each test. */
interface ServiceContract {
  /** The service under test. */
  MessageService service();

  /** The clock that it goes by. */
  MutableClock clock();

  /** A key that no other test has. */
  Key key();

  /** A message's id, of which each is above the one before. */
  long mid(int n);

  /** Saves for one key; the set of failed keys. */
  default Set<Key> save(Payload payload, long expireSeconds, Key to, long mid) {
    return get(service().save(payload, expiry(expireSeconds), List.of(new Recipient(to, mid))));
  }

  /** The service's answer. */
  default List<Message> findAfter(Key of, long mid) {
    return get(service().findAfter(of, mid)).messages();
  }

  /** What is so many seconds ahead, as saves take it. */
  default long expiry(long seconds) {
    return clock().instant().getEpochSecond() + seconds;
  }
}

/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static io.halley.testkit.message.MessageServiceContract.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.PushIds;
import io.halley.testkit.time.MutableClock;
import java.util.List;

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

  /** Appends, which must not fail, and gives it this mid. */
  default void append(Payload payload, long expireSeconds, Key to, long mid) {
    LogEntry entry = LogEntry.of(payload, expiry(expireSeconds), PushIds.random());
    Appended appended =
        get(service().append(entry, List.of(new AppendTarget(to, mid - Mid.STEP)))).get(to);
    assertThat(appended).extracting(Appended::mid).isEqualTo(mid);
  }

  /** The service's answer. */
  default List<Message> after(Key of, long mid) {
    return get(service().after(of, mid)).messages();
  }

  /** What is so many seconds ahead, as appends take it. */
  default long expiry(long seconds) {
    return clock().instant().getEpochSecond() + seconds;
  }
}

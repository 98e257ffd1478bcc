/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static io.halley.testkit.message.MessageServiceContract.get;
import static io.halley.testkit.message.MessageServiceContract.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/** The log of a key of its own, in the terms of a test: a message's body is the id of its push. */
final class TestedLog {
  private static final long MINUTE = 60;

  final Key key = newKey();
  private final MessageService service;
  private final InstantSource clock;

  TestedLog(ManyNodes nodes) {
    this.service = nodes.service();
    this.clock = nodes.clock();
  }

  /** Appends a push for the first time, which must not fail. */
  Appended append(long push) {
    return append(service, push);
  }

  /** The same by way of another node. */
  Appended append(MessageService node, long push) {
    return append(node, entry(push), 0);
  }

  /** Appends a push that may be there already. */
  Appended again(MessageService node, long push) {
    return append(node, entry(push).onceMore(), 0);
  }

  /** Appends a push for the first time, with a mid above this. */
  Appended appendAbove(long above, long push) {
    return append(service, entry(push), above);
  }

  /** Asks for a mid, and writes nothing. */
  Appended number(MessageService node, long push) {
    return append(node, LogEntry.of(body(push), LogEntry.NOT_KEPT, push), 0);
  }

  Appended append(MessageService node, LogEntry entry, long above) {
    return Objects.requireNonNull(
        get(node.append(entry, List.of(new AppendTarget(key, above)))).get(key), "not appended");
  }

  LogEntry entry(long push) {
    return LogEntry.of(body(push), clock.instant().getEpochSecond() + MINUTE, push);
  }

  /** The pushes of what is there, in the order of their mids. */
  List<Long> pushes() {
    return after(0).messages().stream()
        .map(message -> Long.parseLong(message.payload().text()))
        .toList();
  }

  /** The mids of what is there. */
  List<Long> mids() {
    return after(0).messages().stream().map(Message::mid).toList();
  }

  Backlog after(long mid) {
    return get(service.after(key, mid));
  }

  /** The mid of the present moment. */
  long tick() {
    return Mid.at(clock.instant());
  }

  void holds(Long... pushes) {
    assertThat(pushes()).containsExactly(pushes);
    assertThat(mids()).isSorted().doesNotHaveDuplicates();
  }

  private static Payload body(long push) {
    return Payload.of(String.valueOf(push));
  }
}

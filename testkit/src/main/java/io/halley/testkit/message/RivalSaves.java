/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static io.halley.testkit.message.MessageServiceContract.get;
import static io.halley.testkit.message.MessageServiceContract.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.Conflict;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.SaveResult;
import java.time.InstantSource;
import java.util.List;

/**
 * One key and those who save for it, in the terms of a test: ids are steps from the moment at which
 * it began, and a message's body is the id of its push.
 */
final class RivalSaves {
  private static final long MINUTE = 60;

  final Key key = newKey();
  private final MessageService service;
  private final InstantSource clock;
  private final long first;

  RivalSaves(MessageService service, InstantSource clock) {
    this.service = service;
    this.clock = clock;
    this.first = Mid.at(clock.instant());
  }

  long mid(int n) {
    return first + n * Mid.STEP;
  }

  /** Saves, which must not fail; returns what was met. */
  List<Conflict> save(long pushId, long mid, long known) {
    return saveBy(service, pushId, mid, known);
  }

  /** The same by way of another node. */
  List<Conflict> saveBy(MessageService node, long pushId, long mid, long known) {
    SaveResult result =
        get(node.save(body(pushId), expiry(), pushId, List.of(new Recipient(key, mid, known))));
    assertThat(result.failed()).isEmpty();
    return result.conflicts();
  }

  /** Saves with everything known that is below, which must meet nothing. */
  void save(long pushId, int n) {
    assertThat(save(pushId, mid(n), mid(n) - 1)).isEmpty();
  }

  /** Keeps, which must not fail. */
  void keep(long pushId) {
    keepBy(service, pushId);
  }

  /** The same by way of another node. */
  void keepBy(MessageService node, long pushId) {
    assertThat(get(node.keep(body(pushId), expiry(), pushId, List.of(key)))).containsOnlyKeys(key);
  }

  /** The pushes of what is stored, in the order of their ids. */
  List<Long> pushes() {
    return stored().stream().map(message -> Long.parseLong(message.payload().text())).toList();
  }

  /** The ids of what is stored. */
  List<Long> mids() {
    return stored().stream().map(Message::mid).toList();
  }

  List<Message> stored() {
    return get(service.findAfter(key, 0)).messages();
  }

  Conflict met(Conflict.Kind kind, long mid) {
    return new Conflict(key, kind, mid);
  }

  static Payload body(long pushId) {
    return Payload.of(String.valueOf(pushId));
  }

  long expiry() {
    return clock.instant().getEpochSecond() + MINUTE;
  }
}

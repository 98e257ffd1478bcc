/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.idle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Many subscribers, each with a key of its own, served by the thread that calls. Between two calls
 * nothing is read. Any method fails with an {@link AssertionError} as soon as one member is lost,
 * and where what it waits for does not come in time.
 */
public final class Crowd implements AutoCloseable {
  /** Members that connect at a time: what a listener's backlog holds. */
  private static final int BATCH = 100;

  private final InetSocketAddress address;
  private final Language language;
  private final Duration patience;
  private final List<Member> members = new ArrayList<>();
  private final Selector selector;
  private long heartbeatSeconds;

  /**
   * @param patience how long each thing may take that is waited for
   */
  public Crowd(InetSocketAddress address, Language language, Duration patience) {
    this.address = address;
    this.language = language;
    this.patience = patience;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Subscribes one member to each key; returns when all are subscribed. */
  public void join(List<String> keys, long heartbeat) {
    heartbeatSeconds = heartbeat;
    try {
      for (int i = 0; i < keys.size(); i += BATCH) {
        for (String key : keys.subList(i, Math.min(keys.size(), i + BATCH))) {
          connect(new Member(key, language));
        }
        awaitHeartbeats(1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every member sends a heartbeat; returns when all are answered. */
  public void heartbeat() {
    int answered = members.get(0).heartbeats();
    try {
      for (Member member : members) {
        member.say(language.heartbeat());
      }
    } catch (IOException e) {
      throw new AssertionError("a member is lost", e);
    }
    awaitHeartbeats(answered + 1);
  }

  /** Lets the time pass, and sees whether anybody is lost in it. */
  public void rest(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    serve(() -> System.nanoTime() >= end, time.plus(patience), "the end of the rest");
  }

  /** Waits until every member has been told so many messages, and no member more. */
  public void awaitMessages(int count) {
    serve(
        () -> members.stream().allMatch(member -> member.messages() >= count),
        patience,
        count + " messages for each");
    if (members.stream().anyMatch(member -> member.messages() > count)) {
      throw new AssertionError("a member was told a message twice");
    }
  }

  private void awaitHeartbeats(int count) {
    serve(
        () -> members.stream().allMatch(member -> member.heartbeats() >= count),
        patience,
        count + " answers for each");
  }

  private void connect(Member member) throws IOException {
    members.add(member);
    boolean connected = member.connect(address);
    member
        .channel()
        .register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, member);
    if (connected) {
      greet(member);
    }
  }

  private void greet(Member member) throws IOException {
    member.say(language.greeting(member.key(), heartbeatSeconds));
  }

  private void serve(BooleanSupplier done, Duration within, String what) {
    long end = System.nanoTime() + within.toNanos();
    try {
      while (!done.getAsBoolean()) {
        if (System.nanoTime() >= end) {
          throw new AssertionError("not within " + within + ": " + what);
        }
        selector.select(50);
        for (SelectionKey key : selector.selectedKeys()) {
          serve(key);
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException e) {
      throw new AssertionError("a member is lost", e);
    }
  }

  private void serve(SelectionKey key) throws IOException {
    Member member = (Member) key.attachment();
    if (key.isConnectable()) {
      member.channel().finishConnect();
      key.interestOps(SelectionKey.OP_READ);
      greet(member);
    } else if (key.isReadable() && !member.listen()) {
      throw new AssertionError("the server closed the connection of " + member.key());
    }
  }

  @Override
  public void close() {
    try {
      for (Member member : members) {
        member.close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

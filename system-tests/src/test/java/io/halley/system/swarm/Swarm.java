/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.swarm;

import io.halley.system.journal.Chronicle;
import io.halley.system.journal.Journal;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** One subscriber for each key of a chronicle, all on a few threads. Safe for any thread. */
public final class Swarm implements AutoCloseable {
  private static final int THREADS = 2;

  /** They do not all come at the same moment. */
  private static final long MILLIS_BETWEEN = 5;

  private final Chronicle chronicle;
  private final SwarmPlan plan;
  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(THREADS, NioIoHandler.newFactory());
  private final List<Member> members = new ArrayList<>();

  private Swarm(Chronicle chronicle, SwarmPlan plan) {
    this.chronicle = chronicle;
    this.plan = plan;
    Guide guide = new Guide(plan);
    for (Journal journal : chronicle.journals()) {
      members.add(new Member(journal, members.size(), plan, guide, loops.next().next()));
    }
  }

  /** Members begin to subscribe, one after the other; those that misbehave begin with that, too. */
  public static Swarm start(Chronicle chronicle, SwarmPlan plan) {
    Swarm swarm = new Swarm(chronicle, plan);
    swarm.begin();
    return swarm;
  }

  private void begin() {
    Random random = new Random(2);
    long delay = 0;
    for (Member member : members) {
      member.loop().schedule(member::begin, delay, TimeUnit.MILLISECONDS);
      delay += MILLIS_BETWEEN;
    }
    for (Member member : members.subList(plan.narrow(), members.size())) {
      if (random.nextDouble() < plan.mischief().share()) {
        misbehaveLater(member, random);
      }
    }
  }

  private void misbehaveLater(Member member, Random random) {
    Random own = new Random(random.nextLong());
    member
        .loop()
        .schedule(
            () -> misbehave(member, own), plan.mischief().pauseMillis(own), TimeUnit.MILLISECONDS);
  }

  private void misbehave(Member member, Random random) {
    switch (plan.mischief().deed(random)) {
      case STALL -> member.stall(plan.mischief().stallMillis(random));
      case VANISH -> member.vanish();
      case LEAVE -> member.leave();
    }
    misbehaveLater(member, random);
  }

  /** How many members are subscribed. */
  public int online() {
    return (int) members.stream().filter(Member::isOnline).count();
  }

  /**
   * Waits until each member has been subscribed once.
   *
   * @throws AssertionError if one is not in time, with its story
   */
  public void awaitSubscribed(Duration within) {
    try {
      Awaitility.await("all subscribers")
          .atMost(within)
          .until(() -> members.stream().allMatch(member -> member.journal().hasSubscribed()));
    } catch (ConditionTimeoutException e) {
      Journal missing =
          members.stream()
              .map(Member::journal)
              .filter(journal -> !journal.hasSubscribed())
              .findFirst()
              .orElseThrow();
      throw new AssertionError(
          online() + " of " + members.size() + " are online; " + chronicle.story(missing), e);
    }
  }

  /** The first members, the narrow ones, stop reading. */
  public void stallNarrow(Duration time) {
    members.stream()
        .limit(plan.narrow())
        .forEach(member -> member.loop().execute(() -> member.stall(time.toMillis())));
  }

  /** All members close their connections and come back, as each does some day. */
  public void comeBack() {
    members.forEach(member -> member.loop().execute(member::leave));
  }

  /** Ends every connection. */
  @Override
  public void close() {
    members.forEach(member -> member.loop().execute(member::stop));
    // closes those that vanished, too
    loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly(20, TimeUnit.SECONDS);
  }
}

/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Mid;
import io.halley.cluster.rpc.MessageService;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link MessageService} does. A subclass gives one; its store may be shared by all
 * tests, for each uses keys of its own.
 */
public abstract class MessageServiceContract
    implements AppendingContract,
        LogContract,
        NamedPushContract,
        FindingContract,
        BacklogContract,
        AcknowledgingContract,
        KeysContract,
        TokensContract {
  /** The cap that the service under test has. */
  protected static final int CAP = 20;

  /** The life of a token that the service under test has. */
  protected static final Duration TOKEN_LIFE = Duration.ofDays(30);

  /** A message's life where it does not matter, in seconds. */
  static final long MINUTE = 60;

  private static final long ANSWER_SECONDS = 30;

  /** What ends something that a test began. */
  protected interface Ending {
    /** Ends it, and waits until it has ended. */
    void run() throws Exception;
  }

  private final Deque<Ending> endings = new ArrayDeque<>();
  private final MutableClock clock = MutableClock.atNow();
  private final long firstMid = Mid.at(clock.instant());
  private final Key key = newKey();
  private MessageService service = new InMemoryMessageService(clock);

  /** The service under test, which goes by this clock. Called before each test. */
  protected abstract MessageService service(MutableClock clock);

  @Override
  public final MessageService service() {
    return service;
  }

  @Override
  public final MutableClock clock() {
    return clock;
  }

  @Override
  public final Key key() {
    return key;
  }

  @Override
  public final long mid(int n) {
    return firstMid + n * Mid.STEP;
  }

  /** Runs this after the test; what is given last is run first. */
  protected final void afterTest(Ending ending) {
    endings.push(ending);
  }

  @BeforeEach
  void begin() {
    service = service(clock);
  }

  @AfterEach
  void end() throws Exception {
    for (Ending ending : endings) {
      ending.run();
    }
  }

  @Test
  void raiseMidCeiling_neverLowersIt() {
    long start = get(service.raiseMidCeiling(0));
    long high = start + 4_000;

    assertThat(get(service.raiseMidCeiling(high))).isEqualTo(start);
    assertThat(get(service.raiseMidCeiling(high - 400))).isEqualTo(high);
    assertThat(get(service.raiseMidCeiling(high + 400))).isEqualTo(high);
    assertThat(get(service.raiseMidCeiling(0))).isEqualTo(high + 400);
  }

  /** A key that no other test has. */
  protected static Key newKey() {
    return new Key("contract-" + UUID.randomUUID());
  }

  /** A stage's result, or what it failed with. */
  protected static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
  }
}

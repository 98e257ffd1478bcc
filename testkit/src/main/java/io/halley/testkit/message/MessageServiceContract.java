/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.TokenCheck;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every {@link MessageService} does. A subclass gives one; its store may be shared by all
 * tests, for each uses keys of its own.
 */
public abstract class MessageServiceContract implements BacklogContract {
  /** The cap that the service under test has. */
  protected static final int CAP = 20;

  /** The life of a token that the service under test has. */
  protected static final Duration TOKEN_LIFE = Duration.ofDays(30);

  private static final long ANSWER_SECONDS = 30;
  private static final long MINUTE = 60;

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
  void findAfter_keyWithoutMessages_isEmpty() {
    assertThat(findAfter(key, 0)).isEmpty();
  }

  @Test
  void save_oneMessage_isFoundAsItWas() {
    Payload payload = Payload.of("{\"a\": [1, 1.0, 1e2, null, true], \"b\":\"\\u00e9é😀\"}");

    assertThat(save(payload, MINUTE, key, mid(0))).isEmpty();

    assertThat(findAfter(key, 0)).containsExactly(new Message(mid(0), payload));
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void save_anyJsonValue_isFoundByteForByte(String json) {
    save(Payload.of(json), MINUTE, key, mid(0));

    assertThat(findAfter(key, 0)).extracting(m -> m.payload().text()).containsExactly(json);
  }

  static Stream<String> payloads() {
    return Stream.of(
        "0",
        "-1.50e+10",
        "12345678901234567890.123456789",
        "null",
        "\"\"",
        "\"text with \\\"quotes\\\", \\\\ and \\u0000\"",
        "{}",
        "[]",
        "{\"msg\":1,\"expire\":0,\"mid\":7}",
        "{\"a\":\",\\\"expire\\\":1}\",\"expire\":2}",
        "{\"same\":1,\"same\":2}",
        "\"' ; drop table private_msg; --\"",
        "\"" + "long".repeat(16_000) + "\"");
  }

  @Test
  void save_forManyKeys_isFoundUnderEachWithItsOwnMid() {
    List<Recipient> recipients =
        IntStream.range(0, 300).mapToObj(i -> new Recipient(newKey(), mid(i))).toList();

    assertThat(get(service.save(Payload.of("1"), expiry(MINUTE), recipients))).isEmpty();

    for (Recipient to : recipients) {
      assertThat(findAfter(to.key(), 0)).extracting(Message::mid).containsExactly(to.mid());
    }
  }

  @Test
  void save_equalMessagesInOneSecond_areAllKept() {
    for (int i = 0; i < 3; i++) {
      save(Payload.of("{\"equal\":true}"), MINUTE, key, mid(i));
    }

    assertThat(findAfter(key, 0)).extracting(Message::mid).containsExactly(mid(0), mid(1), mid(2));
  }

  @Test
  void save_whatIsThereAlready_failsForThatKeyOnly() {
    Key other = newKey();
    save(Payload.of("\"first\""), MINUTE, key, mid(0));

    Set<Key> failed =
        get(
            service.save(
                Payload.of("\"second\""),
                expiry(MINUTE),
                List.of(new Recipient(key, mid(0)), new Recipient(other, mid(0)))));

    assertThat(failed).containsExactly(key);
    assertThat(findAfter(key, 0)).extracting(m -> m.payload().text()).containsExactly("\"first\"");
    assertThat(findAfter(other, 0)).hasSize(1);
  }

  @Test
  void save_manyAtATime_keepsEachKeysOrder() {
    List<CompletionStage<Set<Key>>> answers = new ArrayList<>();
    List<Key> keys = IntStream.range(0, 10).mapToObj(i -> newKey()).toList();
    for (int i = 0; i < CAP; i++) {
      for (Key each : keys) {
        answers.add(
            service.save(
                Payload.of(String.valueOf(i)),
                expiry(MINUTE),
                List.of(new Recipient(each, mid(i)))));
      }
    }

    answers.forEach(answer -> assertThat(get(answer)).isEmpty());
    for (Key each : keys) {
      assertThat(findAfter(each, 0))
          .extracting(m -> m.payload().text())
          .containsExactlyElementsOf(IntStream.range(0, CAP).mapToObj(String::valueOf).toList());
    }
  }

  @Test
  void findAfter_aMid_leavesItAndWhatIsBelowOut() {
    for (int i = 0; i < 5; i++) {
      save(Payload.of("1"), MINUTE, key, mid(i));
    }

    assertThat(findAfter(key, mid(2))).extracting(Message::mid).containsExactly(mid(3), mid(4));
    assertThat(findAfter(key, mid(2) - 1)).hasSize(3);
    assertThat(findAfter(key, mid(4))).isEmpty();
    assertThat(findAfter(key, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void findAfter_largestMids_areExact() {
    long large = (1L << 55) - 8;
    save(Payload.of("1"), MINUTE, key, large);
    save(Payload.of("2"), MINUTE, key, large + 4);

    assertThat(findAfter(key, large - 4)).hasSize(2);
    assertThat(findAfter(key, large)).extracting(Message::mid).containsExactly(large + 4);
  }

  @Test
  void findAfter_moreThanTheCap_isTheNewest() {
    for (int i = 0; i < CAP + 15; i++) {
      save(Payload.of("1"), MINUTE, key, mid(i));
    }

    assertThat(findAfter(key, 0))
        .extracting(Message::mid)
        .containsExactlyElementsOf(IntStream.range(15, CAP + 15).mapToObj(i -> mid(i)).toList());
  }

  @Test
  void findAfter_expiredMessages_areGone() {
    save(Payload.of("\"short\""), 10, key, mid(0));
    save(Payload.of("\"long\""), 100, key, mid(1));
    save(Payload.of("\"short again\""), 10, key, mid(2));

    clock.advance(Duration.ofSeconds(9));
    assertThat(findAfter(key, 0)).hasSize(3);

    clock.advance(Duration.ofSeconds(1));
    assertThat(findAfter(key, 0)).extracting(m -> m.payload().text()).containsExactly("\"long\"");

    clock.advance(Duration.ofSeconds(90));
    assertThat(findAfter(key, 0)).isEmpty();
  }

  @Test
  void save_withTheLongestExpiry_isFound() {
    save(Payload.of("1"), (1L << 32) - 1, key, mid(0));

    assertThat(findAfter(key, 0)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("pairsOfKeys")
  void keys_thatLookAlike_areDistinct(String one, String other) {
    String unique = UUID.randomUUID().toString().substring(0, 20);
    Key first = new Key(unique + one);
    Key second = new Key(unique + other);
    save(Payload.of("1"), MINUTE, first, mid(0));
    get(service.addToken(first, "token"));

    assertThat(findAfter(first, 0)).hasSize(1);
    assertThat(findAfter(second, 0)).isEmpty();
    assertThat(get(service.useToken(second, "token"))).isEqualTo(TokenCheck.NO_CHANNEL);
    assertThat(save(Payload.of("2"), MINUTE, second, mid(0))).isEmpty();
  }

  static Stream<Arguments> pairsOfKeys() {
    return Stream.of(
        Arguments.of("key", "KEY"),
        Arguments.of("key", "key "),
        Arguments.of("e", "é"),
        Arguments.of("é", "e\u0301"),
        Arguments.of("%", "x"),
        Arguments.of("😀", "😁"));
  }

  @Test
  void keys_ofTheLongestLength_areKept() {
    Key longest = new Key(newKey().value().substring(0, 30) + "😀".repeat(17));
    save(Payload.of("1"), MINUTE, longest, mid(0));

    assertThat(findAfter(longest, 0)).hasSize(1);
  }

  @Test
  void delete_removesAllOfTheKeyAndNothingElse() {
    Key other = newKey();
    save(Payload.of("1"), MINUTE, key, mid(0));
    save(Payload.of("2"), MINUTE, key, mid(1));
    save(Payload.of("3"), MINUTE, other, mid(0));

    get(service.delete(key));

    assertThat(findAfter(key, 0)).isEmpty();
    assertThat(findAfter(other, 0)).hasSize(1);
    get(service.delete(key));
  }

  @Test
  void delete_thenSaveOfTheSameMid_succeeds() {
    save(Payload.of("1"), MINUTE, key, mid(0));
    get(service.delete(key));

    assertThat(save(Payload.of("2"), MINUTE, key, mid(0))).isEmpty();
  }

  @Test
  void delete_leavesTokens() {
    get(service.addToken(key, "token"));

    get(service.delete(key));

    assertThat(get(service.useToken(key, "token"))).isEqualTo(TokenCheck.VALID);
  }

  @Test
  void addToken_twice_isFalseTheSecondTime() {
    assertThat(get(service.addToken(key, "token"))).isTrue();
    assertThat(get(service.addToken(key, "token"))).isFalse();
    assertThat(get(service.addToken(key, "Token"))).isTrue();
    assertThat(get(service.addToken(newKey(), "token"))).isTrue();
  }

  @Test
  void addToken_manyAtATime_isTrueOnce() {
    List<CompletionStage<Boolean>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(service.addToken(key, "token"));
    }

    assertThat(answers.stream().filter(MessageServiceContract::get)).hasSize(1);
  }

  @Test
  void useToken_tellsTheThreeOutcomesApart() {
    assertThat(get(service.useToken(key, "token"))).isEqualTo(TokenCheck.NO_CHANNEL);

    get(service.addToken(key, "token"));

    assertThat(get(service.useToken(key, "token"))).isEqualTo(TokenCheck.VALID);
    assertThat(get(service.useToken(key, "other"))).isEqualTo(TokenCheck.INVALID);
    assertThat(get(service.useToken(key, ""))).isEqualTo(TokenCheck.INVALID);
  }

  @Test
  void useToken_beginsItsLifeAnew() {
    get(service.addToken(key, "token"));
    clock.advance(TOKEN_LIFE.minusSeconds(1));
    assertThat(get(service.useToken(key, "token"))).isEqualTo(TokenCheck.VALID);

    clock.advance(TOKEN_LIFE.minusSeconds(1));
    assertThat(get(service.useToken(key, "token"))).isEqualTo(TokenCheck.VALID);
  }

  @Test
  void useToken_ofAnother_doesNotKeepAToken() {
    get(service.addToken(key, "used"));
    get(service.addToken(key, "unused"));
    clock.advance(TOKEN_LIFE.dividedBy(2));
    get(service.useToken(key, "used"));
    clock.advance(TOKEN_LIFE.dividedBy(2));

    assertThat(get(service.useToken(key, "unused"))).isEqualTo(TokenCheck.INVALID);
    assertThat(get(service.useToken(key, "used"))).isEqualTo(TokenCheck.VALID);
  }

  @Test
  void useToken_expired_isAsIfItHadNeverBeen() {
    get(service.addToken(key, "token"));
    clock.advance(TOKEN_LIFE);

    assertThat(get(service.useToken(key, "token"))).isEqualTo(TokenCheck.NO_CHANNEL);
    assertThat(get(service.addToken(key, "token"))).isTrue();
    assertThat(get(service.useToken(key, "token"))).isEqualTo(TokenCheck.VALID);
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

  /** Saves for one key; the set of failed keys. */
  protected final Set<Key> save(Payload payload, long expireSeconds, Key to, long mid) {
    return get(service.save(payload, expiry(expireSeconds), List.of(new Recipient(to, mid))));
  }

  /** The service's answer. */
  protected final List<Message> findAfter(Key of, long mid) {
    return get(service.findAfter(of, mid)).messages();
  }

  /** A key that no other test has. */
  protected static Key newKey() {
    return new Key("contract-" + UUID.randomUUID());
  }

  /** A stage's result, or what it failed with. */
  protected static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
  }

  private long mid(int n) {
    return firstMid + n * Mid.STEP;
  }

  private long expiry(long seconds) {
    return clock.instant().getEpochSecond() + seconds;
  }
}

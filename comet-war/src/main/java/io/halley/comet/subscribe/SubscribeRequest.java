/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import io.halley.cluster.message.Key;
import io.halley.cluster.text.Digits;
import io.halley.cluster.text.TextBounds;
import io.halley.comet.connection.MessageFormat;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for when it subscribes.
 *
 * @param heartbeat the longest silence that the client promises, before any grace
 * @param token empty when it sent none
 * @param format how it wants its messages
 * @param lastMid the last mid that it has, if it wants what was stored after that
 * @param acknowledges whether it will say which messages it has; never without a last mid
 */
public record SubscribeRequest(
    Key key,
    Duration heartbeat,
    String token,
    MessageFormat format,
    OptionalLong lastMid,
    boolean acknowledges) {
  /** The value of {@code ack} with which a client says that it will acknowledge. */
  public static final String ACKNOWLEDGES = "1";

  private static final long LONGEST_SECONDS = Duration.ofDays(1).toSeconds();

  /**
   * Reads the parameters as text, null where they are missing.
   *
   * @param ack {@code 1} if the client acknowledges, which takes a mid; {@code 0} if not
   * @return empty if a parameter is missing, malformed or out of bounds, or if the token has
   *     U+0000. A heartbeat above one day counts as one day.
   */
  public static Optional<SubscribeRequest> parse(
      @Nullable String key,
      @Nullable String heartbeat,
      @Nullable String token,
      @Nullable String version,
      @Nullable String mid,
      @Nullable String ack,
      Duration heartbeatMin) {
    boolean acknowledges = ACKNOWLEDGES.equals(ack);
    boolean isAck = ack == null || ack.equals("0") || (acknowledges && mid != null);
    boolean isToken = token == null || TextBounds.isStorable(token);
    if ((mid != null && !isMid(mid)) || !isAck || !isToken) {
      return Optional.empty();
    }
    Optional<Duration> silence = heartbeat(heartbeat).filter(h -> h.compareTo(heartbeatMin) >= 0);
    return Key.parse(key)
        .flatMap(
            subscriber ->
                silence.map(
                    h ->
                        new SubscribeRequest(
                            subscriber,
                            h,
                            token == null ? "" : token,
                            MessageFormat.ofVersion(version),
                            lastMid(mid),
                            acknowledges)));
  }

  /** Whether the client knows what {@code +r:gap} means: it resumes. */
  public boolean understandsGaps() {
    return lastMid.isPresent();
  }

  /** Whether a text is a mid: a number from 0 to 2<sup>63</sup> - 1 in 1 to 19 decimal digits. */
  public static boolean isMid(String text) {
    return lastMid(text).isPresent();
  }

  private static OptionalLong lastMid(@Nullable String mid) {
    return Digits.parse(mid, Long.MAX_VALUE);
  }

  private static Optional<Duration> heartbeat(@Nullable String text) {
    OptionalLong seconds = Digits.parse(text, Long.MAX_VALUE);
    return seconds.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(Math.min(seconds.getAsLong(), LONGEST_SECONDS)));
  }

  /** Never prints the token. */
  @Override
  public String toString() {
    return "SubscribeRequest[key=" + key + ", heartbeat=" + heartbeat + ", format=" + format + "]";
  }
}

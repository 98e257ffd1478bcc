/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.text.TextBounds;
import io.halley.web.http.Parameters;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a back end wants a message pushed.
 *
 * @param expireSeconds 0: online only, never stored; at most 2<sup>32</sup> - 1
 * @param name what the back end calls the push, so that it counts once however often it is sent
 * @param detailed whether it wants to know what became of each key
 */
public record PushOptions(long expireSeconds, Optional<String> name, boolean detailed) {
  /** The longest expiry: an unsigned 32-bit number of seconds. */
  private static final long EXPIRE_MAX = 0xffff_ffffL;

  /** Characters of a name, in Unicode code points. */
  private static final int NAME_MAX = 255;

  /** Of a push without a name, and no details. */
  public static PushOptions expiring(long seconds) {
    return new PushOptions(seconds, Optional.empty(), false);
  }

  /**
   * The terms of a request.
   *
   * @param header the value of {@code Idempotency-Key}, which may stand in quotes as the draft for
   *     it has them (draft-ietf-httpapi-idempotency-key-header); null where there is none
   * @return empty where a parameter is out of its bounds, or the header names another push
   */
  static Optional<PushOptions> of(Parameters parameters, @Nullable String header) {
    OptionalLong expire = parameters.number("expire", EXPIRE_MAX);
    Optional<String> id = parameters.text("id");
    Optional<String> key = Optional.ofNullable(header).map(PushOptions::unquoted);
    Optional<String> name = id.or(() -> key);
    String detail = parameters.text("detail").orElse("0");
    boolean valid =
        expire.isPresent()
            && !parameters.isMalformed("id", "detail")
            && name.map(text -> TextBounds.isName(text, NAME_MAX)).orElse(true)
            && (key.isEmpty() || key.equals(name))
            && (detail.equals("0") || detail.equals("1"));
    return valid
        ? Optional.of(new PushOptions(expire.getAsLong(), name, detail.equals("1")))
        : Optional.empty();
  }

  /**
   * The push of a message on these terms.
   *
   * @param ids gives a push without a name its id
   */
  Push push(Payload message, LongSupplier ids) {
    long id = name.map(PushIds::named).orElseGet(ids::getAsLong);
    return new Push(message, expireSeconds, id, detailed);
  }

  private static String unquoted(String header) {
    String value = header.strip();
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }
}

/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import io.halley.web.json.JsonWriter;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * How one request wants its answer dressed. Every dressed answer is HTTP 200 with its length: one
 * client refuses chunked bodies. Members come in the order {@code data}, {@code msg}, {@code ret}.
 *
 * @param dialect whose answers these are
 * @param callback the function of a JSONP answer, not checked yet; empty: plain JSON
 */
public record ReplyFormat(ApiVersion dialect, Optional<String> callback) {
  private static final int OK = 200;
  private static final String JAVASCRIPT = "application/javascript;charset=utf-8";
  private static final Pattern CALLBACK = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$.]{0,127}");

  /** The form of a back end's call: versioned, never JSONP. */
  public static final ReplyFormat PLAIN = new ReplyFormat(ApiVersion.VERSIONED, Optional.empty());

  /** The form that a client's parameters ask for. */
  public static ReplyFormat of(ApiVersion dialect, Parameters parameters) {
    String name = dialect.callback();
    // a callback that nobody can read is none that may be called, and not one that is missing
    return new ReplyFormat(
        dialect, parameters.isMalformed(name) ? Optional.of("") : parameters.text(name));
  }

  /** Whether the callback may be called; if not, nothing must be done but to say so. */
  boolean isAllowed() {
    return callback.isEmpty() || CALLBACK.matcher(callback.get()).matches();
  }

  /** Answers with what needs no other node; where the form is not allowed, nothing is done. */
  public Response answer(Supplier<ApiResult> work) {
    return dress(isAllowed() ? work.get() : ApiResult.of(ResultCode.BAD_PARAMETER)).response();
  }

  /** The answer dressed; plain JSON where the callback is not allowed. */
  HttpReply dress(ApiResult answer) {
    byte[] json = json(answer);
    if (callback.isEmpty() || !isAllowed()) {
      return HttpReply.json(OK, json);
    }
    // what scripts before ECMAScript 2019 take for line ends; in JSON they stand in strings only
    String script =
        new String(json, StandardCharsets.UTF_8)
            .replace("\u2028", "\\u2028")
            .replace("\u2029", "\\u2029");
    byte[] call = (callback.get() + "(" + script + ")").getBytes(StandardCharsets.UTF_8);
    return new HttpReply(OK, JAVASCRIPT, call, Map.of("X-Content-Type-Options", "nosniff"));
  }

  private byte[] json(ApiResult answer) {
    JsonWriter json = new JsonWriter().raw("{");
    if (answer.data() != null) {
      json.raw("\"data\":").raw(answer.data().bytes()).raw(",");
    }
    if (dialect == ApiVersion.OLD) {
      json.raw("\"msg\":\"ok\",");
    }
    return json.raw("\"ret\":").number(answer.code().number()).raw("}").bytes();
  }
}

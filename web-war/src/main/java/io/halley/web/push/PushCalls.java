/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.cluster.json.JsonCompactor;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.text.Utf8;
import io.halley.web.http.Answer;
import io.halley.web.http.Parameters;
import io.halley.web.http.ResultCode;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What the push paths do, whichever way a request came in: from its query and its headers, which
 * are read at once, and from its body. Safe for any thread.
 */
public final class PushCalls {
  private final PushService pushes;

  public PushCalls(PushService pushes) {
    this.pushes = pushes;
  }

  /** One message to one key: what is to be done with the body. */
  Function<byte[], CompletionStage<Answer>> toOne(HttpServletRequest request) {
    Parameters parameters = Parameters.of(request.getQueryString());
    Optional<Key> key = parameters.key("key");
    Optional<PushTerms> terms = terms(request, parameters);
    return body -> {
      Optional<Payload> message = JsonCompactor.compact(body).map(Payload::ofUtf8);
      return key.isEmpty() || terms.isEmpty() || message.isEmpty()
          ? badParameter()
          : pushes.toOne(message.get(), key.get(), terms.get()).thenApply(PushAnswers::one);
    };
  }

  /** One message to many keys: what is to be done with the body. */
  Function<byte[], CompletionStage<Answer>> toMany(HttpServletRequest request) {
    Optional<PushTerms> terms = terms(request, Parameters.of(request.getQueryString()));
    return body -> {
      Optional<Batch> batch = Batch.parse(body);
      return terms.isEmpty() || batch.isEmpty()
          ? badParameter()
          : pushes.toMany(batch.get(), terms.get()).thenApply(PushAnswers::many);
    };
  }

  private static Optional<PushTerms> terms(HttpServletRequest request, Parameters parameters) {
    String header = request.getHeader("Idempotency-Key");
    return header == null
        ? PushTerms.of(parameters, null)
        // the container gives a header as one character a byte
        : Utf8.decode(header.getBytes(StandardCharsets.ISO_8859_1))
            .flatMap(name -> PushTerms.of(parameters, name));
  }

  private static CompletionStage<Answer> badParameter() {
    return CompletableFuture.completedStage(Answer.of(ResultCode.BAD_PARAMETER));
  }
}

/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.stat;

import io.halley.cluster.message.Key;
import io.halley.web.http.AsyncReplies;
import io.halley.web.http.HttpReply;
import io.halley.web.http.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonWriter;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Tells operators how the node does. */
@Path("stat")
@ApplicationScoped
public class StatResource {
  private static final JsonWriterFactory INDENTED =
      Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));

  @Inject AsyncReplies answers;
  @Inject StatService stats;

  /** One type's facts; of the channels, those of one key where it is named. */
  @GET
  public void stat(@Context HttpServletRequest request, @Suspended AsyncResponse response) {
    Parameters parameters = Parameters.of(request.getQueryString());
    Optional<StatType> type = parameters.text("type").flatMap(StatType::of);
    boolean isNamed = parameters.text("key").isPresent() || parameters.isMalformed("key");
    Optional<Key> key = parameters.key("key");
    if (type.isEmpty()) {
      response.resume(error(404, "There is no such type.").response());
    } else if (type.get() == StatType.CHANNEL && isNamed && key.isEmpty()) {
      response.resume(error(404, "There is no such key.").response());
    } else {
      CompletionStage<JsonObject> stat =
          type.get() == StatType.CHANNEL && key.isPresent()
              ? stats.channel(key.get())
              : stats.stat(type.get());
      answers.later(
          response,
          stat.thenApply(json -> indented(200, json)),
          () -> error(503, "A comet node did not answer."));
    }
  }

  private static HttpReply error(int status, String sentence) {
    return indented(status, Json.createObjectBuilder().add("error", sentence).build());
  }

  private static HttpReply indented(int status, JsonObject json) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (JsonWriter writer = INDENTED.createWriter(body)) {
      writer.write(json);
    }
    return HttpReply.json(status, body.toByteArray());
  }
}

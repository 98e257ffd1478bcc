/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.message;

import io.halley.cluster.message.Message;
import io.halley.web.http.ApiVersion;
import io.halley.web.json.JsonWriter;
import java.util.List;

/** The two forms in which clients get their stored messages. */
final class MessageList {
  private MessageList() {}

  /** The member {@code data} of an answer to clients of a dialect. */
  static JsonWriter write(ApiVersion dialect, List<Message> messages) {
    JsonWriter json = new JsonWriter().raw("{\"msgs\":[");
    String comma = "";
    for (Message message : messages) {
      json.raw(comma);
      comma = ",";
      switch (dialect) {
        case VERSIONED -> json.raw("{\"msg\":").raw(message.payload().utf8()).raw(ending(message));
        // a string that holds JSON, in which the message is a string once more
        case OLD ->
            json.string("{\"msg\":" + JsonWriter.quote(message.payload().text()) + ending(message));
      }
    }
    return switch (dialect) {
      case VERSIONED -> json.raw("]}");
      case OLD -> json.raw("],\"pmsgs\":[]}");
    };
  }

  private static String ending(Message message) {
    return ",\"mid\":" + message.mid() + ",\"gid\":" + Message.PRIVATE_GID + "}";
  }
}

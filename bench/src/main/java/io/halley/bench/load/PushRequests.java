/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Requests of the admin API. Immutable. Keys are of letters and digits. */
public final class PushRequests {
  private final String headers;

  /**
   * @param admin where they will be sent
   * @param adminKey the key of the admin API, where it needs one
   */
  public PushRequests(InetSocketAddress admin, Optional<String> adminKey) {
    headers =
        " HTTP/1.1\r\nHost: "
            + admin.getHostString()
            + ":"
            + admin.getPort()
            + "\r\nContent-Type: application/json\r\n"
            + adminKey.map(key -> "Authorization: Bearer " + key + "\r\n").orElse("")
            + "Content-Length: ";
  }

  /** A push to one key. */
  public byte[] one(String key, int expireSeconds, String json) {
    return request("/1/admin/push/private?key=" + key + "&expire=" + expireSeconds, json);
  }

  /**
   * A push to many keys.
   *
   * @param keys separated by commas
   */
  public byte[] many(String keys, int expireSeconds, String json) {
    String body = "{\"m\":\"" + json.replace("\"", "\\\"") + "\",\"k\":\"" + keys + "\"}";
    return request("/1/admin/push/mprivate?expire=" + expireSeconds, body);
  }

  private byte[] request(String path, String body) {
    return ("POST " + path + headers + body.length() + "\r\n\r\n" + body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}

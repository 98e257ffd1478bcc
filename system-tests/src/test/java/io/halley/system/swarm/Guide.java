/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.swarm;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Knows where a key's comet node is, by asking web nodes. Safe for any thread. */
final class Guide {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final SwarmPlan plan;

  Guide(SwarmPlan plan) {
    this.plan = plan;
  }

  /**
   * Where a member should connect.
   *
   * @param turn chooses among several nodes that could be asked; another turn, another node
   * @return the address; fails where no address is given
   */
  CompletableFuture<InetSocketAddress> find(String key, Kind kind, int turn) {
    if (kind == Kind.JAKARTA) {
      return CompletableFuture.completedFuture(chosen(plan.jakarta(), turn));
    }
    InetSocketAddress web = chosen(plan.webs(), turn);
    URI uri =
        URI.create(
            "http://"
                + web.getAddress().getHostAddress()
                + ":"
                + web.getPort()
                + "/1/server/get?k="
                + key
                + "&p="
                + kind.protocol());
    return client
        .sendAsync(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString())
        .thenApply(response -> address(response.body()));
  }

  private static InetSocketAddress chosen(List<InetSocketAddress> nodes, int turn) {
    return nodes.get(Math.floorMod(turn, nodes.size()));
  }

  private static InetSocketAddress address(String answer) {
    try (JsonReader reader = Json.createReader(new StringReader(answer))) {
      JsonObject data = reader.readObject().getJsonObject("data");
      if (data == null) {
        throw new UncheckedIOException(new IOException("no server: " + answer));
      }
      String server = data.getString("server");
      int colon = server.lastIndexOf(':');
      return new InetSocketAddress(
          server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
    } catch (JsonException e) {
      throw new UncheckedIOException(new IOException("no server: " + answer, e));
    }
  }
}

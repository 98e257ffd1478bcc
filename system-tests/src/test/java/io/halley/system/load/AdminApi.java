/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.load;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** The admin listeners of all web nodes, any of which takes any push. Safe for any thread. */
final class AdminApi {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final List<InetSocketAddress> nodes;
  private final LoadPlan plan;

  AdminApi(List<InetSocketAddress> nodes, LoadPlan plan) {
    this.nodes = List.copyOf(nodes);
    this.plan = plan;
  }

  /** Sends a push to one of the nodes, chosen by lot. */
  CompletableFuture<HttpResponse<String>> send(Push push) {
    InetSocketAddress node = nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
    String address = node.getAddress().getHostAddress() + ":" + node.getPort();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address + push.pathAndQuery()))
            .timeout(plan.patience())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(push.body()));
    if (push.isNamed()) {
      request.header("Idempotency-Key", "push-" + push.number());
    }
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }
}

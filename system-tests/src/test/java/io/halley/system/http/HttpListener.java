/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One HTTP listener of a node, as its clients use it. May be used by several threads. */
public final class HttpListener {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final InetSocketAddress address;
  private final List<String> headers;

  private HttpListener(InetSocketAddress address, List<String> headers) {
    this.address = address;
    this.headers = headers;
  }

  /** A listener. */
  public static HttpListener at(InetSocketAddress address) {
    return new HttpListener(address, List.of());
  }

  /** The same, with a header on every request. */
  public HttpListener withHeader(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(name);
    more.add(value);
    return new HttpListener(address, List.copyOf(more));
  }

  /** {@code host:port}. */
  public String hostPort() {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /** Sends a GET. */
  public Answer get(String path) {
    return answer(request(path).GET());
  }

  /** Sends a POST with a body of the form type, whatever it is, as many back ends do. */
  public Answer post(String path, String body) {
    return answer(postRequest(path, body));
  }

  /** Sends a POST without waiting for its answer. */
  public CompletableFuture<Answer> postAsync(String path, String body) {
    return CLIENT
        .sendAsync(postRequest(path, body).build(), BodyHandlers.ofString())
        .thenApply(HttpListener::answer);
  }

  private HttpRequest.Builder postRequest(String path, String body) {
    return request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + hostPort() + path)).timeout(TIMEOUT);
    for (int i = 0; i < headers.size(); i += 2) {
      request.header(headers.get(i), headers.get(i + 1));
    }
    return request;
  }

  private static Answer answer(HttpRequest.Builder request) {
    try {
      return answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static Answer answer(HttpResponse<String> response) {
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(""),
        response.body());
  }
}

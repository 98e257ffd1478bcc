/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A request and its response as a servlet container gives them, as far as pushes use them. */
public final class FakeExchange {
  private final Map<String, List<String>> headers;
  private final String query;
  private final long length;
  private final ByteArrayInputStream arrived;

  /** Whether the client has gone: writing to it fails. */
  public volatile boolean gone;

  /** Ends when the container is told that an answer that was not there yet is written. */
  public final CompletableFuture<Void> completed = new CompletableFuture<>();

  /** What was written; header names as they were set. */
  public final Map<String, String> answerHeaders = new TreeMap<>();

  private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
  private volatile boolean held;

  /**
   * @param length what the head declares; negative: nothing
   * @param arrived what has come of the body
   */
  public FakeExchange(
      String query, Map<String, List<String>> headers, long length, String arrived) {
    this.query = query;
    this.headers = headers;
    this.length = length;
    this.arrived = new ByteArrayInputStream(arrived.getBytes(StandardCharsets.UTF_8));
  }

  /** One that came whole. */
  public static FakeExchange whole(String query, String body) {
    return new FakeExchange(query, Map.of(), body.getBytes(StandardCharsets.UTF_8).length, body);
  }

  /** The body of the answer so far. */
  public String answer() {
    return answer.toString(StandardCharsets.UTF_8);
  }

  /** Whether the container was told that the answer will be written by another thread. */
  public boolean isHeld() {
    return held;
  }

  /** How many bytes of the body nobody has read. */
  public int unread() {
    return arrived.available();
  }

  public HttpServletRequest request() {
    return proxy(
        HttpServletRequest.class,
        (method, arguments) ->
            switch (method) {
              case "getQueryString" -> query;
              case "getContentLengthLong" -> length;
              case "getHeader" ->
                  headers.getOrDefault(arguments[0], List.of()).stream().findFirst().orElse(null);
              case "getHeaders" ->
                  Collections.enumeration(headers.getOrDefault(arguments[0], List.of()));
              case "getInputStream" -> new Body();
              case "startAsync" -> {
                held = true;
                yield context();
              }
              default -> throw new UnsupportedOperationException(method);
            });
  }

  public HttpServletResponse response() {
    return proxy(
        HttpServletResponse.class,
        (method, arguments) ->
            switch (method) {
              case "setStatus" -> null;
              case "setContentType" -> answerHeaders.put("Content-Type", (String) arguments[0]);
              case "setContentLength" ->
                  answerHeaders.put("Content-Length", String.valueOf(arguments[0]));
              case "setHeader" -> answerHeaders.put((String) arguments[0], (String) arguments[1]);
              case "getOutputStream" -> new Out();
              default -> throw new UnsupportedOperationException(method);
            });
  }

  private AsyncContext context() {
    return proxy(
        AsyncContext.class,
        (method, arguments) ->
            switch (method) {
              case "setTimeout" -> null;
              case "complete" -> completed.complete(null);
              default -> throw new UnsupportedOperationException(method);
            });
  }

  private interface Call {
    @Nullable Object answer(String method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object result = call.answer(method.getName(), arguments);
              return method.getReturnType() == void.class ? null : result;
            }));
  }

  private final class Body extends ServletInputStream {
    @Override
    public int available() {
      return arrived.available();
    }

    @Override
    public int read() {
      return arrived.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return arrived.read(into, offset, length);
    }

    @Override
    public boolean isFinished() {
      return arrived.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  private final class Out extends ServletOutputStream {
    @Override
    public void write(int b) throws IOException {
      if (gone) {
        throw new IOException("the client hung up");
      }
      answer.write(b);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}

/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.arrival;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.util.Set;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpCodecFilter;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.memory.Buffers;
import org.jspecify.annotations.Nullable;

/**
 * Has Grizzly ignore requests for an upgrade that nobody takes up, as RFC 9110, section 7.8,
 * allows: Java's own HTTP client asks for HTTP/2 by itself. Left alone, Grizzly takes what follows
 * the head of such a request for the new protocol's bytes until the connection ends, so that the
 * body is never whole. Its parser has no setting for that, so the three steps that it left out,
 * which are not public, are called by name. Safe for any thread; nothing blocks.
 */
@SuppressWarnings("rawtypes") // as Grizzly declares its connections
final class UnwantedUpgrades {
  private static final String HTTP_2 = "h2c";

  private final Set<Integer> portsWithoutUpgrades;
  private final Method readHead;
  private final Method chooseTransferEncoding;
  private final Method chooseContentEncodings;

  /**
   * @param portsWithoutUpgrades the listeners on which every upgrade is ignored; on others HTTP/2
   *     only, where it is switched off
   * @throws ReflectiveOperationException if Grizzly is not built as version 4.0 is
   */
  UnwantedUpgrades(Set<Integer> portsWithoutUpgrades) throws ReflectiveOperationException {
    this.portsWithoutUpgrades = Set.copyOf(portsWithoutUpgrades);
    readHead =
        accessible(
            HttpServerFilter.class,
            "onHttpHeaderParsed",
            HttpHeader.class,
            Buffer.class,
            FilterChainContext.class);
    chooseTransferEncoding =
        accessible(HttpCodecFilter.class, "setTransferEncodingOnParsing", HttpHeader.class);
    chooseContentEncodings =
        accessible(HttpCodecFilter.class, "setContentEncodingsOnParsing", HttpHeader.class);
  }

  /**
   * Has a request whose head was parsed just now read as one without an upgrade, if its upgrade is
   * unwanted; for the thread that reads the connection.
   *
   * @throws IllegalStateException if the head is none; Grizzly answers 400
   */
  void ignoreIn(Connection connection, HttpHeader header) {
    if (header instanceof HttpRequestPacket request
        && request.isUpgrade()
        // a filter of the chain that takes the upgrade up has changed this
        && request.isIgnoreContentModifiers()
        && isUnwanted(connection, request)
        && connection.getProcessor() instanceof FilterChain chain
        && chain.indexOfType(HttpServerFilter.class) >= 0) {
      HttpServerFilter parser =
          (HttpServerFilter) chain.get(chain.indexOfType(HttpServerFilter.class));
      request.getUpgradeDC().recycle();
      request.setIgnoreContentModifiers(false);
      read(parser, request);
    }
  }

  private boolean isUnwanted(Connection connection, HttpRequestPacket request) {
    return HTTP_2.equalsIgnoreCase(request.getUpgrade())
        || (connection.getLocalAddress() instanceof InetSocketAddress local
            && portsWithoutUpgrades.contains(local.getPort()));
  }

  private void read(HttpServerFilter parser, HttpRequestPacket request) {
    if (Boolean.TRUE.equals(call(readHead, parser, request, Buffers.EMPTY_BUFFER, null))) {
      throw new IllegalStateException("bad HTTP headers");
    }
    if (request.isExpectContent()) {
      call(chooseTransferEncoding, parser, request);
      call(chooseContentEncodings, parser, request);
    }
  }

  private static @Nullable Object call(Method method, Object on, @Nullable Object... arguments) {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("bad HTTP headers", e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method + " cannot be called", e);
    }
  }

  private static Method accessible(Class<?> type, String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    Method method = type.getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }
}

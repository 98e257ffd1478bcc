/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.arrival;

import java.util.Optional;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpPacketParsing;
import org.glassfish.grizzly.http.HttpProbe;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.Method;

/**
 * What Grizzly's HTTP parser says of the requests that arrive. It speaks on the thread that reads
 * the connection, so nothing here may wait.
 */
@SuppressWarnings("rawtypes") // as Grizzly declares it
final class GrizzlyRequestProbe extends HttpProbe.Adapter {
  private static final int SWITCHING_PROTOCOLS = 101;

  /** The request that the parser is at, from its first byte to its last. */
  private static final Attribute<HttpHeader> UNDER_WAY =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(
          HttpServerFilter.HTTP_SERVER_REQUEST_ATTR_NAME);

  private final RequestDeadlines<Connection> arrivals;
  private final Optional<UnwantedUpgrades> upgrades;

  /**
   * @param upgrades which upgrades Grizzly is to ignore; empty: none
   */
  GrizzlyRequestProbe(RequestDeadlines<Connection> arrivals, Optional<UnwantedUpgrades> upgrades) {
    this.arrivals = arrivals;
    this.upgrades = upgrades;
  }

  /**
   * Whether the connection is open and a request on it has begun and is not whole. The parser does
   * not say when it has skipped the end of a body that nobody wanted.
   */
  static boolean isUnderWay(Connection connection) {
    return connection.isOpen() && UNDER_WAY.get(connection) != null;
  }

  @Override
  public void onDataReceivedEvent(Connection connection, Buffer buffer) {
    if (UNDER_WAY.get(connection) instanceof HttpPacketParsing request
        && !request.isHeaderParsed()) {
      arrivals.head(connection);
    }
  }

  @Override
  public void onHeaderParseEvent(Connection connection, HttpHeader header, int size) {
    upgrades.ifPresent(unwanted -> unwanted.ignoreIn(connection, header));
    boolean isHttp2 =
        header instanceof HttpRequestPacket request && request.getMethod() == Method.PRI;
    if (header.isExpectContent() && !isHttp2) {
      arrivals.body(connection);
    } else {
      arrivals.whole(connection);
    }
  }

  @Override
  public void onHeaderSerializeEvent(Connection connection, HttpHeader header, Buffer buffer) {
    // to the parser, what follows an upgrade, such as WebSocket frames, is a body without an end
    if (header instanceof HttpResponsePacket response
        && response.getStatus() == SWITCHING_PROTOCOLS) {
      arrivals.whole(connection);
    }
  }

  @Override
  public void onContentChunkParseEvent(Connection connection, HttpContent content) {
    if (content.isLast()) {
      arrivals.whole(connection);
    }
  }
}

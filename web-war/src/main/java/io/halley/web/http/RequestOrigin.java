/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as the guard sees it: where it arrived and where from, by the connection itself and
 * never by what the client wrote about it. What nobody asks for is not read.
 */
record RequestOrigin(HttpServletRequest request) {
  private static final List<String> FORWARDING = List.of("forwarded", "x-real-ip", "via");
  private static final String FORWARDING_PREFIX = "x-forwarded-";

  /** The path of the request line, not decoded. */
  String path() {
    return request.getRequestURI();
  }

  /** The HTTP method. */
  String method() {
    return request.getMethod();
  }

  /** The port that took the connection. */
  int localPort() {
    return request.getLocalPort();
  }

  /** Whether the address that took the connection is one that only this machine reaches. */
  boolean localIsLoopback() {
    return isLoopback(request.getLocalAddr());
  }

  /** Whether the peer is this machine. */
  boolean peerIsLoopback() {
    return isLoopback(request.getRemoteAddr());
  }

  /** Whether a header says that a proxy passed the request on. */
  boolean isForwarded() {
    return Collections.list(request.getHeaderNames()).stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(name -> name.startsWith(FORWARDING_PREFIX) || FORWARDING.contains(name));
  }

  /** Whether a web page sent it: a browser names the page's origin, a back end none. */
  boolean isFromPage() {
    return request.getHeader("Origin") != null;
  }

  /** The header Authorization. */
  Optional<String> authorization() {
    return Optional.ofNullable(request.getHeader("Authorization"));
  }

  private static boolean isLoopback(@Nullable String address) {
    try {
      // a literal address: no name is looked up; null would read as loopback
      return address != null && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // not an address, so not one of this machine
      return false;
    }
  }
}

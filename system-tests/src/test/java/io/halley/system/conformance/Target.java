/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.conformance;

import io.halley.system.http.HttpListener;
import java.net.InetSocketAddress;

/**
 * The server that exchanges are played against.
 *
 * @param publicListener the public HTTP listener
 * @param adminListener the admin HTTP listener
 * @param tcp the TCP edge
 * @param webSocket the WebSocket edge
 * @param webSocketPath its path
 */
public record Target(
    HttpListener publicListener,
    HttpListener adminListener,
    InetSocketAddress tcp,
    InetSocketAddress webSocket,
    String webSocketPath) {}

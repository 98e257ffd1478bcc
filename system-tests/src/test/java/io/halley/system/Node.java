/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import io.halley.system.http.BackEnd;
import io.halley.system.http.HttpListener;
import io.halley.system.node.HalleyProcess;
import io.halley.system.node.Listener;
import io.halley.system.node.NodeSetup;
import io.halley.testkit.subscriber.Frame;
import io.halley.testkit.subscriber.Subscription;
import io.halley.testkit.subscriber.TcpSubscriber;
import io.halley.testkit.subscriber.WebSocketSubscriber;
import java.net.InetSocketAddress;

/** A running node, as its clients and its operator see it. Who started it closes it. */
record Node(HalleyProcess process) implements AutoCloseable {
  static final String NETTY_PATH = "/sub";
  static final String JAKARTA_PATH = "/comet/sub";

  /** Starts a node and waits until it is ready. */
  static Node start(NodeSetup setup) {
    return new Node(HalleyProcess.start(setup));
  }

  InetSocketAddress address(Listener listener) {
    return process.address(listener);
  }

  HttpListener http(Listener listener) {
    return HttpListener.at(address(listener));
  }

  BackEnd backEnd() {
    return new BackEnd(http(Listener.PUBLIC), http(Listener.ADMIN));
  }

  /** A new client of the TCP edge, connected. */
  TcpSubscriber tcp() {
    return TcpSubscriber.connect(address(Listener.TCP));
  }

  /** A new client of the TCP edge, subscribed. */
  TcpSubscriber tcp(Subscription subscription) {
    TcpSubscriber subscriber = tcp();
    subscriber.subscribe(subscription);
    Frame answer = subscriber.next();
    if (!answer.equals(Frame.HEARTBEAT)) {
      throw new AssertionError("the subscription was answered with " + answer);
    }
    return subscriber;
  }

  /** A new client of the WebSocket edge, connected. */
  WebSocketSubscriber webSocket() {
    return WebSocketSubscriber.connect(address(Listener.WEB_SOCKET), NETTY_PATH);
  }

  /** A new client of the Jakarta WebSocket endpoint, connected. */
  WebSocketSubscriber jakartaWebSocket() {
    return WebSocketSubscriber.connect(address(Listener.HTTP), JAKARTA_PATH);
  }

  @Override
  public void close() {
    process.close();
  }
}

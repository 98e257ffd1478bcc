/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.http.BackEnd;
import io.halley.system.http.HttpListener;
import io.halley.system.node.Folders;
import io.halley.system.node.Listener;
import io.halley.system.node.StockDomain;
import io.halley.testkit.subscriber.Frame;
import io.halley.testkit.subscriber.Subscriber;
import io.halley.testkit.subscriber.Subscription;
import io.halley.testkit.subscriber.TcpSubscriber;
import io.halley.testkit.subscriber.WebSocketSubscriber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** An application that was replaced, or could not start, is gone from a stock domain's memory. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedeployIT {
  private static final Duration FREED_WITHIN = Duration.ofSeconds(60);
  private static final List<String> LOADERS =
      List.of(
          "org.glassfish.javaee.full.deployment.EarClassLoader",
          "org.glassfish.javaee.full.deployment.EarLibClassLoader");

  private static StockDomain domain;

  @BeforeAll
  static void start() {
    domain = StockDomain.start(Folders.create("stock"));
  }

  @AfterAll
  static void close() {
    domain.close();
  }

  @Test
  @Order(1)
  void startThatFailed_leavesNothingBehind_andTheNextOneServes() throws IOException {
    try (ServerSocket taken = new ServerSocket(domain.address(Listener.WEB_SOCKET).getPort())) {
      assertThat(domain.deployInVain()).contains(String.valueOf(taken.getLocalPort()));
    }
    assertThat(domain.log()).noneMatch(line -> line.contains("NoClassDefFoundError"));
    assertThat(openPorts()).as("ports without an application").isEmpty();

    domain.deploy();

    serve("after-a-failure");
  }

  @Test
  @Order(2)
  void redeployments_leaveOneApplicationInMemory() {
    for (int i = 0; i < 3; i++) {
      domain.deploy();
      serve("deployed-" + i);
    }

    assertLoaders(1);
    assertThat(domain.log()).noneMatch(line -> line.contains("NoClassDefFoundError"));
  }

  @Test
  @Order(3)
  void undeployment_leavesNoneInMemory() {
    domain.undeploy();

    assertLoaders(0);
    assertThat(openPorts()).as("ports without an application").isEmpty();
  }

  /** Those of the listeners that open with the application that accept connections. */
  private static List<Listener> openPorts() {
    return Stream.of(Listener.PUBLIC, Listener.ADMIN).filter(RedeployIT::accepts).toList();
  }

  private static boolean accepts(Listener listener) {
    try (Socket socket = new Socket()) {
      socket.connect(domain.address(listener));
      return true;
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A push to a subscriber on each edge: nothing that the node starts later is missed. */
  private static void serve(String key) {
    try (Subscriber tcp = TcpSubscriber.connect(domain.address(Listener.TCP));
        Subscriber netty =
            WebSocketSubscriber.connect(domain.address(Listener.WEB_SOCKET), Node.NETTY_PATH);
        Subscriber jakarta =
            WebSocketSubscriber.connect(domain.address(Listener.HTTP), Node.JAKARTA_PATH)) {
      List<Subscriber> all = List.of(tcp, netty, jakarta);
      for (Subscriber subscriber : all) {
        subscriber.subscribe(Subscription.of(key, 30));
        assertThat(subscriber.next()).isEqualTo(Frame.HEARTBEAT);
      }
      assertThat(backEnd().push(key, 60, "{}").ret()).isZero();
      HttpListener enabledForGood = HttpListener.at(domain.address(Listener.STAT));
      assertThat(enabledForGood.get("/stat?type=server").status()).isEqualTo(200);
      for (Subscriber subscriber : all) {
        assertThat(subscriber.next()).isNotEqualTo(Frame.HEARTBEAT);
      }
    }
  }

  private static BackEnd backEnd() {
    return new BackEnd(
        HttpListener.at(domain.address(Listener.PUBLIC)),
        HttpListener.at(domain.address(Listener.ADMIN)));
  }

  /** The server lets go of an application when its own threads have done something else. */
  private static void assertLoaders(int most) {
    long end = System.nanoTime() + FREED_WITHIN.toNanos();
    for (String loader : LOADERS) {
      int instances = domain.instances(loader);
      while (instances > most && System.nanoTime() < end) {
        instances = domain.instances(loader);
      }
      assertThat(instances).as(loader).isLessThanOrEqualTo(most);
    }
  }
}

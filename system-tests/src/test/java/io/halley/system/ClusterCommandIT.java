/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.http.BackEnd;
import io.halley.system.http.HttpListener;
import io.halley.system.node.Folders;
import io.halley.system.node.HalleyProcess;
import io.halley.system.node.NodeKind;
import io.halley.system.node.NodeSetup;
import io.halley.system.node.PortOffset;
import io.halley.testkit.subscriber.Frame;
import io.halley.testkit.subscriber.Subscriber;
import io.halley.testkit.subscriber.Subscription;
import io.halley.testkit.subscriber.TcpSubscriber;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * {@code ./halley cluster}, with one node of each role: it is a working cluster, says what becomes
 * of its processes, and leaves none behind. Started once; the tests are in the order of its life.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterCommandIT {
  /** Three ZooKeeper servers, the store, and a node of each role. */
  private static final int PROCESSES = 7;

  private static final Duration STOP = Duration.ofSeconds(25);

  private static @Nullable HalleyProcess cluster;
  private static int offset;

  @BeforeAll
  static void start() {
    offset = PortOffset.free();
    cluster =
        HalleyProcess.start(
            NodeSetup.of(
                NodeKind.CLUSTER,
                Folders.create("cluster"),
                "--comets",
                "1",
                "--webs",
                "1",
                "--messages",
                "1",
                "--port-offset",
                String.valueOf(offset)));
  }

  @AfterAll
  static void close() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  @Order(1)
  void everyProcess_isUp_andWasNamed() {
    assertThat(cluster().started()).hasSize(PROCESSES);
    for (String name :
        List.of("zookeeper1", "zookeeper2", "zookeeper3", "store", "message1", "comet1", "web1")) {
      assertThat(cluster().output()).anyMatch(line -> line.startsWith(name + " is ready: "));
    }
    assertThat(line(line -> line.startsWith("ready: ")))
        .contains(
            "public=http://127.0.0.1:"
                + (8090 + offset)
                + " admin=http://127.0.0.1:"
                + (8091 + offset)
                + " zookeeper=127.0.0.1:"
                + (2181 + offset));
    assertThat(cluster().output().get(cluster().output().size() - 1)).startsWith("curl ");
  }

  @Test
  @Order(2)
  void push_toASubscriberOverTcp_goesThroughAllRoles() {
    BackEnd backEnd = backEnd();
    String server =
        publicHttp()
            .get("/1/server/get?k=alice&p=2")
            .json()
            .getJsonObject("data")
            .getString("server");
    assertThat(server).isEqualTo("127.0.0.1:" + (6969 + offset));
    try (TcpSubscriber alice = TcpSubscriber.connect(loopback(6969))) {
      alice.subscribe(Subscription.of("alice", 30));
      assertThat(alice.next()).isEqualTo(Frame.HEARTBEAT);

      assertThat(backEnd.push("alice", 600, "{\"n\":1}").ret()).isZero();

      assertThat(alice.next().text()).contains("{\"n\":1}");
    }
    assertThat(backEnd.stored("alice", 0)).hasSize(1);
  }

  @Test
  @Order(3)
  void processThatIsKilled_isReported_andNotStartedAgain() {
    ProcessHandle message =
        cluster().started().stream()
            .filter(process -> commandLine(process).contains("--role message "))
            .findFirst()
            .orElseThrow();

    message.destroyForcibly();

    Awaitility.await()
        .atMost(Subscriber.PATIENCE)
        .until(
            () -> cluster().output().contains("message1 has ended by itself, with exit code 137."));
    assertThat(cluster().started()).hasSize(PROCESSES - 1);
  }

  @Test
  @Order(4)
  void stop_leavesNothing() {
    List<ProcessHandle> started = cluster().started();
    long before = System.nanoTime();

    cluster().stop();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(STOP);
    assertThat(started).noneMatch(ProcessHandle::isAlive);
    assertThat(cluster().output()).noneMatch(line -> line.startsWith("web1 has ended"));
    assertThat(
            PortOffset.isFree(List.of(2181 + offset, 6969 + offset, 8090 + offset, 9092 + offset)))
        .isTrue();
  }

  private static HalleyProcess cluster() {
    return Optional.ofNullable(cluster).orElseThrow();
  }

  private static String line(Predicate<String> which) {
    return cluster().output().stream().filter(which).findFirst().orElseThrow();
  }

  private static String commandLine(ProcessHandle process) {
    // arguments() is empty where the system gives the whole line only
    return String.join(" ", process.info().arguments().orElse(new String[0]))
        + process.info().commandLine().orElse("");
  }

  private static BackEnd backEnd() {
    return new BackEnd(publicHttp(), HttpListener.at(loopback(8091)));
  }

  private static HttpListener publicHttp() {
    return HttpListener.at(loopback(8090));
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port + offset);
  }
}

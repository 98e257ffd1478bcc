/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.arrival;

import io.halley.cluster.outage.OutageLog;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.nio.NIOConnection;

/**
 * Cuts the connections of clients that take too long to send a request, on every HTTP listener of
 * the server, and counts them. One thread looks once a second, so a connection outlives its
 * deadline by a second at the most, and by some more on a listener that has just opened. Who is
 * silent between two requests is not meant: that is the listener's to cut.
 */
@SuppressWarnings("rawtypes") // as Grizzly declares its connections
public final class SlowRequests implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SlowRequests.class.getName());
  private static final long STOP_SECONDS = 5;

  /**
   * Listeners open while a server starts, and later when somebody restarts one. Payara makes some
   * exceptions and a thousand objects to say what they are, so later it is asked less often.
   */
  private static final int STARTING_LOOKS = 60;

  private static final int LATER_LOOKS = 10;

  private static final long LAST_WORD_SECONDS = 1;

  /** One slow client after the other is one trouble. */
  private static final Duration CUTS_QUIET = Duration.ofMinutes(1);

  private final OutageLog failures = new OutageLog(LOG, "slow requests are watched for again");
  private final OutageLog cuts =
      new OutageLog(
          LOG, "no request has taken too long for a minute", CUTS_QUIET, System::nanoTime);
  private final RequestDeadlines<Connection> arrivals;
  private final GrizzlyRequestProbe probe;
  private final Map<RequestPart, LongAdder> counts = new EnumMap<>(RequestPart.class);
  private final ScheduledExecutorService timer;
  private long looks; // the timer's

  private SlowRequests(
      Duration headTimeout,
      Duration bodyTimeout,
      Set<Integer> portsWithoutUpgrades,
      ThreadFactory threads) {
    arrivals =
        new RequestDeadlines<>(
            headTimeout, bodyTimeout, GrizzlyRequestProbe::isUnderWay, System::nanoTime);
    probe = new GrizzlyRequestProbe(arrivals, unwantedUpgrades(portsWithoutUpgrades));
    for (RequestPart part : RequestPart.values()) {
      counts.put(part, new LongAdder());
    }
    timer = Executors.newSingleThreadScheduledExecutor(threads);
  }

  /**
   * Begins to watch. Where the server is not one whose listeners can be watched, that is logged,
   * and requests may take as long as the server lets them.
   *
   * @param headTimeout how long a head may take, from its first byte to its last
   * @param bodyTimeout how long a body may take, from the end of the head to its last byte
   * @param portsWithoutUpgrades the listeners on which a request for an upgrade is served as if it
   *     were none; on all others that is so for HTTP/2, where it is switched off
   * @param threads makes the one thread
   */
  public static SlowRequests watch(
      Duration headTimeout,
      Duration bodyTimeout,
      Set<Integer> portsWithoutUpgrades,
      ThreadFactory threads) {
    SlowRequests requests =
        new SlowRequests(headTimeout, bodyTimeout, portsWithoutUpgrades, threads);
    requests.timer.scheduleWithFixedDelay(requests::look, 0, 1, TimeUnit.SECONDS);
    return requests;
  }

  private static Optional<UnwantedUpgrades> unwantedUpgrades(Set<Integer> ports) {
    try {
      return Optional.of(new UnwantedUpgrades(ports));
    } catch (ReflectiveOperationException e) {
      LOG.log(
          Level.WARNING,
          "this server's HTTP parser is not Grizzly 4.0: a request that asks for an upgrade to HTTP/2"
              + " gets no answer where HTTP/2 is switched off; have clients use HTTP/1.1",
          e);
      return Optional.empty();
    }
  }

  /** Watches listeners that have just opened at once, and not at the next look. */
  public void listenersOpened() {
    timer.execute(this::look);
  }

  /** How many connections were cut since the node started because this part was too slow. */
  public long count(RequestPart part) {
    return counts.getOrDefault(part, new LongAdder()).sum();
  }

  /** Stops watching: nothing of this application stays in the server. */
  @Override
  public void close() {
    timer.shutdownNow();
    try {
      timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      for (HttpServerFilter filter : PayaraListeners.now()) {
        filter.getMonitoringConfig().removeProbes(probe);
      }
    } catch (ReflectiveOperationException e) {
      failed(e);
    }
  }

  private void look() {
    try {
      if (looks < STARTING_LOOKS || looks % LATER_LOOKS == 0) {
        watchListeners();
        failures.worked();
      }
      looks++;
      arrivals.takeOverdue().forEach(this::cut);
      cuts.worked();
    } catch (ReflectiveOperationException | RuntimeException e) {
      // a timer's task that throws is not run again
      failed(e);
    }
  }

  private void watchListeners() throws ReflectiveOperationException {
    // adding it again changes nothing; a listener that restarted does not have it yet
    for (HttpServerFilter filter : PayaraListeners.now()) {
      filter.getMonitoringConfig().addProbes(probe);
    }
  }

  private void cut(Connection connection, RequestPart part) {
    counts.getOrDefault(part, new LongAdder()).increment();
    cuts.failed(
        () ->
            "the connection of "
                + connection.getPeerAddress()
                + " was cut: the "
                + part
                + " of its request took too long; further ones are only counted");
    endInput(connection);
    timer.schedule(connection::terminateSilently, LAST_WORD_SECONDS, TimeUnit.SECONDS);
  }

  /** Who waits for the rest of a body reads its end at once, and can still answer. */
  private static void endInput(Connection connection) {
    if (connection instanceof NIOConnection socket
        && socket.getChannel() instanceof SocketChannel channel) {
      try {
        channel.shutdownInput();
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "a slow client went by itself", e);
      }
    }
  }

  private void failed(Exception e) {
    failures.failed(() -> "slow requests cannot be watched for", e);
  }
}

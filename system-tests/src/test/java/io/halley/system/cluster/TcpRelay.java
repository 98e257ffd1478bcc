/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Carries TCP connections from one address to another, unless it is cut: what {@link #freeze} and
 * {@link #refuse} do lasts until {@link #heal}. Two threads a connection, which end with it. Safe
 * for any thread.
 */
public final class TcpRelay implements AutoCloseable {
  private static final int BUFFER_BYTES = 65_536;
  private static final int CONNECT_MILLIS = 5_000;

  private final InetSocketAddress from;
  private final InetSocketAddress to;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private ServerSocket listener; // this relay's lock guards it and what follows
  private boolean frozen;
  private boolean refusing;

  private TcpRelay(InetSocketAddress from, InetSocketAddress to) throws IOException {
    this.from = from;
    this.to = to;
    listener = listen();
  }

  /**
   * Opens one that is not cut.
   *
   * @param from where it listens
   * @param to where it connects to, once for each connection that it takes
   * @throws UncheckedIOException if it cannot listen there
   */
  public static TcpRelay open(InetSocketAddress from, InetSocketAddress to) {
    try {
      return new TcpRelay(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException("no relay at " + from, e);
    }
  }

  /**
   * Holds every byte back, as a network does that loses all packets. Connections stay, and new ones
   * are taken, but nobody answers on them. What was held back is carried when this ends.
   */
  public synchronized void freeze() {
    frozen = true;
  }

  /** Resets all connections, and refuses new ones. */
  public synchronized void refuse() {
    refusing = true;
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sockets.forEach(TcpRelay::reset);
  }

  /** Carries again. */
  public synchronized void heal() {
    frozen = false;
    notifyAll();
    if (refusing) {
      refusing = false;
      try {
        listener = listen();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private ServerSocket listen() throws IOException {
    ServerSocket opened = new ServerSocket();
    opened.setReuseAddress(true);
    opened.bind(from);
    threads.execute(() -> accept(opened));
    return opened;
  }

  private void accept(ServerSocket opened) {
    while (!opened.isClosed()) {
      try {
        Socket client = opened.accept();
        threads.execute(() -> connect(client));
      } catch (IOException e) {
        // the listener is closed, or a client has gone before it was taken; the loop knows
      }
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    try (client;
        server) {
      if (!hold(client) || !hold(server)) {
        return;
      }
      awaitThaw();
      server.connect(to, CONNECT_MILLIS);
      threads.execute(() -> carry(server, client));
      carry(client, server);
    } catch (IOException e) {
      // to the client it is a connection that ends, as it would be without a relay
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(client);
      sockets.remove(server);
    }
  }

  /** Returns whether the connection may live; later cuts find it then. */
  private synchronized boolean hold(Socket socket) {
    return !refusing && sockets.add(socket);
  }

  /** Until one side ends, which ends the other. */
  private void carry(Socket source, Socket sink) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (source;
        sink) {
      for (int count = source.getInputStream().read(buffer);
          count >= 0;
          count = source.getInputStream().read(buffer)) {
        awaitThaw();
        sink.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException e) {
      // one of the two is reset or closed; the other learns of it by its own end
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void awaitThaw() throws InterruptedException {
    while (frozen) {
      wait();
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // it has ended by itself meanwhile
    }
  }

  /** Ends all connections, and with them the threads. */
  @Override
  public void close() {
    refuse();
    threads.shutdownNow();
  }
}

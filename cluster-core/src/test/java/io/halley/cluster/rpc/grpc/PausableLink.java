/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A TCP port that passes everything on to another, until it is paused: then it accepts connections
 * and takes bytes, as the system does for a process that is stopped, and nothing comes back.
 */
final class PausableLink implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean paused;

  PausableLink(int target) throws IOException {
    this.target = target;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** From now on the link is a black hole, and what comes into it is lost. */
  void pause() {
    paused = true;
  }

  private void accept() throws IOException {
    while (true) {
      Socket near = kept(server.accept());
      if (!paused) {
        Socket far = kept(new Socket(InetAddress.getLoopbackAddress(), target));
        start(() -> pass(near, far));
        start(() -> pass(far, near));
      }
    }
  }

  private Socket kept(Socket socket) {
    sockets.add(socket);
    return socket;
  }

  private void pass(Socket from, Socket to) throws IOException {
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    byte[] bytes = new byte[8_192];
    for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
      if (!paused) {
        out.write(bytes, 0, read);
      }
    }
    to.close();
  }

  private interface Work {
    void run() throws IOException;
  }

  private void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // a socket was closed, by either side: that is how threads end here
              }
            },
            "pausable-link");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

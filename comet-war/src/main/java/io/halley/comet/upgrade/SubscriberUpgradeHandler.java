/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.upgrade;

import io.halley.comet.endpoint.EndpointSessions;
import io.halley.comet.endpoint.Upgrade;
import jakarta.servlet.http.WebConnection;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler;
import org.jspecify.annotations.Nullable;

/**
 * Tyrus's own handler, but bytes are read only when the session is there to take them, and a
 * connection without a session is closed. The container makes it, and calls {@link #init} once, on
 * the thread of the request.
 */
public final class SubscriberUpgradeHandler extends TyrusHttpUpgradeHandler {
  private static final Logger LOG = System.getLogger(SubscriberUpgradeHandler.class.getName());

  /** The longest head of a frame: two bytes, a length of eight, a mask of four. */
  private static final int FRAME_HEAD_BYTES = 14;

  private @Nullable EndpointSessions sessions;
  private @Nullable Upgrade upgrade;
  private boolean hasFailed;
  private volatile @Nullable WebConnection opened;

  /** Says whose connection it is; for before {@link #init}. */
  void use(EndpointSessions owner, Upgrade upgraded) {
    sessions = owner;
    upgrade = upgraded;
    setIncomingBufferSize(owner.frameMaxBytes() + FRAME_HEAD_BYTES);
  }

  /** The request failed after the upgrade was decided: {@link #init} is to close the connection. */
  void fail() {
    hasFailed = true;
  }

  @Override
  public void init(WebConnection connection) {
    EndpointSessions owner = Objects.requireNonNull(sessions, "use() comes first");
    Upgrade upgraded = Objects.requireNonNull(upgrade, "use() comes first");
    opened = connection;
    try {
      GuardedConnection guarded =
          new GuardedConnection(
              connection, owner.frameMaxBytes(), () -> owner.frameTooLong(upgraded));
      if (!hasFailed) {
        // creates Tyrus's connection: when it returns, the endpoint has been told of the session
        super.init(guarded);
      }
      if (owner.isOpen(upgraded)) {
        guarded.startReading();
        return;
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "a connection was upgraded and no session came of it", e);
    }
    owner.notOpened(upgraded);
    close(connection);
  }

  /**
   * The transport is closed: Tyrus forgets the session, and the container the request. May block.
   */
  void transportClosed() {
    WebConnection connection = opened;
    if (connection != null) {
      onError(new EOFException("the client's connection is closed"));
      close(connection);
    }
  }

  private static void close(WebConnection connection) {
    try {
      connection.close();
    } catch (Exception e) {
      // as when the client is gone already
      LOG.log(Level.DEBUG, "a connection was closed already", e);
    }
  }
}

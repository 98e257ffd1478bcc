/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.local;

import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.EndsByItself;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.ServiceUnavailableException;
import java.time.Duration;

/**
 * The way between the modules of one process: calls reach the very object that serves, on the
 * caller's thread, with what the caller gave, and its answer comes back as it is. They end and fail
 * as over the network: at the deadline at the latest, but for methods that {@link EndsByItself end
 * by themselves}, and with {@link ServiceUnavailableException} whatever it was that failed.
 *
 * <p>It works across the WARs of one server as long as these classes are loaded once, from the
 * EAR's {@code lib/} or Payara Micro's {@code --addlibs}. Several of these may have the same node's
 * name: what one serves, all reach. Services must not block their callers, and callers neither
 * change what they gave nor what they got. Safe for any thread; its owner closes it.
 */
public final class LocalRpc implements AutoCloseable {
  /** How long calls under way may take to finish when their service ends. */
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final String node;
  private final Duration stopWithin;
  private final CallDeadlines deadlines;
  private final CometService comet;
  private final MessageService messages;
  private volatile boolean closed;

  /**
   * Services may come later; until then calls fail at once.
   *
   * @param deadline bound on every call but those that end by themselves
   */
  public LocalRpc(String node, Duration deadline) {
    this(node, deadline, STOP_WITHIN);
  }

  /**
   * @param stopWithin how long calls under way may take to finish when their service, or this, ends
   */
  LocalRpc(String node, Duration deadline, Duration stopWithin) {
    this.node = node;
    this.stopWithin = stopWithin;
    deadlines = new CallDeadlines(deadline, stopWithin);
    comet = calls(CometService.class, "the comet node");
    messages = calls(MessageService.class, "the message node");
  }

  private <S> S calls(Class<S> kind, String callee) {
    return LocalCalls.to(node, kind, callee, deadlines, () -> closed);
  }

  /** The comet service of this process. */
  public CometService comet() {
    return comet;
  }

  /** The message service of this process. */
  public MessageService messages() {
    return messages;
  }

  /**
   * Serves a comet node.
   *
   * @return ends the service when it is run: calls under way may finish for some seconds. Does
   *     nothing the second time
   * @throws IllegalStateException if this process serves one of the name already
   */
  public Runnable serve(CometService service) {
    return serve(CometService.class, service);
  }

  /**
   * Serves a message node.
   *
   * @return ends the service when it is run: calls under way may finish for some seconds. Does
   *     nothing the second time
   * @throws IllegalStateException if this process serves one of the name already
   */
  public Runnable serve(MessageService service) {
    return serve(MessageService.class, service);
  }

  private <S> Runnable serve(Class<S> kind, S service) {
    LocalService served = LocalService.begin(new LocalService.Name(node, kind), service);
    return () -> served.end(stopWithin);
  }

  /**
   * Makes no more calls: they fail from now on. Those under way that have a deadline may end, for
   * some seconds; then they are cut.
   */
  @Override
  public void close() {
    closed = true;
    deadlines.close();
  }
}

/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.wiring;

import io.grpc.ManagedChannel;
import io.halley.cluster.rpc.CometRpcClient;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.InProcessRpc;
import io.halley.cluster.rpc.MessageRpcClient;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.settings.Settings;

/** The way to the comet and the message service of this JVM; {@link #close} ends it. */
final class LocalRpc implements AutoCloseable {
  private final ManagedChannel cometChannel;
  private final ManagedChannel messageChannel;
  private final CometService comet;
  private final MessageService messages;

  /** Opens the channels; the services may come later. */
  LocalRpc(Settings settings) {
    cometChannel = InProcessRpc.connect(InProcessRpc.cometName(settings.node()));
    messageChannel = InProcessRpc.connect(InProcessRpc.messageName(settings.node()));
    comet = new CometRpcClient(cometChannel, settings.rpcDeadline());
    messages = new MessageRpcClient(messageChannel, settings.rpcDeadline());
  }

  CometService comet() {
    return comet;
  }

  MessageService messages() {
    return messages;
  }

  /** Lets calls under way end, for some seconds, and returns when all is closed. */
  @Override
  public void close() {
    InProcessRpc.stop(cometChannel);
    InProcessRpc.stop(messageChannel);
  }
}

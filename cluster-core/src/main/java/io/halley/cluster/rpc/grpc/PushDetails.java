/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.grpc;

import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.PushDetail;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Details of pushes in the form of the contract, and back. */
final class PushDetails {
  private PushDetails() {}

  static List<io.halley.cluster.rpc.v1.PushDetail> write(Map<Key, PushDetail> details) {
    return details.entrySet().stream()
        .map(
            of ->
                io.halley.cluster.rpc.v1.PushDetail.newBuilder()
                    .setKey(of.getKey().value())
                    .setMid(of.getValue().mid())
                    .setStored(of.getValue().stored())
                    .setConnections(of.getValue().connections())
                    .setRepeated(of.getValue().repeated())
                    .build())
        .toList();
  }

  static Map<Key, PushDetail> read(List<io.halley.cluster.rpc.v1.PushDetail> details) {
    Map<Key, PushDetail> byKey = new HashMap<>();
    details.forEach(
        of ->
            byKey.put(
                new Key(of.getKey()),
                new PushDetail(
                    of.getMid(), of.getStored(), of.getConnections(), of.getRepeated())));
    return byKey;
  }
}

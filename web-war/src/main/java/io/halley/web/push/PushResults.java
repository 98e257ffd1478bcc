/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.PushDetail;
import io.halley.cluster.rpc.PushResult;
import io.halley.web.http.ApiResult;
import io.halley.web.http.ResultCode;
import io.halley.web.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What became of a push, as back ends are told. */
final class PushResults {
  private PushResults() {}

  /** The answer to a push to one key. */
  static ApiResult one(PushResult result) {
    if (!result.failed().isEmpty()) {
      return ApiResult.of(ResultCode.INTERNAL_ERROR);
    }
    return result.details().isEmpty() ? ApiResult.OK : data(List.of(keys(result.details())));
  }

  /** The answer to a push to the keys of a batch, whose other names have failed as well. */
  static ApiResult many(MultiKeyPush batch, PushResult result) {
    List<String> failed = batch.namesWithout(result.failed());
    List<String> members = new ArrayList<>();
    if (!failed.isEmpty()) {
      members.add("\"fk\":[" + joined(failed.stream().map(JsonWriter::quote).toList()) + "]");
    }
    if (!result.details().isEmpty()) {
      members.add(keys(result.details()));
    }
    return members.isEmpty() ? ApiResult.OK : data(members);
  }

  private static ApiResult data(List<String> members) {
    return ApiResult.of(new JsonWriter().raw("{").raw(joined(members)).raw("}"));
  }

  private static String keys(Map<Key, PushDetail> details) {
    return details.entrySet().stream()
        .map(of -> JsonWriter.quote(of.getKey().value()) + ":" + detail(of.getValue()))
        .collect(Collectors.joining(",", "\"keys\":{", "}"));
  }

  private static String detail(PushDetail detail) {
    return "{\"mid\":"
        + detail.mid()
        + ",\"stored\":"
        + detail.stored()
        + ",\"connections\":"
        + detail.connections()
        + ",\"repeated\":"
        + detail.repeated()
        + "}";
  }

  private static String joined(List<String> parts) {
    return String.join(",", parts);
  }
}

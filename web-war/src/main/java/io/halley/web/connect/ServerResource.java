/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.connect;

import io.halley.cluster.message.Key;
import io.halley.cluster.view.CometNode;
import io.halley.web.http.ApiResult;
import io.halley.web.http.ApiVersion;
import io.halley.web.http.Parameters;
import io.halley.web.http.ReplyFormat;
import io.halley.web.http.ResultCode;
import io.halley.web.json.JsonWriter;
import io.halley.web.route.CometRouter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells a client the address of its comet node, over the protocol that it speaks. */
@Path("")
@ApplicationScoped
public class ServerResource {
  @Inject CometRouter router;

  /** One address. */
  @GET
  @Path("1/server/get")
  public Response one(@Context HttpServletRequest request) {
    Parameters parameters = Parameters.of(request.getQueryString());
    return answer(parameters, ApiVersion.VERSIONED, "k", "p", ServerResource::first);
  }

  /** Every address. */
  @GET
  @Path("2/server/get")
  public Response all(@Context HttpServletRequest request) {
    Parameters parameters = Parameters.of(request.getQueryString());
    return answer(parameters, ApiVersion.VERSIONED, "k", "p", ServerResource::list);
  }

  /** One address, for old clients. */
  @GET
  @Path("server/get")
  public Response old(@Context HttpServletRequest request) {
    Parameters parameters = Parameters.of(request.getQueryString());
    return answer(parameters, ApiVersion.OLD, "key", "proto", ServerResource::first);
  }

  private Response answer(
      Parameters parameters,
      ApiVersion dialect,
      String keyName,
      String protocolName,
      Function<List<String>, String> value) {
    Optional<Key> key = parameters.key(keyName);
    Optional<Protocol> protocol = Protocol.of(parameters.number(protocolName, Protocol.MAX));
    return ReplyFormat.of(dialect, parameters)
        .answer(
            () ->
                key.isEmpty() || protocol.isEmpty()
                    ? ApiResult.of(ResultCode.BAD_PARAMETER)
                    : addresses(key.get(), protocol.get())
                        .map(found -> ApiResult.of(server(value.apply(found))))
                        .orElse(ApiResult.of(ResultCode.NO_NODE)));
  }

  private Optional<List<String>> addresses(Key key, Protocol protocol) {
    Optional<CometNode> node = router.node(key);
    return node.map(protocol::addresses).filter(addresses -> !addresses.isEmpty());
  }

  private static JsonWriter server(String value) {
    return new JsonWriter().raw("{\"server\":").raw(value).raw("}");
  }

  private static String first(List<String> addresses) {
    return JsonWriter.quote(addresses.get(0));
  }

  private static String list(List<String> addresses) {
    return addresses.stream().map(JsonWriter::quote).collect(Collectors.joining(",", "[", "]"));
  }
}

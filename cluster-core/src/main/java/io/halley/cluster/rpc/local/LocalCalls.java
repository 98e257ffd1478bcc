/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.local;

import io.halley.cluster.rpc.EndsByItself;
import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.cluster.rpc.StageFailures;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls to a service of this process, whichever module serves it. A stand-in for its interface, so
 * that a service gets a method without a word here: that method ends and fails as all others do.
 */
final class LocalCalls implements InvocationHandler {
  private final LocalService.Name name;
  private final String callee;
  private final Set<Method> endingByThemselves;
  private final CallDeadlines deadlines;
  private final BooleanSupplier closed;

  private LocalCalls(
      LocalService.Name name, String callee, CallDeadlines deadlines, BooleanSupplier closed) {
    this.name = name;
    this.callee = callee;
    this.deadlines = deadlines;
    this.closed = closed;
    endingByThemselves =
        Arrays.stream(name.kind().getMethods())
            .filter(method -> method.isAnnotationPresent(EndsByItself.class))
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The service of a node, which may come later, go and come back.
   *
   * @param kind an interface all of whose methods return stages
   * @param callee the node as the subject of a sentence
   * @param closed whether no more calls are made
   */
  static <S> S to(
      String node, Class<S> kind, String callee, CallDeadlines deadlines, BooleanSupplier closed) {
    return kind.cast(
        Proxy.newProxyInstance(
            kind.getClassLoader(),
            new Class<?>[] {kind},
            new LocalCalls(new LocalService.Name(node, kind), callee, deadlines, closed)));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    return method.getDeclaringClass() == Object.class
        ? asObject(proxy, method, arguments)
        : call(method, arguments);
  }

  private CompletableFuture<Object> call(Method method, @Nullable Object @Nullable [] arguments) {
    CompletableFuture<Object> answer = new CompletableFuture<>();
    Optional<LocalService> service =
        closed.getAsBoolean() ? Optional.empty() : LocalService.of(name);
    boolean called =
        service.isPresent()
            && service
                .get()
                .call(method, arguments, (result, failure) -> end(answer, result, failure));
    if (!called) {
      answer.completeExceptionally(
          new ServiceUnavailableException(
              callee + " did not answer: UNAVAILABLE (nobody serves it in this process)"));
    } else if (!endingByThemselves.contains(method)) {
      deadlines.bound(answer, callee);
    }
    return answer;
  }

  private void end(
      CompletableFuture<Object> answer, @Nullable Object result, @Nullable Throwable failure) {
    if (failure == null) {
      answer.complete(result);
    } else {
      Throwable cause = StageFailures.cause(failure);
      answer.completeExceptionally(
          ServiceUnavailableException.answered(
              callee + " could not do it: " + cause.getMessage(), cause));
    }
  }

  /** A stand-in equals itself only. */
  private Object asObject(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> name.kind().getSimpleName() + " of " + name.node() + " in this process";
    };
  }
}
